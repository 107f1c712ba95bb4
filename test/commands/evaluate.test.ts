import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createLabelMatcher } from '../../src/commands/models/match-label.ts'
import { trainSmall } from '../classify/bundles/small-bundle.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const [parts, others] = [await trainSmall(), await trainSmall(7)]

const rows = [
  ['No puedo entrar, la contraseña falla', 'Access'],
  ['Mi cuenta sigue bloqueada', 'access'],
  ['El cobro de la factura está duplicado', 'billing'],
  ['No reconozco el importe del recibo', 'billing'],
  ['La tarjeta tiene un cargo doble', 'access'],
  ['Quiero hablar de jardines', 'garden'],
  ['', 'billing'],
] as const

const prepare = async (t: Test) => {
  const dataDir = t.testdir()
  const names = await putModels(dataDir, parts, [{}, { models: new Map([['category', others]]) }])
  const file = join(dataDir, 'labelled.csv')
  const lines = rows.map(([text, label], at) => `${at + 1},"${text}",${label},2026-11-0${at + 1}T00:00:00Z`)
  writeFileSync(file, `id,text,label,created_at\n${lines.join('\n')}\n`)
  return { dataDir, env: { RELEVO_DATA_DIR: dataDir, RELEVO_LANGUAGE: 'es' }, names, file }
}

t.test('a model is judged on labelled texts, for a person, a page and programs', async (t) => {
  const { dataDir, env, names, file } = await prepare(t)
  const [name = ''] = names
  const shown = await run(['evaluate', name, file], env)
  t.match(shown, { code: 0, err: /knows no category "garden": 1 text counts as wrong/ })
  t.match(shown.out, /Informe de evaluación/, 'in the language of the configuration, as the page')
  const html = join(dataDir, 'report.html')
  const { code, out } = await run(['evaluate', name, file, '--json', '--html', html], env)
  t.equal(code, 0)
  const report = JSON.parse(out)
  t.match(report, {
    version: 1,
    kind: 'evaluation',
    name,
    from: 'labelled.csv',
    window: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-06T00:00:00.000Z' },
    read: 7,
    dropped: [{ reason: 'empty', texts: 1 }],
    targets: [{ target: 'category', texts: 6, evaluation: { decision: { threshold: 0.6, basis: 'given' } } }],
  })
  const [target] = report.targets
  t.equal(target.evaluation.classes.find(({ label }: { label: string }) => label === 'access').support, 3)
  t.equal(target.evaluation.accuracy, 4 / 6, 'a label in another case is the same label')
  t.match(target.languages, { es: 6 }, 'the language is found out')
  t.match(readFileSync(html, 'utf8'), /<html lang="es"/)
  t.equal(statSync(html).mode & 0o777, 0o600)
  t.notMatch(out, /contraseña/, 'no text is in it')
})

t.test('columns and targets are named where they cannot be guessed', async (t) => {
  const { env, names, file, dataDir } = await prepare(t)
  const [name = ''] = names
  const strange = join(dataDir, 'strange.csv')
  writeFileSync(strange, 'qué,dónde\n"No puedo entrar, la contraseña falla",access\n')
  t.match(await run(['evaluate', name, strange], env), { code: 2, err: /--text-column/ })
  const named = ['--text-column', 'qué', '--label-column', 'dónde', '--json']
  t.match(JSON.parse((await run(['evaluate', name, strange, ...named], env)).out), {
    targets: [{ target: 'category', texts: 1 }],
  })
  const typed = join(dataDir, 'typed.jsonl')
  writeFileSync(typed, `${JSON.stringify({ text: 'mi cuenta está bloqueada', type: 'access' })}\n`)
  t.match(
    JSON.parse((await run(['evaluate', name, typed, '--json'], env)).out),
    { targets: [{ target: 'category', texts: 1 }] },
    'the only label there is',
  )
  t.match(await run(['evaluate', name, file, '--target', 'group'], env), {
    code: 2,
    err: /tells no group; it tells category/,
  })
  t.match(await run(['evaluate', name, file, '--target', 'mood'], env), { code: 2, err: /--target takes/ })
  t.match(await run(['evaluate', 'starter', file, '--label-column', 'label'], env), {
    code: 2,
    err: /--target category or --target priority/,
  })
  t.match(await run(['evaluate', name, join(dataDir, 'none.csv')], env), { code: 5, err: /no file/ })
  t.match(await run(['evaluate', '20200101-000000', file], env), { code: 1, err: /no model/ })
  t.match(await run(['evaluate', name], env), { code: 2, err: /labelled texts is missing/ })
  const away = join(dataDir, 'no', 'report.html')
  t.match(await run(['evaluate', name, file, '--html', away], env), {
    code: 1,
    err: /report\.html cannot be used \(ENOENT\)/,
  })
  writeFileSync(typed, `${JSON.stringify({ text: 'mi cuenta', tags: ['x'] })}\n`)
  t.match(await run(['evaluate', name, typed], env), { code: 1, err: /says of no text which category it is/ })
})

t.test('two models are compared on the same texts, and chance is told from difference', async (t) => {
  const { env, names, file } = await prepare(t)
  const [one = '', two = ''] = names
  const { code, out } = await run(['models', 'compare', one, two, file], env)
  t.equal(code, 0)
  t.match(out, /category +accuracy +66\.7 % +66\.7 % +0\.0\n/)
  t.match(out, /category: of 6 texts .*Neither is ahead \(McNemar, p = 1\.000\)/)
  t.match(JSON.parse((await run(['models', 'compare', one, 'starter', file, '--json'], env)).out), {
    file,
    targets: [{ target: 'category', comparison: { texts: 6 } }],
  })
})

t.test('labels are the same but for case, accents and spaces, where that is plain', async (t) => {
  const match = createLabelMatcher(['Facturación', 'acceso', 'Acceso', 'otros'])
  t.equal(match('facturacion'), 'Facturación')
  t.equal(match('acceso'), 'acceso')
  t.equal(match('ACCESO'), 'ACCESO', 'two could be meant')
  t.equal(match('jardín'), 'jardín')
})
