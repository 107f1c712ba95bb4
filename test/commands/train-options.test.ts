import { join } from 'node:path'
import t from 'tap'
import { collectPast } from '../../src/commands/train/collect.ts'
import { createProgressLines } from '../../src/commands/train/create-progress-lines.ts'
import { describeTraining } from '../../src/commands/train/describe-training.ts'
import { readTrainOptions } from '../../src/commands/train/read-train-options.ts'
import { withInterrupt } from '../../src/commands/train/with-interrupt.ts'
import { cleanTickets } from '../../src/training/clean/clean-tickets.ts'
import type { Adoption } from '../../src/training/learn/decide-adoption.ts'
import { describeAdoption } from '../../src/training/learn/describe-adoption.ts'
import { createManualClock } from '../manual-clock.ts'
import { testConfiguration } from '../start-service.ts'

const now = Date.UTC(2026, 10, 21)
const read = (values: Parameters<typeof readTrainOptions>[0]['values']) =>
  readTrainOptions({ values: { from: ['main'], ...values }, positionals: [] }, now)

t.test('what is asked for on the command line', (t) => {
  t.match(read({}), {
    targets: null,
    since: null,
    most: 100_000,
    least: 5,
    precision: 0.9,
    wanted: 'when-as-good',
  })
  t.equal(read({ since: '12mo' }).since, Date.UTC(2025, 10, 21))
  t.equal(read({ since: '2y' }).since, Date.UTC(2024, 10, 21))
  t.equal(read({ since: '7d' }).since, now - 7 * 86_400_000)
  t.equal(read({ since: '2026-01-31' }).since, Date.UTC(2026, 0, 31))
  t.match(read({ target: ['type,group', 'type'], 'label-column': ['type=Tipo', 'group=Cola = A'] }), {
    targets: ['type', 'group'],
    columns: { labels: { type: 'Tipo', group: 'Cola = A' } },
  })
  t.same(read({ 'label-column': ['Motivo'] }).columns.labels, { category: 'Motivo' })
  t.same(read({ target: ['type'], 'label-column': ['Motivo'] }).columns.labels, { type: 'Motivo' })
  t.match(read({ from: ['a.csv', 'b.csv'] }), { from: 'a.csv', furtherFiles: ['b.csv'] })
  t.equal(read({ precision: '0,95' }).precision, 0.95)
  t.throws(() => read({ 'label-column': ['a', 'b'] }), { message: /Two columns are named for category/ })
  t.end()
})

t.test('a log gets a line every ten seconds, a terminal a bar', async (t) => {
  const clock = createManualClock(now)
  const write = (isTTY: boolean) => {
    const written: string[] = []
    const stderr = { isTTY, write: (text: string) => written.push(text) }
    return { progress: createProgressLines({ stderr, clock }), written: () => written.join('') }
  }
  const log = write(false)
  log.progress.begin('Reading')
  log.progress.at(0.1, '10 texts')
  await clock.advance(10_000)
  log.progress.at(0.25, '25 texts')
  log.progress.say('Waiting.')
  log.progress.at(1, '100 texts')
  log.progress.at(1, 'again')
  t.equal(
    log.written(),
    'Reading …\nReading: 25 %, 25 texts, 30 s left\nWaiting.\nReading: 100 %, 100 texts\n',
  )

  const bar = write(true)
  bar.progress.begin('Reading')
  await clock.advance(100)
  bar.progress.at(0.5)
  bar.progress.end()
  t.match(bar.written(), /\r░{24} Reading: 0 %.*\r█{12}░{12} Reading: 50 %, 1 s left.*\n$/)
})

t.test('Ctrl-C ends the work by its signal, once', async (t) => {
  const listeners = new Map<string, () => void>()
  const target = {
    once: (signal: string, listener: () => void) => void listeners.set(signal, listener),
    off: (signal: string) => void listeners.delete(signal),
  }
  const outcome = await withInterrupt(target, async (signal) => {
    listeners.get('SIGINT')?.()
    t.equal(listeners.size, 0, 'a second one ends the process')
    return signal.aborted
  })
  t.equal(outcome, true)
})

t.test('a file is read no further once the work is ended', async (t) => {
  const config = testConfiguration({ dataDir: t.testdir(), helpdeskUrl: 'http://127.0.0.1:1' })
  const progress = { begin: () => {}, at: () => {}, say: () => {} }
  const stopping = new AbortController()
  const context = { config, clock: createManualClock(), signal: stopping.signal, progress }
  const content = `text,label\n${'Where is my order?,orders\n'.repeat(20)}`
  const options = read({ from: [join(t.testdir({ 'tickets.csv': content }), 'tickets.csv')] })
  t.equal((await collectPast(options, context)).tickets.length, 20)
  stopping.abort()
  await t.rejects(collectPast(options, context))
})

t.test('what came of it is said, with the command that changes it', (t) => {
  const name = '20261121-100000'
  const worse = {
    adopt: false,
    why: 'worse',
    against: 'old',
    target: 'type',
    by: 0.123,
    onSame: true,
  } as const
  t.match(
    describeAdoption(worse, name),
    /12\.3 points below that of old.*relevo models promote 20261121-100000$/,
  )
  const lacks: Adoption = { adopt: false, why: 'lacks', against: 'old', targets: ['type', 'group'] }
  t.match(describeAdoption(lacks, name), /does not tell type and group, which old does/)
  t.match(describeAdoption({ adopt: true, why: 'as-good', against: 'old' }, name), /relevo models rollback/)
  const better = {
    adopt: true,
    why: 'better',
    against: 'old',
    target: 'type',
    texts: 80,
    by: 0.1,
    chance: 0,
  } as const
  t.match(describeAdoption(better, name), /better than old, on 80 tickets that neither had seen/)
  const noBetter = { adopt: false, why: 'no-better', against: 'old', texts: 80 } as const
  t.match(describeAdoption(noBetter, name), /no better than old by more than chance/)
  t.match(
    describeAdoption({ ...noBetter, why: 'few-newer' }, name),
    /only 80 tickets that old has not learnt from/,
  )
  const notes = describeTraining({
    left: new Map([['priority', { kind: 'no-priorities', values: ['P1'] }]]),
    warnings: new Map([['type', [{ code: 'dominated', label: 'Question', share: 0.953 }]]]),
    cleaned: { ...cleanTickets([]), overLong: 2 },
    strange: ['Plataforma "Á"', ...Array.from({ length: 8 }, (_, at) => `c${at}`)],
  })
  t.match(
    notes.join('\n'),
    /priority; the values \(P1\)[\s\S]*95 %[\s\S]*Of 2 texts[\s\S]*c6 and 1 more\. Put each.*\{ plataforma-a: \{ names: \["Plataforma \\"Á\\""\] \} \}.*train again/,
  )
  t.end()
})
