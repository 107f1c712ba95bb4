import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t from 'tap'
import { systemClock } from '../../src/ops/clock.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

const start = (dataDir: string, prefix: string): ChildProcess =>
  spawn(process.execPath, [new URL('./puts-forever.ts', import.meta.url).pathname, dataDir, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Runs the process until it has printed `lines` lines, kills it there and then, and returns all that it had printed. */
const killAfter = async (dataDir: string, prefix: string, lines: number): Promise<string[]> => {
  const child = start(dataDir, prefix)
  const printed: string[] = []
  if (child.stdout === null) throw new Error('The process has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line)
    if (printed.length === lines) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return printed
}

const idsOf = (lines: string[], word: string): string[] =>
  lines
    .filter((line) => line.startsWith(`${word} ho_`) && line.length === word.length + 30)
    .map((line) => line.slice(word.length + 1))

t.test('keeps every acknowledged hand-off when the process is killed, at once or later', async (t) => {
  const dataDir = t.testdir()
  const acknowledged: string[] = []
  const delivered: string[] = []
  for (const [run, lines] of [1, 2, 40, 500].entries()) {
    const printed = await killAfter(dataDir, `run${run}`, lines)
    t.ok(printed.length >= lines)
    acknowledged.push(...idsOf(printed, 'put'))
    delivered.push(...idsOf(printed, 'done'))
  }

  const { ledger, database } = await openSqliteLedger(t, { dataDir, clock: systemClock })
  const rows = await database.kysely.selectFrom('handoffs').select(['id', 'state']).execute()
  const states = new Map(rows.map((row) => [row.id, row.state]))
  t.same(
    acknowledged.filter((id) => !states.has(id)),
    [],
    'none is lost',
  )
  t.same(
    delivered.filter((id) => states.get(id) !== 'delivered'),
    [],
    'what was delivered stays delivered',
  )
  t.match(await ledger.custody(), { received: rows.length, balanced: true })
  const payloads = await database.kysely.selectFrom('payloads').select('handoff_id').execute()
  t.equal(payloads.length, rows.length, 'each has its content')
})

t.test('lets the next process in as soon as one was killed', async (t) => {
  const dataDir = t.testdir()
  const child = start(dataDir, 'a')
  if (child.stdout === null) throw new Error('The process has no output.')
  await once(child.stdout, 'data')
  await t.rejects(openSqliteLedger(t, { dataDir, clock: systemClock }), {
    name: 'DatabaseRefused',
    code: 'in-use',
  })
  const { ledger: beside } = await openSqliteLedger(t, { dataDir, clock: systemClock, exclusive: false })
  t.ok((await beside.custody()).received > 0, 'a command may read meanwhile')
  const [some] = (await beside.list({ state: ['received'], limit: 1 })).entries
  if (some !== undefined) t.match(await beside.dismiss(some.id, 'spam', 'ann'), { kind: /done|wrong-state/ })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const { ledger } = await openSqliteLedger(t, { dataDir, clock: systemClock })
  t.match(await ledger.custody(), { balanced: true })
})
