// A short round of `npm run bench:classify`: what it promises is proved here on every run, how good it is there.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { type BenchEnd, runBench } from '../../bench/classify/bench.ts'
import { openDataSets } from '../../bench/classify/data-sets.ts'
import type { Outcome } from '../../bench/classify/figures.ts'
import { measures } from '../../bench/classify/measures.ts'
import { parseOptions } from '../../bench/classify/options.ts'
import { renderMarkdown, renderTerminal } from '../../bench/classify/render-table.ts'
import { runChild } from '../../bench/classify/run-child.ts'
import { composeTable } from '../../bench/classify/table.ts'
import { judge } from '../../bench/classify/verdict.ts'

const words = {
  card_arrival: ['card', 'arrive', 'post', 'waiting', 'delivery'],
  exchange_rate: ['rate', 'currency', 'euros', 'exchange', 'dollars'],
  lost_phone: ['phone', 'lost', 'stolen', 'device', 'missing'],
}

/** Texts of two words of their class; `shift` draws others. */
const draw = (count: number, shift: number): { text: string; label: string }[] =>
  Object.entries(words).flatMap(([label, own]) =>
    Array.from({ length: count }, (_, at) => ({
      text: `my ${own[(at + shift) % 5]} please ${own[(at * 2 + shift + 1) % 5]} number ${at}`,
      label,
    })),
  )

const write = (path: string, rows: readonly unknown[]) =>
  writeFile(path, gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')))

const optionsOf = (...args: string[]) => {
  const options = parseOptions(args)
  if (options === 'help') throw new Error('help was asked for')
  return options
}

t.test('a round is measured in processes of its own, written, judged and resumed', async (t) => {
  const folder = t.testdir({})
  await mkdir(join(folder, 'banking77'))
  await write(join(folder, 'banking77/train_5.jsonl.gz'), draw(6, 0))
  await write(join(folder, 'banking77/test.jsonl.gz'), draw(4, 3))
  const out = join(folder, 'out')
  const round = (...more: string[]): Promise<BenchEnd> =>
    runBench(optionsOf('--only', 'banking77-5', '--contender', 'relevo', '--out', out, ...more), {
      env: { RELEVO_DATA_SETS: folder },
      signal: AbortSignal.timeout(60_000),
    })
  const first = await round()
  if (first.kind !== 'measured') throw new Error(JSON.stringify(first))
  const [line] = first.table.lines
  t.match(line, { what: 'banking77 5-shot, accuracy', floor: '67.5', target: '70.0', verdict: 'met target' })
  t.ok((line?.values.relevo ?? 0) > 0.9, JSON.stringify(line))
  t.equal(first.table.lines.length, 1, 'what was not asked for is no line')
  t.equal(first.table.isFailed, false)
  t.match(await readFile(join(out, 'table.md'), 'utf8'), /banking77 5-shot, accuracy \| \d+\.\d \| 67\.5 \|/)
  t.match(JSON.parse(await readFile(join(out, 'table.json'), 'utf8')), { lines: [{ verdict: 'met target' }] })

  const kept = await readFile(join(out, 'results.json'), 'utf8')
  t.match(await round('--resume'), { kind: 'measured', table: { lines: [{ verdict: 'met target' }] } })
  t.equal(await readFile(join(out, 'results.json'), 'utf8'), kept, 'nothing is measured twice')

  await writeFile(join(out, 'results.json'), '{}')
  await t.rejects(round('--resume'), /is no file of results/)
})

t.test('without data sets it says where it looked', async (t) => {
  const folder = t.testdir({})
  const end = await runBench(optionsOf('--quick', '--out', join(folder, 'out')), {
    env: { RELEVO_DATA_SETS: folder },
    signal: AbortSignal.timeout(60_000),
  })
  t.same(end, { kind: 'no-data', folder })
})

t.test('a line that is no row is named', async (t) => {
  const folder = t.testdir({ set: {} })
  await write(join(folder, 'set/train.jsonl.gz'), [
    { text: 'hola', label: 'saludo', group: 7 },
    { text: 'adiós' },
  ])
  await t.rejects(
    openDataSets({ RELEVO_DATA_SETS: folder }).read('set/train'),
    /train\.jsonl\.gz:2 is no row/,
  )
})

t.test('wrong options are refused with what there is', async (t) => {
  t.throws(() => parseOptions(['--contender', 'nobody']), /there are relevo, linear-svc/)
  t.throws(() => parseOptions(['--time-out', 'soon']), TypeError)
  t.throws(() => parseOptions(['--fast']), TypeError)
  t.equal(parseOptions(['--help']), 'help')
})

t.test('a process that fails, hangs or is stopped is told apart', async (t) => {
  const run = (script: string, timeoutSeconds: number, signal?: AbortSignal) =>
    runChild({ command: process.execPath, args: ['-e', script], cwd: t.testdir({}), timeoutSeconds, signal })
  t.match(await run('console.error("no module"); process.exit(3)', 20), {
    kind: 'failed',
    why: /3: no module/,
  })
  t.same(await run('setInterval(() => {}, 1000)', 0.3), { kind: 'too-slow', seconds: 0.3 })
  const stop = AbortSignal.timeout(300)
  await t.rejects(run('setInterval(() => {}, 1000)', 20, stop), { name: 'TimeoutError' })
})

t.test('a reading is held against the bars', async (t) => {
  const bars = { floor: 0.9, target: 0.95, better: 'higher' } as const
  const value = (given: number) => ({ kind: 'value', value: given }) as const
  t.equal(judge(bars, value(0.95)), 'met target')
  t.equal(judge(bars, value(0.92)), 'met floor')
  t.equal(judge(bars, value(0.89)), 'below floor')
  t.equal(judge(bars, { ...value(0.99), isBarred: true }), 'below floor')
  t.equal(judge({ ...bars, floor: null }, value(0.5)), 'short of target')
  t.equal(judge({ floor: 4, target: 1.5, better: 'lower' }, value(1.5)), 'met target')
  t.equal(judge({ floor: 4, target: 1.5, better: 'lower' }, value(4.1)), 'below floor')
  t.equal(judge({ ...bars, floor: null, target: null }, value(0.5)), 'no bar')
})

t.test('the table has a cell for all that was asked of, and fails with Relevo alone', async (t) => {
  const measured = (figures: Record<string, number>): Outcome => ({ kind: 'measured', figures })
  const outcomes: Record<string, Outcome> = {
    'banking77 relevo': measured({ accuracy: 0.92, trainSeconds: 9, medianMicros: 15, p99Micros: 80 }),
    'banking77 wink': measured({ accuracy: 0.85, trainSeconds: 0.5, medianMicros: 2000, p99Micros: 9000 }),
    'banking77 nlpjs': { kind: 'failed', why: 'ended with 1: out of memory' },
    'banking77 natural': { kind: 'too-slow', seconds: 600 },
    'banking77 linear-svc': {
      kind: 'missing',
      why: 'not installed (Debian: apt-get install python3-sklearn)',
    },
    'endava relevo': measured({ accuracy: 0.84, macroF1: 0.5 }),
    'speed relevo': measured({
      ...{
        uncalibratedSeconds: 1,
        calibratedSeconds: 5,
        calibratedMedianMicros: 15,
        calibratedP99Micros: 80,
      },
      ...{ linearSvcSeconds: 4, linearSvcMedianMicros: 600, linearSvcP99Micros: 1200 },
    }),
  }
  const table = composeTable((subject, contender) => outcomes[`${subject} ${contender}`])
  const line = (what: string) => table.lines.find((each) => each.what.startsWith(what))
  t.match(line('banking77 full')?.cells, {
    relevo: '92.0',
    wink: '85.0',
    nlpjs: 'failed',
    natural: '> 600 s',
    'linear-svc': 'n/a',
    'logistic-regression': '',
  })
  t.equal(line('banking77 full')?.verdict, 'met floor')
  t.match(line('Endava'), { verdict: 'below floor', cells: { relevo: '50.0 (84.0)' } })
  t.match(line('train 10,000 × 77, uncalibrated')?.cells, {
    relevo: '0.25 × (1.0 s)',
    wink: '0.13 × (0.5 s)',
    'linear-svc': '1.00 × (4.0 s)',
  })
  t.match(line('predict one text, median'), { verdict: 'met floor', cells: { relevo: '40 × (15 µs)' } })
  t.equal(table.isFailed, true, 'for the floor that is missed')
  t.match(table.notes, ['LinearSVC: not installed', 'nlp.js: failed: ended with 1', 'natural: had not ended'])
  for (const text of [renderTerminal(table, 'Title'), renderMarkdown(table, 'Title')]) {
    t.match(text, /banking77 full, accuracy.*92\.0.*91\.4.*92\.3.*met floor.*85\.0/)
    t.notMatch(text, 'LogReg', 'who was not asked has no column')
  }
  const peersAlone = composeTable((subject, contender) =>
    contender === 'relevo' ? undefined : outcomes[`${subject} ${contender}`],
  )
  t.equal(peersAlone.isFailed, false)
  t.equal(composeTable(() => ({ kind: 'failed', why: 'it broke' })).isFailed, true)
})

t.test('every bar of the classification is there once', async (t) => {
  t.equal(new Set(measures.map(({ what }) => what)).size, measures.length)
  for (const { what, floor, target, better } of measures) {
    t.ok(floor !== null || target !== null, what)
    if (floor !== null && target !== null) t.ok(better === 'higher' ? target > floor : target < floor, what)
  }
})
