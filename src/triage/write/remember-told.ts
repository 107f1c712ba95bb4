import { type ToldChange, valueFieldSchema } from '../../../schemas/triage.ts'
import type { Hint } from '../triage-store.ts'

/** So long before and after a write, what events tell may be about a value that it covered. */
export const aroundMs = 120_000
/** What was found to be covered is put back for so long, whatever stands in the way. */
const patienceMs = 15 * 60_000

export interface Told {
  ticketId: string
  toldAt: number
  changes: ToldChange[]
  /** Until then it is worth looking at (ms). */
  until: number
  /** Whether it is to be looked at again. */
  isOpen: boolean
}

/** What events told in the last minutes: the store forgets it as soon as the ticket was read, which may be before our write ends. */
export const createToldMemory = () => {
  const told = new Map<string, Told>()
  return {
    take({ ticketId, toldAt, changes }: Hint): void {
      const ours = changes.filter(({ field }) => valueFieldSchema.safeParse(field).success)
      const known = told.get(ticketId)
      const isNew = (change: ToldChange) => !known?.changes.some((each) => isSame(each, change))
      const fresh = ours.filter(isNew)
      if (fresh.length === 0) return
      told.set(ticketId, {
        ticketId,
        toldAt: Math.max(toldAt, known?.toldAt ?? 0),
        changes: [...(known?.changes ?? []), ...fresh],
        until: Math.max(toldAt + aroundMs, known?.until ?? 0),
        isOpen: true,
      })
    },
    /** Those to be looked at, without those that are too old by now. */
    open(now: number): Told[] {
      for (const [ticketId, { until }] of told) if (until < now) told.delete(ticketId)
      return [...told.values()].filter(({ isOpen }) => isOpen)
    },
    keepOn(one: Told, now: number): void {
      one.until = Math.max(one.until, now + patienceMs)
    },
  }
}

const isSame = (one: ToldChange, other: ToldChange): boolean =>
  one.field === other.field && one.from === other.from && one.to === other.to
