import type { DecidedBy } from '../../../schemas/classification.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Decided } from '../../ledger/search/search.ts'
import type { Clock } from '../../ops/clock.ts'
import type { CategoryKey, DecidedFigures } from './overview-figures.ts'

const hourMs = 3_600_000
const daysMs = 7 * 24 * hourMs
const hoursShown = 48
/** About 5 ms in SQLite. */
const portion = 500
/** Replicas commit at the same time: an id may come in after higher ones. */
const settledAfterMs = 10_000
/** Asked again, those of an outage: more are told as pending until everything is counted anew. */
const mostPending = 5_000
/** What was decided may be decided anew after an edit; so everything is counted anew now and then. */
const anewAfterMs = 6 * hourMs

interface Hour {
  categories: Map<CategoryKey, number>
  by: Map<DecidedBy | null, number>
}

const add = <Key>(counts: Map<Key, number>, key: Key, by: number): void => {
  const count = (counts.get(key) ?? 0) + by
  if (count === 0) counts.delete(key)
  else counts.set(key, count)
}

const keyOf = ({ decision }: Decided): CategoryKey => {
  if (decision === null) return 'pending'
  return decision.category === null ? 'undecided' : `category:${decision.category}`
}

export interface DecidedCounter {
  /** One short step. True: there is more to read at once. */
  step(): Promise<boolean>
  figures(): DecidedFigures
}

/**
 * Counts what was decided about the hand-offs of the last seven days by going forward through them once, in portions, and asking again
 * for those that were not decided yet. Accepting and delivering count nothing for it.
 */
export const createDecidedCounter = (options: {
  ledger: Pick<Ledger, 'listDecided' | 'findDecided'>
  clock: Clock
}): DecidedCounter => {
  const { ledger, clock } = options
  let hours = new Map<number, Hour>()
  let pending = new Map<string, Decided>()
  let after: string | null = null
  let isComplete = false
  let begunAt = clock.now()
  let asked = ''

  const count = (decided: Decided, by: 1 | -1): void => {
    const at = Math.floor(decided.receivedAt / hourMs) * hourMs
    const hour = hours.get(at) ?? { categories: new Map(), by: new Map() }
    hours.set(at, hour)
    add(hour.categories, keyOf(decided), by)
    add(hour.by, decided.decision?.decidedBy ?? null, by)
  }

  /** Asks some of those that were not decided yet, in turns. */
  const askAgain = async (): Promise<void> => {
    const ids = [...pending.keys()]
    const next = ids.filter((id) => id > asked).slice(0, portion)
    const some = next.length > 0 ? next : ids.slice(0, portion)
    asked = some.at(-1) ?? ''
    for (const now of await ledger.findDecided(some)) {
      const before = pending.get(now.id)
      if (before === undefined || now.decision === null) continue
      count(before, -1)
      count(now, 1)
      pending.delete(now.id)
    }
  }

  return {
    async step() {
      const now = clock.now()
      if (now - begunAt > anewAfterMs) {
        hours = new Map()
        pending = new Map()
        after = null
        isComplete = false
        begunAt = now
      }
      const rows = await ledger.listDecided({ since: now - daysMs, after, limit: portion })
      const settled = rows.filter(({ receivedAt }) => receivedAt <= now - settledAfterMs)
      for (const row of settled) {
        count(row, 1)
        if (row.decision === null && pending.size < mostPending) pending.set(row.id, row)
      }
      after = settled.at(-1)?.id ?? after
      if (settled.length === portion) return true
      isComplete = true
      await askAgain()
      for (const at of hours.keys()) if (at < now - daysMs - hourMs) hours.delete(at)
      return false
    },
    figures() {
      const now = clock.now()
      const by = new Map<DecidedBy | null, number>()
      for (const hour of hours.values()) for (const [who, counted] of hour.by) add(by, who, counted)
      const last = Math.floor(now / hourMs) * hourMs
      const shown = Array.from({ length: hoursShown }, (_, at) => last - (hoursShown - 1 - at) * hourMs)
      return {
        isComplete,
        since: now - daysMs,
        by,
        hours: shown.map((at) => ({ at, categories: new Map(hours.get(at)?.categories ?? []) })),
      }
    },
  }
}
