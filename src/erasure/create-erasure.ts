import { forgetCalls } from '../assist/store/forget-calls.ts'
import type { Database } from '../database/database.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import { readRequester, readTicketsOf, type TicketName } from '../ledger/read-requester.ts'
import { requesterKey } from '../ledger/requester-key.ts'
import type { Clock } from '../ops/clock.ts'
import { composePattern } from './compose-pattern.ts'
import type { Erased, Erasure, Person } from './erasure.ts'
import { findTicketsOfContacts } from './find-contacts.ts'
import { findMentions, findTaught } from './find-mentions.ts'
import { forgetTickets } from './forget-tickets.ts'

const nothing: Erased = {
  handoffs: 0,
  tickets: 0,
  drafts: 0,
  replies: 0,
  takenBack: 0,
  calls: 0,
  knowledge: 0,
}

const add = (one: Erased, other: Partial<Erased>): Erased => ({
  handoffs: one.handoffs + (other.handoffs ?? 0),
  tickets: one.tickets + (other.tickets ?? 0),
  drafts: one.drafts + (other.drafts ?? 0),
  replies: one.replies + (other.replies ?? 0),
  takenBack: one.takenBack + (other.takenBack ?? 0),
  calls: one.calls + (other.calls ?? 0),
  knowledge: one.knowledge + (other.knowledge ?? 0),
})

/**
 * Erases what every room keeps of a person; see `Erasure`. The ledger, which knows whose tickets are whose, comes last: whoever repeats
 * what was interrupted finds them again.
 */
export const createErasure = ({
  database,
  ledger,
  clock,
}: {
  database: Database
  ledger: Pick<Ledger, 'erase'>
  clock: Pick<Clock, 'now'>
}): Erasure => {
  const guard = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      throw failure === null ? error : new LedgerUnavailable(failure.code, failure.remedy, { cause: error })
    }
  }

  const find = async (person: Person) => {
    const known = await readRequester(database, keyOf(person))
    const given = [person, ...known.requesters]
    const pattern = composePattern({
      emails: given.flatMap(({ email }) => email ?? []),
      phones: given.flatMap(({ phone }) => phone ?? []),
    })
    const mentions = pattern === null ? { tickets: [], calls: [] } : await findMentions(database, pattern)
    const taught = pattern === null ? [] : await findTaught(database, pattern)
    const own = await readTicketsOf(database, known.handoffs)
    const theirs = await findTicketsOfContacts(database, {
      ...{ own, mentioned: mentions.tickets, pattern },
      // The same person may have come by phone as well.
      requesterKeys: [...new Set([keyOf(person), ...known.requesters.flatMap(keysOf)])],
    })
    return {
      handoffs: known.handoffs,
      own: [...own, ...theirs],
      other: [...mentions.tickets, ...taught],
      calls: mentions.calls,
    }
  }

  return {
    async erase(person, by) {
      const found = await guard(() => find(person))
      const forget = (tickets: readonly TicketName[], andOpen: boolean) =>
        guard(() => forgetTickets(database, tickets, { andOpen, now: clock.now() }))
      let sum = add(nothing, await forget(found.own, true))
      sum = add(sum, await forget(found.other, false))
      sum = add(sum, { calls: await guard(() => forgetCalls(database, found.calls)) })
      sum = add(sum, { handoffs: await ledger.erase(keyOf(person), by) })
      // What was delivered meanwhile.
      const done = new Set(found.own.map(nameOf))
      const late = (await guard(() => readTicketsOf(database, found.handoffs))).filter(
        (ticket) => !done.has(nameOf(ticket)),
      )
      sum = add(sum, await forget(late, true))
      await scrub()
      return sum
    },
  }

  /** The rows are gone by now; what is left of them in the log is gone after the next checkpoint at the latest. */
  async function scrub(): Promise<void> {
    await database.scrub().catch(() => {})
  }
}

const nameOf = ({ helpdesk, ticketId }: TicketName): string => JSON.stringify([helpdesk, ticketId])

const keyOf = ({ email, phone }: Person): string => requesterKey({ email, phone, name: null })

const keysOf = ({ email, phone }: Person): string[] => [
  ...(email === null ? [] : [keyOf({ email, phone: null })]),
  ...(phone === null ? [] : [keyOf({ email: null, phone })]),
]
