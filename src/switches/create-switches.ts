import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { isSwitchName } from './is-switch-name.ts'
import type { Switched, Switches, SwitchName } from './switches.ts'
import { SwitchesUnavailable } from './switches-unavailable.ts'

/** How old what is known may be, at most, while the store answers; news of other replicas come sooner. */
export const seenWithinMs = 2_000

export interface CreateSwitchesOptions {
  database: Pick<Database, 'kysely' | 'write' | 'diagnose' | 'signals'>
  clock: Clock
  logger: Logger
}

/**
 * The switches over the store; see `Switches`. All of them are read every two seconds, and at once when another replica tells that
 * it has switched. While the store is away, what was seen last holds.
 */
export const createSwitches = ({ database, clock, logger }: CreateSwitchesOptions): Switches => {
  const guard = guardStore(database, SwitchesUnavailable)
  const listeners = new Set<(name: SwitchName, on: boolean) => void>()
  /** What stands before each that is on; a name that is not here is off. */
  let on = new Set<SwitchName>()
  /** Grows with each change of ours: an answer that was asked for before it is history. */
  let changes = 0
  let reading: Promise<void> | null = null
  let again = false
  let failed = false
  let cancel: (() => void) | null = null
  let unsubscribe = (): void => {}

  const list = (): Promise<Switched[]> =>
    guard(async () => {
      const rows = await database.kysely.selectFrom('switches').selectAll().orderBy('name').execute()
      return rows.flatMap(({ name, value, at, who }) =>
        isSwitchName(name) ? [{ name, on: value === 'on', at, who }] : [],
      )
    })

  const see = (now: Set<SwitchName>): void => {
    const before = on
    on = now
    for (const name of new Set([...before, ...now])) {
      if (before.has(name) === now.has(name)) continue
      for (const listener of [...listeners]) {
        try {
          listener(name, now.has(name))
        } catch (error) {
          logger.error({ err: error, switch: name }, 'a listener for switches failed')
        }
      }
    }
  }

  const read = async (): Promise<void> => {
    const asked = changes
    try {
      const all = await list()
      if (asked === changes) see(new Set(all.filter((each) => each.on).map(({ name }) => name)))
      if (failed) logger.info('the switches can be read again')
      failed = false
    } catch (error) {
      if (!failed)
        logger.warn({ err: error }, 'the switches cannot be read; they stay as they were seen last')
      failed = true
    }
  }

  /** One reading at a time; what is told while it is under way is read once more. */
  const look = (): Promise<void> => {
    again = true
    reading ??= (async () => {
      while (again) {
        again = false
        await read()
      }
    })().finally(() => {
      reading = null
    })
    return reading
  }

  const lookLater = (): void => {
    cancel = clock.after(seenWithinMs, () => {
      lookLater()
      if (reading === null) void look()
    })
  }

  return {
    isOn: (name) => on.has(name),
    list,
    async set(name, to, who) {
      if (!isSwitchName(name)) throw new RangeError('There is no switch of this name.')
      const row = { value: to ? 'on' : 'off', at: Math.floor(clock.now()), who }
      await guard(() =>
        database.write((transaction) =>
          transaction
            .insertInto('switches')
            .values({ name, ...row })
            .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
            .execute(),
        ),
      )
      changes += 1
      const now = new Set(on)
      if (to) now.add(name)
      else now.delete(name)
      see(now)
      database.signals?.publish('switched', 'all')
    },
    onChange(listener) {
      const entry = (name: SwitchName, value: boolean) => listener(name, value)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    start() {
      if (cancel !== null) return
      const stopHearing = database.signals?.subscribe((topic) => {
        if (topic === 'switched') void look()
      })
      unsubscribe = () => stopHearing?.()
      lookLater()
      void look()
    },
    async stop() {
      cancel?.()
      cancel = null
      unsubscribe()
      unsubscribe = () => {}
      // A reading under way is not waited for: nobody goes by it any more, and a store that is silent would hold up the end.
      again = false
    },
  }
}
