import type { LedgerContext } from './ledger-context.ts'
import { whereOpen } from './states.ts'

const everyMs = 1000

/**
 * While news of other processes do not arrive (see `Signals.hears`): looks every second for what has become due, and rings.
 * Returns a function that stops it.
 */
export const lookForDue = ({ database, clock, bells, logger }: LedgerContext): (() => void) => {
  const { signals } = database
  if (signals === null) return () => {}
  let looking = false
  let cancel = () => {}
  let heardBefore = true

  const look = async (): Promise<void> => {
    const rows = await database.kysely
      .selectFrom('handoffs')
      .select('helpdesk')
      .distinct()
      .where(whereOpen)
      .where('behind', '=', 0)
      .where('due_at', '<=', clock.now())
      .execute()
    for (const { helpdesk } of rows) bells.passOn('due', helpdesk)
  }
  const lookUnlessTold = async (): Promise<void> => {
    const hears = signals.hears()
    // Once more after the gap: what was told while it closed went unheard.
    const told = hears && heardBefore
    if (!told) await look()
    heardBefore = hears
  }
  const lookLater = (): void => {
    cancel = clock.after(everyMs, () => {
      lookLater()
      if (looking) return
      looking = true
      lookUnlessTold()
        // A store that is away is asked again; whoever works with it says so.
        .catch((error: unknown) => logger.debug({ err: error }, 'could not look for due hand-offs'))
        .finally(() => {
          looking = false
        })
    })
  }
  lookLater()
  return () => cancel()
}
