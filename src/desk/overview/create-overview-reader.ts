import { LedgerUnavailable } from '../../ledger/ledger-unavailable.ts'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { usesLlm } from '../settings/show-pauses.ts'
import { createDecidedCounter } from './create-decided-counter.ts'
import type { OverviewFigures } from './overview-figures.ts'

const lookEveryMs = 2_000
/** How often each thing is read at most; and never so often that it takes more than a part of the time. */
const pace = {
  stats: { everyMs: 2_000, share: 1 / 20 },
  // Counts every row: 0.4 s at a million, during which SQLite does nothing else.
  custody: { everyMs: 10_000, share: 1 / 150 },
  replies: { everyMs: 5_000, share: 1 / 20 },
  parked: { everyMs: 10_000, share: 1 / 50 },
}
const decidedForMs = 100
const mostReplies = 50
const mostParked = 1_000
/** Who comes without scripts gets at least figures by the next time. */
const afterAnswerMs = 100

export interface OverviewReader {
  /** What was read last, without waiting. When that is long ago, or nothing, it is read after this visit was answered. */
  current(): OverviewFigures
  /** The figures now, and whenever something was read anew, until the signal aborts. Reading goes on only while somebody follows. */
  follow(signal: AbortSignal): AsyncGenerator<OverviewFigures>
}

type Sources = Pick<DeskDependencies, 'ledger' | 'outbox' | 'switches' | 'config' | 'figures' | 'logger'> & {
  clock: Clock
}

/** Reads for everybody who looks at the overview: one reader a process, however many look. */
export const createOverviewReader = ({
  ledger,
  outbox,
  switches,
  config,
  figures,
  clock,
  logger,
}: Sources): OverviewReader => {
  const counter = createDecidedCounter({ ledger, clock })
  const due = { stats: 0, custody: 0, replies: 0, parked: 0 }
  const seen: OverviewFigures = {
    version: 0,
    custody: null,
    stats: null,
    helpdesks: [],
    decided: null,
    failedReplies: null,
    oldestParkedAt: null,
    paused: null,
    isStoreAway: false,
  }
  const followers = new Set<() => void>()
  let looking: Promise<void> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let isPlanned = false
  let troubled = false

  const paced = async (name: keyof typeof pace, read: () => Promise<void>): Promise<void> => {
    if (clock.now() < due[name]) return
    const begun = performance.now()
    await read()
    due[name] = clock.now() + Math.max(pace[name].everyMs, (performance.now() - begun) / pace[name].share)
  }

  const readReplies = async (): Promise<void> => {
    try {
      const items = await outbox.open(mostReplies)
      const count = items.filter(({ state }) => state === 'failed').length
      seen.failedReplies = { count, isMore: items.length === mostReplies }
    } catch {
      seen.failedReplies = null
    }
  }

  const readPauses = async (): Promise<void> => {
    try {
      const on = (await switches.list()).filter((each) => each.on).map(({ name }) => name)
      const sources = Object.keys(config.sources).filter((name) => on.includes(`pause:source:${name}`))
      seen.paused = { sources, llm: on.includes('pause:llm') && usesLlm(config) }
    } catch {
      seen.paused = null
    }
  }

  const findOldestParked = async (parked: number): Promise<number | null> => {
    if (parked === 0) return null
    const { reasons, complete } = await ledger.stuckReasons({ waitingSince: 0, most: mostParked })
    const ages = reasons.filter(({ state }) => state === 'parked').map(({ oldestAt }) => oldestAt)
    return complete && ages.length > 0 ? Math.min(...ages) : null
  }

  const countDecided = async (): Promise<void> => {
    const until = performance.now() + decidedForMs
    while ((await counter.step()) && performance.now() < until) await sleep(clock, 0)
    seen.decided = counter.figures()
  }

  const tell = (): void => {
    seen.version += 1
    for (const wake of followers) wake()
  }

  const look = async (): Promise<void> => {
    seen.helpdesks = figures.helpdesks()
    try {
      await paced('stats', async () => {
        seen.stats = await ledger.stats()
      })
      await paced('parked', async () => {
        seen.oldestParkedAt = await findOldestParked(seen.stats?.perState.parked ?? 0)
      })
      // The rest may take longer.
      tell()
      await countDecided()
      await paced('custody', async () => {
        const at = clock.now()
        seen.custody = { at, sum: await ledger.custody() }
      })
      seen.isStoreAway = false
      troubled = false
    } catch (error) {
      seen.isStoreAway = true
      if (!(error instanceof LedgerUnavailable) && !troubled)
        logger.error({ err: error }, 'the overview could not be read')
      troubled = true
    }
    await paced('replies', async () => {
      await Promise.all([readReplies(), readPauses()])
    })
    lookedAt = clock.now()
    tell()
  }

  const keepLooking = async (): Promise<void> => {
    while (followers.size > 0) {
      await look()
      const { promise, resolve } = Promise.withResolvers<void>()
      const cancel = clock.after(lookEveryMs, resolve)
      await promise
      cancel()
    }
  }

  const begin = (): void => {
    looking ??= keepLooking().finally(() => {
      looking = null
      // Somebody may have come while the last look ended.
      if (followers.size > 0) begin()
    })
  }

  return {
    current() {
      if (looking === null && !isPlanned && clock.now() - lookedAt > lookEveryMs) {
        isPlanned = true
        clock.after(afterAnswerMs, () => {
          if (looking !== null) isPlanned = false
          else
            void look().finally(() => {
              isPlanned = false
            })
        })
      }
      return { ...seen, helpdesks: figures.helpdesks() }
    },

    async *follow(signal) {
      let told = 0
      let wake = () => {}
      const ring = () => wake()
      followers.add(ring)
      signal.addEventListener('abort', ring)
      begin()
      try {
        while (!signal.aborted) {
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          if (seen.version === told) await promise
          else {
            told = seen.version
            yield { ...seen }
          }
        }
      } finally {
        followers.delete(ring)
        signal.removeEventListener('abort', ring)
      }
    },
  }
}
