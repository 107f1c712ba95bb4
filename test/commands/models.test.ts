import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { composeTargetReport } from '../../src/classify/report/compose-target-report.ts'
import type { Report } from '../../src/classify/report/report.ts'
import { aboutBundle, aboutTarget, trainSmall } from '../classify/bundles/small-bundle.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const parts = await trainSmall()

const report: Report = {
  version: 1,
  kind: 'training',
  name: 'small',
  at: '2026-11-21T10:15:00.000Z',
  by: '0.1.0',
  from: 'tickets.csv',
  window: null,
  read: 12,
  dropped: [],
  encoder: null,
  seed: 1,
  targets: [
    composeTargetReport({
      target: 'category',
      labels: ['access', 'billing'],
      judged: ['access', 'billing'].map((label, row) => ({
        row,
        label,
        predicted: label,
        confidence: 0.9,
        inScope: true,
        runnerUp: null,
        language: 'es',
      })),
      referenceOf: (row) => `line ${row}`,
    }),
  ],
}

t.test('the list shows what there is, which is in use, and how good it is', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const targets = [
    { target: 'category' as const, about: aboutTarget() },
    { target: 'priority' as const, about: aboutTarget({ accuracy: 0.75 }) },
  ]
  const models = new Map([
    ['category', parts],
    ['priority', parts],
  ] as const)
  const [name = '', damaged = ''] = await putModels(dataDir, parts, [
    { about: aboutBundle({ targets, from: 'a\u001b[2Jb.csv' }), models },
    {},
  ])
  await truncate(join(dataDir, 'models', damaged, 'about.json'), 20)
  await run(['models', 'promote', name], env)
  const { code, out, err } = await run(['models'], env)
  t.equal(code, 0)
  t.match(out, /^name +in use +trained +from +target +texts +classes +accuracy +macro-F1 +decides +size\n/)
  t.match(
    out,
    new RegExp(
      `${name} +yes +2026-11-21 10:15 +ab\\.csv +category +12 +2 +90\\.0 % +88\\.0 % +70\\.0 % at 95\\.0 % +\\d+ kB`,
    ),
  )
  t.match(out, /\n +priority +12 +2 +75\.0 %/, 'a line for each target')
  t.match(out, new RegExp(`${damaged} +damaged`))
  t.match(err, new RegExp(`^relevo: The model ${damaged} cannot be used.*about\\.json`))
  const { models: listed } = JSON.parse((await run(['models', 'list', '--json'], env)).out)
  t.match(
    listed.find((each: { name: string }) => each.name === name),
    { inUse: true, about: { seed: 1 } },
  )
})

t.test('it says so when a model is promoted that services are told not to ask', async (t) => {
  const dataDir = t.testdir()
  const config = join(dataDir, 'relevo.yaml')
  await writeFile(config, 'classification:\n  model: none\n')
  t.match(await run(['models'], { RELEVO_DATA_DIR: dataDir, RELEVO_CONFIG: config }), {
    code: 0,
    err: /classification\.model is "none".*ask no model/,
  })
})

t.test('one is promoted, and rolled back, and the audit trail has both', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir, USER: 'carmen' }
  const [one = '', two = ''] = await putModels(dataDir, parts, [{}, {}])
  t.match(await run(['models', 'promote', one], env), { code: 0, out: new RegExp(`^${one} is in use`) })
  t.match(await run(['models', 'promote', two, '--why', 'new tags', '--json'], env), {
    code: 0,
    out: `${JSON.stringify({ in_use: two, before: one })}\n`,
  })
  t.match(await run(['models', 'promote', two], env), { out: `${two} is in use, and was before.\n` })
  t.match(await run(['models', 'promote', '20200101-000000'], env), {
    code: 1,
    err: /no model "20200101-000000".*relevo models list/,
  })
  t.match(await run(['models', 'promote', 'ana@example.com'], env), { code: 1 })
  t.match(await run(['models', 'rollback'], env), {
    code: 0,
    out: new RegExp(`^${one} is in use again, in place of ${two}`),
  })
  const { entries } = JSON.parse((await run(['audit', '--json'], env)).out)
  t.match(entries, [
    { who: 'cli:carmen', what: 'rollBackModel', outcome: 'done', subject: { kind: 'model', id: one } },
    { what: 'promoteModel', outcome: 'refused', subject: null },
    { what: 'promoteModel', outcome: 'refused', subject: { kind: 'model', id: '20200101-000000' } },
    { what: 'promoteModel', outcome: 'done', subject: { kind: 'model', id: two } },
    { what: 'promoteModel', outcome: 'done', subject: { kind: 'model', id: two } },
    { what: 'promoteModel', outcome: 'done', subject: { kind: 'model', id: one } },
  ])
  t.notMatch(JSON.stringify(entries), /ana@/)
})

t.test('show prints the report of the training, and where its page is', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const [name = '', old = ''] = await putModels(dataDir, parts, [{ report }, { report: { version: 0 } }])
  const { code, out } = await run(['models', 'show', name], env)
  t.equal(code, 0)
  t.match(out, /Training report/)
  t.match(out, join(dataDir, 'models', name, 'report.html'))
  t.match(out, /SHA-256 of its models: [0-9a-f]{64}/)
  t.match(JSON.parse((await run(['models', 'show', name, '--json'], env)).out), {
    sha256: /^[0-9a-f]{64}$/,
    name,
    about: { from: 'tickets.csv' },
    report: { version: 1, targets: [{ target: 'category' }] },
  })
  t.match(await run(['models', 'show', old], env), {
    code: 0,
    out: /category: 12 texts, 2 classes, accuracy 90\.0 %/,
    err: /another version of Relevo/,
  })
  t.match(await run(['models', 'show'], env), { code: 2, err: /name of the model is missing/ })
  t.match(await run(['models', 'show', '../..'], env), { code: 1, err: /There is no model "\.\.\?\.\."/ })
  t.match(await run(['models', 'burn'], env), { code: 2, err: /no "models burn"/ })
})

t.test('two are compared by the figures of their trainings', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const better = aboutBundle({
    targets: [{ target: 'category', about: aboutTarget({ accuracy: 0.95, ece: 0.01 }) }],
  })
  const [one = '', two = ''] = await putModels(dataDir, parts, [{}, { about: better }])
  const { code, out } = await run(['models', 'compare', one, two], env)
  t.equal(code, 0)
  t.match(out, /category +accuracy +90\.0 % +95\.0 % +\+5\.0\n/)
  t.match(out, /calibration error +4\.0 % +1\.0 % +-3\.0\n/)
  t.match(out, /Give a file with labels/)
  t.match(JSON.parse((await run(['models', 'compare', one, two, '--json'], env)).out), {
    first: one,
    second: two,
    file: null,
    targets: [{ target: 'category', first: { accuracy: 0.9 }, second: { accuracy: 0.95 }, comparison: null }],
  })
  t.match(await run(['models', 'compare', one], env), { code: 2, err: /second model is missing/ })
})

t.test('without a model there is nothing to show, and that is said', async (t) => {
  const env = { RELEVO_DATA_DIR: t.testdir() }
  t.match(await run(['models', 'rollback'], env), { code: 1, err: /No model was in use before/ })
  t.match(await run(['models', 'list'], { RELEVO_CONFIG: '/nowhere/relevo.yaml' }), { code: 3 })
})
