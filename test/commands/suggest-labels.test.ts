import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { composeCsv } from '../../src/commands/suggest-labels/compose-csv.ts'
import { readTicketFile } from '../../src/training/files/read-ticket-file.ts'
import { trainSmall } from '../classify/bundles/small-bundle.ts'
import { postHandoff, startService } from '../start-service.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const texts = [
  'No puedo entrar en mi cuenta con la contraseña nueva',
  'La factura de mayo tiene un cobro que no reconozco',
  'Me cobraron la cuenta y no puedo entrar en la factura',
  'El paquete llega tarde y nadie sabe dónde está',
  '=HYPERLINK("http://example.com";"El enlace del paquete no abre")',
  'ok',
]
const asCsv = (labels: readonly string[], column = 'categoría') =>
  `id,asunto,texto,${column}\n${texts.map((text, at) => `${at + 1},Ayuda ${at + 1},"${text.replaceAll('"', '""')}",${labels[at] ?? ''}`).join('\n')}\n`

t.test(
  'before there is a model, tickets that stand for others are suggested, for a table, a file and programs',
  async (t) => {
    const dataDir = t.testdir()
    const env = { RELEVO_DATA_DIR: dataDir, RELEVO_LANGUAGE: 'es' }
    const file = join(dataDir, 'tickets.csv')
    writeFileSync(file, asCsv(['', 'Cobros'], 'tipo'))
    const shown = await run(['suggest-labels', file, '--target', 'type', '--most', '2'], env)
    t.equal(shown.code, 0)
    t.match(shown.out, /^ticket +suggestion +confidence +text\n/)
    t.equal(shown.out.trimEnd().split('\n').length, 3)
    t.match(
      shown.err,
      /2 of 5 tickets without a type.*no model.*unlike the 1 that have one.*--out labels\.csv/s,
    )
    const { suggestions } = JSON.parse(
      (await run(['suggest-labels', file, '--target', 'type', '--json'], env)).out,
    )
    t.notOk(
      suggestions.some(({ id }: { id: string }) => id === '2'),
      'what is labelled is not asked again',
    )

    const out = join(dataDir, 'labels.csv')
    const written = await run(['suggest-labels', file, '--target', 'type', '--out', out], env)
    t.match(written, { code: 0, out: '', err: /relevo train --from .*labels\.csv/ })
    t.equal(statSync(out).mode & 0o777, 0o600)
    t.match(readFileSync(out, 'utf8'), /^\uFEFFid;subject;text;suggestion;confidence;type\r\n/)
    t.match(readFileSync(out, 'utf8'), /;"'=HYPERLINK/)
    t.match(await run(['suggest-labels', file, '--target', 'type', '--out', out], env), {
      code: 6,
      err: /is there already/,
    })

    const filled = readFileSync(out, 'utf8').replaceAll(/;\r\n/g, ';Acceso\r\n')
    writeFileSync(out, filled)
    const { tickets } = await readTicketFile(out, { most: 100 })
    t.equal(tickets.length, suggestions.length)
    for (const ticket of tickets) {
      t.equal(ticket.labels.type, 'Acceso', 'a training reads what was filled in')
      t.ok(texts.includes(ticket.body), 'and the text as it was')
    }
  },
)

t.test('with a model, what it is unsure of comes first, with what it leans to', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const [name = ''] = await putModels(dataDir, await trainSmall())
  await run(['models', 'promote', name], env)
  const file = join(dataDir, 'tickets.csv')
  writeFileSync(file, asCsv([]))
  const { model, suggestions } = JSON.parse((await run(['suggest-labels', file, '--json'], env)).out)
  t.equal(model, name)
  const uncertainty = new Map(
    suggestions.map((each: { id: string; uncertainty: number }) => [each.id, each.uncertainty]),
  )
  t.ok(Number(uncertainty.get('3')) > Number(uncertainty.get('1')), JSON.stringify([...uncertainty]))
  t.match(
    suggestions.find(({ id }: { id: string }) => id === '1'),
    { suggestion: 'access', subject: 'Ayuda 1' },
  )
  writeFileSync(file, asCsv(['Jardines', 'Jardines', 'Piscinas']))
  t.match(
    JSON.parse((await run(['suggest-labels', file, '--json'], env)).out),
    { model: null },
    'a model of other classes has no say',
  )
  t.match(await run(['suggest-labels', file, '--target', 'group'], env), {
    code: 0,
    err: /no model that tells it/,
  })
  t.match(await run(['suggest-labels', file, '--model', '20200101-000000'], env), {
    code: 1,
    err: /no model/,
  })
})

t.test('what ships has a say where its categories are used', async (t) => {
  const dataDir = t.testdir()
  const file = join(dataDir, 'tickets.csv')
  writeFileSync(file, asCsv([]))
  const env = { RELEVO_DATA_DIR: dataDir }
  t.match(JSON.parse((await run(['suggest-labels', file, '--json'], env)).out), { model: 'starter' })
  const config = join(dataDir, 'relevo.yaml')
  writeFileSync(config, 'categories:\n  cobros:\n    names: [Cobros]\n')
  const own = { ...env, RELEVO_CONFIG: config }
  t.match(JSON.parse((await run(['suggest-labels', file, '--json'], own)).out), { model: null })
})

t.test('hand-offs are suggested from the ledger, but for those that a bot has filed', async (t) => {
  const service = await startService(t)
  const env = { RELEVO_DATA_DIR: service.config.store.dataDir }
  t.match(await run(['suggest-labels', '--from', 'ledger'], env), {
    code: 1,
    err: /no ticket in the ledger yet/,
  })
  const handoff = (user: string, conversation_summary: string, more = {}) =>
    postHandoff(service, { user_email: `${user}@example.com`, conversation_summary, ...more }, { wait: 10 })
  await handoff('ana', 'La factura de mayo está mal', { category: 'billing' })
  await handoff('luis', 'Las tortugas del jardín comen lechuga')
  const { suggestions, labelled } = JSON.parse(
    (await run(['suggest-labels', '--from', 'ledger', '--json'], env)).out,
  )
  t.match(suggestions, [{ id: 'main:2', text: 'Las tortugas del jardín comen lechuga' }])
  t.equal(suggestions.length, 1)
  t.equal(labelled, 1)
})

t.test('what cannot be done is said', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const file = join(dataDir, 'tickets.csv')
  writeFileSync(file, asCsv(texts.map(() => 'billing')))
  t.match(await run(['suggest-labels', file], env), { code: 1, err: /has a category already/ })
  writeFileSync(file, 'texto\nok\n')
  t.match(await run(['suggest-labels', file], env), { code: 1, err: /says anything/ })
  t.match(await run(['suggest-labels', join(dataDir, 'none.csv')], env), { code: 5, err: /no file/ })
  t.match(await run(['suggest-labels'], env), { code: 2, err: /is missing/ })
  t.match(await run(['suggest-labels', 'a', '--from', 'ledger'], env), { code: 2, err: /exclude/ })
  t.match(await run(['suggest-labels', '--from', 'moon'], env), { code: 2, err: /takes ledger/ })
  t.match(await run(['suggest-labels', 'a', 'b'], env), { code: 2, err: /One file/ })
  t.match(await run(['suggest-labels', file, '--target', 'mood'], env), {
    code: 2,
    err: /--target takes category/,
  })
})

t.test('no cell is a formula, and every cell is read as it was', async (t) => {
  const cells = [
    '=1+1',
    '+34 600',
    '-x',
    '@sum',
    '\tx',
    "'quoted",
    'a;b',
    'a,b',
    '"',
    'two\nlines',
    ' edges ',
    '',
  ]
  for (const delimiter of [',', ';'] as const) {
    const csv = composeCsv(
      ['id', 'text', 'category'],
      cells.map((cell, at) => [`${at}`, cell, 'x']),
      delimiter,
    )
    t.notMatch(csv, /(^|[,;\n"])[=+\-@\t]/)
    const file = join(t.testdir(), 'cells.csv')
    writeFileSync(file, csv)
    const { tickets } = await readTicketFile(file, { most: 100 })
    t.same(
      tickets.map(({ body }) => body),
      cells.map((cell) => cell.trim()),
    )
  }
})
