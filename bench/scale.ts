// What the ledger does a second, and how long its questions take, with more and more hand-offs in it that have ended. The
// sizes take turns in every round, so that a noisy neighbour hits all of them; medians are compared.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { createLedger } from '../src/ledger/create-ledger.ts'
import type { Claim, Ledger } from '../src/ledger/ledger.ts'
import { requesterKey } from '../src/ledger/requester-key.ts'
import { systemClock } from '../src/ops/clock.ts'
import { fillLedger, sampleHandoff } from './fill-ledger.ts'

export interface ScaleOptions {
  sizes: number[]
  rounds: number
  /** New hand-offs in each round and size: they are put, claimed and delivered. */
  handoffs: number
  /** Makes an empty database of PostgreSQL; absent: SQLite in a folder of the system's temporary one. */
  createDatabase?: () => Promise<string>
  /** `what` says what is being done, for a progress bar. */
  onProgress?: (done: number, of: number, what: string) => void
}

/** Medians over the rounds. Rates are hand-offs a second, times ms. */
export interface ScaleFigures {
  size: number
  fillSeconds: number
  /** Of the filled store, by hand-off: all of it, and by table with its indexes where the engine tells. */
  bytesEach: number
  tableBytesEach: Record<string, number>
  rates: ReadonlyMap<Rate, number>
  times: ReadonlyMap<Question, number>
  balanced: boolean
}

export const rates = ['put', 'claim', 'settle', 'claim and settle'] as const
export type Rate = (typeof rates)[number]
export const questions = [
  'find',
  'history',
  'recently delivered',
  'first page',
  'page in the middle',
  'parked page',
  'flagged page',
  'page of a source',
  'stats',
  'custody',
  'next due',
] as const
export type Question = (typeof questions)[number]

const atOnce = 8
const leaseMs = 60_000
const askedTimes = 20

interface Filled {
  size: number
  database: Database
  ledger: Ledger
  ids: string[]
  fillSeconds: number
  bytes: { total: number; tables: Record<string, number> }
  rates: Map<Rate, number[]>
  times: Map<Question, number[]>
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const secondsOf = async (run: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await run()
  return (performance.now() - begun) / 1000
}

/** Runs `work` on each item, some at a time. */
const inParallel = async <T>(
  items: T[],
  many: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> => {
  const left = items.values()
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (const item of left) await work(item)
    }),
  )
}

const measureBytes = async ({ kysely, writers }: Database): Promise<Filled['bytes']> => {
  if (writers === 1) {
    const { rows } = await sql<{ bytes: number }>`
      select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()
    `.execute(kysely)
    return { total: rows[0]?.bytes ?? Number.NaN, tables: {} }
  }
  const { rows } = await sql<{ name: string; bytes: number }>`
    select relname::text as name, pg_total_relation_size(oid) as bytes from pg_class
    where oid in ('handoffs'::regclass, 'payloads'::regclass, 'classifications'::regclass, 'history'::regclass)
  `.execute(kysely)
  const tables = Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]))
  return { total: rows.reduce((sum, { bytes }) => sum + bytes, 0), tables }
}

/** Autovacuum comes by within a minute of so many inserts; a bench does not wait for it. SQLite has nothing like it. */
const tidyUp = async ({ kysely, writers }: Database): Promise<void> => {
  if (writers > 1) await sql`vacuum analyze`.execute(kysely)
}

const takeRate = async (filled: Filled, rate: Rate, count: number, run: () => Promise<void>) => {
  filled.rates.get(rate)?.push(count / (await secondsOf(run)))
}

let person = 0

const putNew = async (ledger: Ledger, many: number): Promise<void> => {
  const numbers = Array.from({ length: many }, () => ++person)
  await inParallel(numbers, 64, (number) => {
    const handoff = sampleHandoff(number)
    return ledger.put({
      source: 'botpress',
      helpdesk: 'main',
      requesterKey: requesterKey({ email: `new-${number}@example.com`, phone: null, name: null }),
      handoff,
      idempotency: { key: `new-${number}`, fingerprint: 'print', expiresAt: null },
      requestId: `req-${number}`,
      refusal: null,
    })
  })
}

const settle = async (ledger: Ledger, claim: Claim): Promise<void> => {
  const marked = await ledger.markWrite(claim, { kind: 'create', at: Date.now() })
  const ticket = {
    id: claim.entry.id,
    url: 'https://acme.freshdesk.com/a/tickets/1',
    action: 'created' as const,
  }
  const done = await ledger.complete(claim, { ticket, flags: [], why: 'Ticket created.' })
  if (!marked || !done) throw new Error(`The claim of ${claim.entry.id} was lost.`)
}

const claimSome = async (ledger: Ledger, limit: number): Promise<Claim[]> => {
  const claims = await ledger.claim({ helpdesk: 'main', owner: 'bench', limit, leaseMs })
  if (claims.length === 0) throw new Error('Nothing was due.')
  return claims
}

/** As a worker does it: claims as many as it has hands free, and settles each on its own. */
const claimAndSettle = async (ledger: Ledger, many: number): Promise<void> => {
  const underWay = new Set<Promise<void>>()
  for (let left = many; left > 0; ) {
    const free = Math.min(atOnce - underWay.size, left)
    for (const one of await claimSome(ledger, free)) {
      left -= 1
      const settled = settle(ledger, one).finally(() => underWay.delete(settled))
      underWay.add(settled)
    }
    if (underWay.size === atOnce) await Promise.race(underWay)
  }
  await Promise.all(underWay)
}

const runRound = async (filled: Filled, handoffs: number): Promise<void> => {
  const { ledger } = filled
  await takeRate(filled, 'put', handoffs, () => putNew(ledger, handoffs))
  const claims: Claim[] = []
  const half = Math.floor(handoffs / 2)
  await takeRate(filled, 'claim', half, async () => {
    while (claims.length < half)
      claims.push(...(await claimSome(ledger, Math.min(atOnce, half - claims.length))))
  })
  await takeRate(filled, 'settle', half, () => inParallel(claims, atOnce, (one) => settle(ledger, one)))
  await takeRate(filled, 'claim and settle', handoffs - half, () => claimAndSettle(ledger, handoffs - half))
}

const askAll = async (filled: Filled): Promise<void> => {
  const { ledger, ids } = filled
  const some = (): string => ids[Math.floor(Math.random() * ids.length)] ?? ''
  const middle = Buffer.from(ids[Math.floor(ids.length / 2)] ?? '').toString('base64url')
  const known = (await ledger.find(some()))?.requesterKey ?? ''
  const asks: Record<Question, () => Promise<unknown>> = {
    find: () => ledger.find(some()),
    history: () => ledger.history(some()),
    'recently delivered': () =>
      ledger.recentlyDelivered({ requesterKey: known, helpdesk: 'main', since: 0, limit: 5 }),
    'first page': () => ledger.list({ limit: 50 }),
    'page in the middle': () => ledger.list({ limit: 50, cursor: middle }),
    'parked page': () => ledger.list({ limit: 50, state: ['parked'] }),
    'flagged page': () => ledger.list({ limit: 50, flag: 'possible-duplicate' }),
    'page of a source': () => ledger.list({ limit: 50, source: 'zapier', state: ['delivered'] }),
    stats: () => ledger.stats(),
    custody: () => ledger.custody(),
    'next due': () => ledger.nextDueAt('main'),
  }
  for (const question of questions) {
    const times = question === 'custody' ? 1 : askedTimes
    const ask = asks[question]
    const taken: number[] = []
    for (let time = 0; time < times; time += 1) taken.push((await secondsOf(ask)) * 1000)
    filled.times.get(question)?.push(median(taken))
  }
}

/** Fills a store for each size and measures in rounds; see `ScaleFigures`. Removes what it has made. */
export const measureScale = async (options: ScaleOptions): Promise<ScaleFigures[]> => {
  const { sizes, rounds, handoffs, createDatabase, onProgress } = options
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-scale-'))
  const opened: Filled[] = []
  const logger = pino({ level: 'silent' })
  try {
    for (const size of sizes) {
      const databaseUrl = await createDatabase?.()
      const database = await openDatabase({
        dataDir: join(folder, String(size)),
        ...(databaseUrl === undefined ? {} : { databaseUrl }),
        exclusive: true,
        logger,
      })
      const begun = performance.now()
      const { ids } = await fillLedger(database, {
        count: size,
        now: Date.now(),
        onProgress: (done) => onProgress?.(done, size, 'hand-offs filled in'),
      })
      const fillSeconds = (performance.now() - begun) / 1000
      await tidyUp(database)
      opened.push({
        size,
        database,
        ledger: createLedger({ database, clock: systemClock, logger }),
        ids,
        fillSeconds,
        bytes: await measureBytes(database),
        rates: new Map(rates.map((rate) => [rate, []])),
        times: new Map(questions.map((question) => [question, []])),
      })
    }
    // Warms connections, statements and what each size finds in memory.
    for (const filled of opened) {
      await runRound(filled, Math.min(100, handoffs))
      for (const values of filled.rates.values()) values.length = 0
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const filled of round % 2 === 0 ? opened : opened.toReversed()) {
        await runRound(filled, handoffs)
        await askAll(filled)
      }
      onProgress?.(round + 1, rounds, 'rounds')
    }
    const figures: ScaleFigures[] = []
    for (const filled of opened) {
      figures.push({
        size: filled.size,
        fillSeconds: filled.fillSeconds,
        bytesEach: filled.bytes.total / filled.size,
        tableBytesEach: Object.fromEntries(
          Object.entries(filled.bytes.tables).map(([name, bytes]) => [name, bytes / filled.size]),
        ),
        rates: mediansOf(filled.rates),
        times: mediansOf(filled.times),
        balanced: (await filled.ledger.custody()).balanced,
      })
    }
    return figures
  } finally {
    for (const { ledger } of opened) await ledger.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const mediansOf = <Name>(samples: ReadonlyMap<Name, number[]>): Map<Name, number> =>
  new Map([...samples].map(([name, values]) => [name, median(values)]))
