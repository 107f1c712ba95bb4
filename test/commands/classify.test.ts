import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Classification } from '../../schemas/classification.ts'
import { readLines } from '../../src/commands/classify/read-lines.ts'
import { barOf, showClassification } from '../../src/commands/classify/show-classification.ts'
import { trainSmall } from '../classify/bundles/small-bundle.ts'
import { run } from './run.ts'
import { putModels } from './small-models.ts'

const decided: Classification = {
  category: 'billing',
  type: 'Question',
  group: null,
  priority: 'high',
  priorityConfidence: 0.83,
  tags: ['vip'],
  customFields: {},
  decidedBy: 'model',
  confidence: 0.873,
  language: { code: 'es', confidence: 0.99 },
  model: '20261121-101500',
  reasons: [
    {
      code: 'model-words',
      category: 'billing',
      runnerUp: 'orders',
      words: [
        { text: 'factura', contribution: 0.6 },
        { text: 'co\u001b[2Jbro', contribution: 0.004 },
      ],
    },
    { code: 'similar', tickets: [{ ticket: 'freshdesk:4711', category: 'billing', likeness: 0.91 }] },
  ],
  steps: [
    { step: 'rules', verdict: 'unsure', category: null, confidence: null, ms: 0.12 },
    { step: 'model', verdict: 'decided', category: 'billing', confidence: 0.873, ms: 1.5 },
  ],
}

t.test('shows what it is, how sure, who decided it, and how it is filed', async (t) => {
  const text = showClassification(decided, { colour: false, width: 80, explain: false })
  t.match(text, /category +billing \(Billing\)\n/)
  t.match(text, /confidence +█{17}░{3} 87\.3 %\n/)
  t.match(text, /decided by +model 20261121-101500\n/)
  t.match(text, /filed as +type Question · priority high \(83 %\) · tags vip\n/)
  t.match(text, /language +es \(99 %\)\n/)
  t.match(text, /why +These words speak for Billing/)
  t.notMatch(text, /step +verdict/)
})

t.test(
  'explains with every step and its time, the words with their parts, and similar tickets',
  async (t) => {
    const text = showClassification(decided, { colour: false, width: 80, explain: true })
    t.match(
      text,
      /Words that spoke for billing \(Billing\) rather than orders \(Orders and shipping\):\n {2}factura +█{12}░{8} 60\.0 %\n/,
    )
    t.match(text, / {2}cobro {4}█░{19} 0\.4 %/, 'a little is not nothing')
    t.match(text, /similar ticket +filed as +alike\nfreshdesk:4711 +billing \(Billing\) +91 %/)
    t.match(
      text,
      /step +verdict +category +confidence +ms\nrules +unsure +0\.12\nmodel +decided +billing +87\.3 % +1\.50\n/,
    )
    t.notMatch(text, /These words speak/, 'nothing twice')
  },
)

t.test('what nobody could tell is unsure, and says who was asked', async (t) => {
  const open: Classification = {
    ...decided,
    category: null,
    decidedBy: 'none',
    confidence: null,
    reasons: [{ code: 'nothing' }],
  }
  const text = showClassification(open, { colour: false, width: 80, explain: false })
  t.match(text, /category +unsure\n/)
  t.match(text, /decided by +nobody: it stays open \(model 20261121-101500 was asked\)/)
  t.match(text, /why +No keyword or pattern points/)
  t.notMatch(text, /confidence/)
  t.equal(barOf(0), `${'░'.repeat(20)} 0.0 %`)
  t.equal(barOf(1), `${'█'.repeat(20)} 100 %`)
})

t.test('a text is classified without a help desk, a source or a store', async (t) => {
  const env = { RELEVO_DATA_DIR: join(t.testdir(), 'none') }
  const shown = await run(['classify', 'Quiero', 'la factura, me han cobrado dos veces', '--explain'], env)
  t.match(shown, { code: 0, err: '' })
  t.match(shown.out, /category +billing[\s\S]*decided by[\s\S]*step +verdict/)
  const { out } = await run(['classify', 'Hola', '--bot-category', 'billing', '--json'], env)
  t.match(JSON.parse(out), { category: 'billing', decided_by: 'bot', steps: [{ step: 'bot' }] })
  t.match(JSON.parse((await run(['classify', 'Hola', '--subject', 'Factura y cobro', '--json'], env)).out), {
    category: 'billing',
  })
})

t.test('the model that is named is asked, else the one in use', async (t) => {
  const dataDir = t.testdir()
  const env = { RELEVO_DATA_DIR: dataDir }
  const [name = ''] = await putModels(dataDir, await trainSmall())
  const ask = async (...more: string[]) =>
    JSON.parse(
      (await run(['classify', 'he olvidado la contraseña y no puedo entrar', '--json', ...more], env)).out,
    )
  t.match(await ask(), { model: 'starter' })
  const named = await ask('--model', name)
  t.match(named, { model: name, category: 'access' })
  t.ok(named.steps.some(({ step }: { step: string }) => step === 'model'))
  t.match(await ask('--model', 'none'), { model: null })
  await run(['models', 'promote', name], env)
  t.match(await ask(), { model: name })
  t.match(await run(['classify', 'x', '--model', '20200101-000000'], env), {
    code: 1,
    err: /no model "20200101/,
  })
  const { out } = await run(['classify', 'la contraseña', '--explain'], env)
  t.match(out, new RegExp(`model[\\s\\S]*${name}`))
})

t.test('many texts are classified line by line, from a file or from standard input', async (t) => {
  const env = { RELEVO_DATA_DIR: t.testdir() }
  const stdin =
    'Quiero la factura del cobro\n\n{"id": 7, "subject": "Factura", "text": "el cobro está mal"}\n{"no": 1\nñandú'
  const { code, out } = await run(['classify', '--file', '-', '--json'], env, { stdin })
  t.equal(code, 0)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.match(lines, [
    { line: 1, category: 'billing' },
    { line: 3, id: 7, category: 'billing' },
    { line: 4, category: null },
    { line: 5, category: null },
  ])
  const file = join(t.testdir(), 'texts.txt')
  writeFileSync(file, 'Quiero la factura del cobro\nHola\n')
  t.match(await run(['classify', '--file', file], env), {
    code: 0,
    out: /^line +category +confidence +decided by +text\n +1 +billing +\S+ +Quiero la factura del cobro\n +2 /,
  })
  writeFileSync(file, '\n')
  t.match(await run(['classify', '--file', file], env), { code: 0, out: '', err: /no text/ })
  t.match(await run(['classify', '--file', join(t.testdir(), 'gone')], env), { code: 1, err: /ENOENT/ })
})

t.test('wrong usage is said', async (t) => {
  const env = { RELEVO_DATA_DIR: t.testdir() }
  t.match(await run(['classify'], env), { code: 2, err: /Say which text/ })
  t.match(await run(['classify', 'x', '--file', 'y'], env), { code: 2, err: /exclude each other/ })
  t.match(await run(['classify', '--file', 'y', '--explain'], env), { code: 2, err: /for one text/ })
  t.match(await run(['classify', '--file', '-'], env), { code: 2, err: /standard input/ })
  t.match(await run(['classify', 'x'], { RELEVO_CONFIG: '/nowhere/relevo.yaml' }), { code: 3 })
})

t.test('lines are read whole, whatever pieces they come in, and none without end', async (t) => {
  async function* pieces(text: string, size: number) {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const read = async (text: string, size: number) => {
    const lines: { line: number; text: string }[] = []
    for await (const line of readLines(pieces(text, size))) lines.push(line)
    return lines
  }
  t.same(await read('ñ é\r\n\n 😀 \nend', 1), [
    { line: 1, text: 'ñ é' },
    { line: 3, text: '😀' },
    { line: 4, text: 'end' },
  ])
  const [long] = await read(`${'x'.repeat(3_000_000)}\nend`, 65_536)
  t.ok((long?.text.length ?? 0) <= 1_100_000)
})
