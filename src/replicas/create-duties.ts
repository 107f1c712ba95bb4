import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'

/** Work that must run once, however many replicas there are. */
export interface Duty {
  name: string
  /** Called when this replica takes it over; `stop` when it loses it or ends. May be called again after a `stop`. */
  begin(): { stop(): Promise<void> }
}

export interface Duties {
  start(): void
  /** Stops what runs here and lets go, so that another replica can take over at once. Idempotent. */
  stop(): Promise<void>
  /** The names of those that run here. */
  held(): string[]
}

export interface DutiesOptions {
  duties: Duty[]
  database: Database
  /** Names this process; no other one may have it. */
  replica: string
  clock: Clock
  logger: Logger
}

/** A holder that dies is replaced after a lease and a round at the latest: 25 s. */
const leaseMs = 20_000
const roundMs = 5_000

interface Tenure {
  work: { stop(): Promise<void> }
  /** By this process's own steady time. */
  until: number
}

/**
 * Deals out duties by leases in the store. A replica that cannot renew stops its work before another one may begin with it;
 * one that was frozen notices at its next round. With a store of one process it has every duty at once, and for good.
 */
export const createDuties = (options: DutiesOptions): Duties => {
  const { database, replica, clock, logger } = options
  const tenures = new Map<string, Tenure>()
  const alone = database.writers === 1
  let stopped = false
  let cancel = () => {}
  let round: Promise<void> = Promise.resolve()

  /** True when the duty is ours for a lease from now. */
  const lease = async (name: string): Promise<boolean> => {
    if (alone) return true
    const now = clock.now()
    const rows = await database.kysely
      .insertInto('duties')
      .values({ name, owner: replica, fence: 1, expires_at: now + leaseMs })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({
            owner: replica,
            fence: sql<number>`duties.fence + case when duties.owner = excluded.owner then 0 else 1 end`,
            expires_at: now + leaseMs,
          })
          .where((or) => or.or([or('duties.owner', '=', replica), or('duties.expires_at', '<=', now)])),
      )
      .returning('fence')
      .execute()
    return rows.length > 0
  }

  const end = async (name: string, why: string): Promise<void> => {
    const tenure = tenures.get(name)
    if (tenure === undefined) return
    tenures.delete(name)
    logger.info({ duty: name, why }, 'duty given up')
    await tenure.work.stop()
  }

  const look = async (duty: Duty): Promise<void> => {
    const { name } = duty
    const asked = performance.now()
    try {
      if (!(await lease(name))) return await end(name, 'another replica has it')
    } catch (error) {
      logger.debug({ err: error, duty: name }, 'a duty could not be leased')
      const tenure = tenures.get(name)
      // The next round may come too late to stop in time.
      if (tenure !== undefined && performance.now() + roundMs >= tenure.until) {
        await end(name, 'the store does not answer')
      }
      return
    }
    const until = asked + leaseMs
    const tenure = tenures.get(name)
    if (tenure !== undefined) tenure.until = until
    else if (!stopped) {
      tenures.set(name, { work: duty.begin(), until })
      logger.info({ duty: name }, 'duty taken')
    }
  }

  const goRound = async (): Promise<void> => {
    await Promise.all(
      options.duties.map((duty) =>
        look(duty).catch((error: unknown) =>
          logger.error({ err: error, duty: duty.name }, 'a duty could not be stopped'),
        ),
      ),
    )
  }

  const plan = (): void => {
    if (stopped || alone) return
    cancel = clock.after(roundMs, () => {
      round = goRound().finally(plan)
    })
  }

  return {
    start() {
      round = goRound().finally(plan)
    },
    async stop() {
      if (stopped) return
      stopped = true
      cancel()
      await round
      const names = [...tenures.keys()]
      await Promise.all(names.map((name) => end(name, 'the service stops')))
      if (alone || names.length === 0) return
      try {
        await database.kysely
          .updateTable('duties')
          .set({ expires_at: 0 })
          .where('name', 'in', names)
          .where('owner', '=', replica)
          .execute()
      } catch (error) {
        logger.debug({ err: error }, 'duties could not be let go; their leases run out')
      }
    },
    held: () => [...tenures.keys()],
  }
}
