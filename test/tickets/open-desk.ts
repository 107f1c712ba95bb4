import type { Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { createTickets } from '../../src/tickets/create-tickets.ts'
import type { Tickets, WritePlace } from '../../src/tickets/tickets.ts'
import type { HelpdeskHarness, OpenOptions } from '../contract/harness.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'

export const settleMs = 45_000
/** What a process that died may still hold. */
export const leaseMs = 30_000

/** A service for tickets before a sandbox over real sockets, on a store that others may share. */
export const openDesk = async (
  t: Test,
  harness: HelpdeskHarness,
  database: Database,
  options: OpenOptions = {},
) => {
  const desk = await harness.open(t, options)
  const { faults } = desk
  if (faults === null) throw new Error('a help desk over sockets can fail')
  const clock = createManualClock(Date.now())
  let isDriven = 0

  const create = (
    replica: string,
    given: { helpdesk?: Helpdesk; clock?: ManualClock; database?: Database } = {},
  ): Tickets =>
    createTickets({
      helpdesks: new Map([['main', given.helpdesk ?? desk.helpdesk]]),
      database: given.database ?? database,
      clock: given.clock ?? clock,
      logger: silent,
      replica,
      settleMs,
      service: () => ({ officeHours: { words: 'lun-vie 9-18 h', isOpen: null }, firstResponseMinutes: 240 }),
      language: 'es',
    })
  const tickets = create('one')
  t.teardown(() => tickets.close())

  return {
    ...desk,
    faults,
    clock,
    tickets,
    create,
    /** Lets the time that is waited for go by, until the work is done. */
    drive: async <T>(work: Promise<T>): Promise<T> => {
      isDriven += 1
      let isDone = false
      const end = () => {
        isDone = true
        isDriven -= 1
      }
      work.then(end, end)
      while (!isDone) {
        if (isDriven === 1) await clock.advance(100)
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
      return work
    },
    /** Moves the time of the service and of the help desk. */
    pass: async (ms: number) => {
      desk.later(ms)
      await clock.advance(ms)
    },
    /** A process that dies with the request: `after` it was done, or before it left. It renews nothing any more. */
    dying: (when: 'before' | 'after', verb: 'reply' | 'note'): Tickets => {
      const { helpdesk } = desk
      const lastCall =
        <Given extends unknown[]>(call: (...given: Given) => Promise<unknown>) =>
        async (...given: Given) => {
          if (when === 'after') await call(...given)
          return new Promise<never>((_resolve, reject) => t.teardown(() => reject(new Dead())))
        }
      const dead = {
        ...helpdesk,
        [verb]: verb === 'reply' ? lastCall(helpdesk.reply) : lastCall(helpdesk.note),
      }
      return create('dead', { helpdesk: dead, clock: createManualClock(clock.now()) })
    },
    /** How many writes are known. */
    rows: async () => (await database.kysely.selectFrom('ticket_writes').select('id').execute()).length,
    /** Our own words in a ticket's conversation. */
    said: (ticketId: string) => desk.look.messages(ticketId).filter(({ from }) => from === 'agent'),
  }
}

/** The end of a process that had died, when its test ends. */
class Dead extends Error {}

export const isDead = (error: unknown): void => {
  if (!(error instanceof Dead)) throw error
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

export const by = (key: string | null, who = 'bot'): WritePlace => ({ who, key })
export const reply = (text: string, more: { status?: 'solved' | 'pending'; cc?: string[] } = {}) => ({
  text,
  cc: more.cc ?? [],
  files: [],
  status: more.status ?? null,
})
