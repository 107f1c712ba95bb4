// Tickets come and change at random in a help desk whose clock is minutes off, that answers 429, loses answers and acts late, while
// Relevo finds them, writes to them and is killed again and again. In the end every ticket's last change must have been taken in, and no
// ticket may bear two writes or two notes of triage: counted in the help desk.
import { join } from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '../src/database/open-database.ts'
import { type Churn, createChurn } from '../src/sandbox/churn.ts'
import { realClock } from '../src/sandbox/sandbox-clock.ts'
import { createTriageStore } from '../src/triage/store/create-triage-store.ts'
import type { TriageCounts, TriageStore } from '../src/triage/triage-store.ts'
import { followCalls } from './follow-calls.ts'
import { findMissed, judgeTriage, type TriageJudgement } from './judge-triage.ts'
import { createWorld, type World, waitUntilCaughtUp } from './world.ts'

export interface TriageFeedOptions {
  /** How many are created; each is changed about one and a half times more. */
  tickets: number
  /** Things that happen in the help desk, a second. */
  perSecond: number
  kills: number
  betweenKillsMs: [number, number]
  /** How far the help desk's clock is ahead of ours (behind, when negative). */
  skewMs: number
  /**
   * Chance of a call to be answered 429, until before the last kill. With calls left, as here, Relevo learns from it that this kind of
   * call has a limit of its own, goes slowly from then on, and forgets it with the process.
   */
  rateLimited: number
  /**
   * Whether it is waited for the look after writes that a kill has cut off: they are left alone for two minutes, until whoever sent them
   * is certain to be gone.
   */
  untilSettled: boolean
  /** How long after the last change it may take. */
  patienceMs: number
  seed?: number
  onProgress?: (tickets: number) => void
}

export interface TriageFeedFigures extends TriageJudgement {
  created: number
  changes: number
  kills: number
  rateLimited: number
  faults: number
  calls: number
  /** From the last change and the last kill until everything was taken in and written. */
  drainSeconds: number
  counts: TriageCounts
}

const helpdesk = 'main'
const requestMs = 1_000
const lateMs = 1_500
const mostWaitMs = 20_000

/** Its own categories, so that a rule's word is sure enough to be written; one is only suggested, by a note. */
const sections = `
categories:
  billing: { keywords: [invoice, charged], group: Billing, type: Question, priority: high, tags: [billing] }
  access: { keywords: [password, log in], group: Technical, type: Problem }
  delivery: { keywords: [parcel], group: Deliveries, tags: [parcel] }
  technical: { keywords: [crash*], group: Technical, type: Incident }
triage:
  every: 1s
  mode: apply
  categories:
    delivery: { mode: suggest }
  learning: { enabled: false }
`

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export const measureTriageFeed = async (options: TriageFeedOptions): Promise<TriageFeedFigures> => {
  const { skewMs, seed = 1 } = options
  const world = await createWorld({
    sandbox: {
      seed,
      clock: { now: () => realClock.now() + skewMs, after: realClock.after },
      groups: ['Billing', 'Technical', 'Deliveries'].map((name) => ({ name })),
      limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
    },
    settings: {
      perWindow: 1_000_000,
      requestMs,
      settleMs: 2_000,
      probeEveryMs: 300,
      retryCeilingMs: 2_000,
      sections,
    },
  })
  const log = followCalls(world.sandbox)
  try {
    await waitUntilCaughtUp(world.url)
    const endRateLimits = addFaults(world, options)
    const churn = createChurn({
      people: world.sandbox.people,
      seed,
      groups: ['Billing', 'Technical'],
      types: ['Question', 'Problem'],
    })
    const happening = letHappen(churn, options)
    const kills = await killAgainAndAgain(world, options, endRateLimits)
    const { created, changes } = await happening
    // Faults go on: all of it has to be settled in spite of them.
    const startedAt = performance.now()
    const database = await openDatabase({
      dataDir: join(world.folder, 'data'),
      exclusive: false,
      logger: pino({ level: 'silent' }),
    })
    try {
      const store = createTriageStore({ database, logger: pino({ level: 'silent' }) })
      await waitUntilTaken(world, store, options)
      const drainSeconds = (performance.now() - startedAt) / 1000
      // Whatever the help desk finishes late has happened by then.
      await wait(lateMs)
      const calls = log.calls()
      return {
        ...(await judgeTriage(world.sandbox, store, { helpdesk, calls })),
        created,
        changes,
        kills,
        rateLimited: calls.filter(({ status }) => status === 429).length,
        faults: calls.filter(({ fault }) => fault !== null).length,
        calls: calls.length,
        drainSeconds,
        counts: await store.counts({ helpdesk, since: 0 }),
      }
    } finally {
      await database.close()
    }
  } finally {
    log.end()
    await world.close()
  }
}

/** Returns what ends the 429s; the rest goes on. */
const addFaults = ({ sandbox: { faults } }: World, { rateLimited }: TriageFeedOptions): (() => void) => {
  const endRateLimits = faults.add({ kind: 'rate-limit', retryAfter: 1 }, { probability: rateLimited })
  for (const method of ['PUT', 'POST']) {
    faults.add({ kind: 'act-then-drop' }, { method, probability: 0.04 })
    faults.add({ kind: 'act-late', ms: lateMs, connection: 'hang' }, { method, probability: 0.02 })
    faults.add({ kind: 'act-then-status', status: 502 }, { method, probability: 0.02 })
    faults.add({ kind: 'drop' }, { method, probability: 0.02 })
  }
  faults.add({ kind: 'drop' }, { method: 'GET', probability: 0.005 })
  faults.add({ kind: 'half-answer' }, { method: 'GET', probability: 0.005 })
  return endRateLimits
}

/** Something happens at every turn, so many a second on average, until so many tickets were created. */
const letHappen = (churn: Churn, { tickets, perSecond, onProgress }: TriageFeedOptions) => {
  let [created, changes] = [0, 0]
  const happen = async () => {
    const startedAt = performance.now()
    while (created < tickets) {
      await wait(20)
      const due = ((performance.now() - startedAt) / 1000) * perSecond
      // The help desk answers in this process, too: it is not kept waiting for long.
      for (let left = 50; left > 0 && created + changes < due && created < tickets; left -= 1) {
        if (churn.step().kind === 'created') created += 1
        else changes += 1
      }
      onProgress?.(created)
    }
    return { created, changes }
  }
  return happen()
}

/** Kills it in the middle of its writing, and not before it has written anything: that would prove nothing. */
const killAgainAndAgain = async (
  world: World,
  { kills, betweenKillsMs: [least, most] }: TriageFeedOptions,
  beforeTheLast: () => void,
): Promise<number> => {
  let written = 0
  const forget = world.sandbox.writes.on(() => {
    written += 1
  })
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const before = written
      await wait(least + Math.random() * (most - least))
      for (let waited = 0; written === before && waited < mostWaitMs; waited += 50) await wait(50)
      if (kill === kills) beforeTheLast()
      await world.killAndRestart()
    }
    return kills
  } finally {
    forget()
  }
}

/** Throws with what is missing when it takes too long. */
const waitUntilTaken = async (
  { sandbox }: World,
  store: TriageStore,
  { patienceMs, untilSettled }: TriageFeedOptions,
): Promise<void> => {
  const deadline = performance.now() + patienceMs
  for (;;) {
    await wait(500)
    const { byState, due } = await store.counts({ helpdesk, since: 0 })
    const cutOff = (byState.sending ?? 0) + (byState.unknown ?? 0)
    const waiting = untilSettled ? due : due - cutOff
    const missed = waiting > 0 ? [] : await findMissed(sandbox, store, helpdesk)
    if (waiting === 0 && missed.length === 0) return
    if (performance.now() > deadline)
      throw new Error(
        `Not taken in within ${patienceMs} ms: ${missed.length} changes missed, ${waiting} tickets still to be written (${JSON.stringify(byState)}).`,
      )
  }
}
