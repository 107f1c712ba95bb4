import type { Message, Ticket } from '../../schemas/ticket.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import { chooseHelpdesk } from './choose-helpdesk.ts'
import { stayAlive } from './stay-alive.ts'
import type { ReadOutcome, ReadPlace, Tickets } from './tickets.ts'

export const noSuchTicket: Failure = { kind: 'not-found', message: 'There is no such ticket.' }

/** Somebody waits for the answer; new hand-offs go first all the same. */
export const optionsOf = ({ signal, reference }: ReadPlace): CallOptions => ({
  lane: 'addition',
  ...(signal === undefined ? {} : { signal }),
  ...(reference === undefined ? {} : { reference }),
})

/** The help desk that a place means. */
export const helpdeskAt = (
  helpdesks: ReadonlyMap<string, Helpdesk>,
  at: ReadPlace,
): ReadOutcome<Helpdesk> => {
  const chosen = chooseHelpdesk([...helpdesks.keys()], at.helpdesk)
  if (!chosen.ok) return chosen
  const helpdesk = helpdesks.get(chosen.name)
  if (helpdesk === undefined) throw new Error('A help desk was chosen that is not there.')
  return { ok: true, value: helpdesk }
}

export const createReads = (
  helpdesks: ReadonlyMap<string, Helpdesk>,
): Pick<Tickets, 'find' | 'show' | 'conversation' | 'latestCustomerMessage' | 'people' | 'person'> => {
  const read = async <T>(
    at: ReadPlace,
    ask: (helpdesk: Helpdesk, options: CallOptions) => Promise<Read<T>>,
  ): Promise<ReadOutcome<T>> => {
    const helpdesk = helpdeskAt(helpdesks, at)
    if (!helpdesk.ok) return helpdesk
    const answer = await stayAlive(() => ask(helpdesk.value, optionsOf(at)))
    return answer.ok ? answer : { ok: false, refusal: { kind: 'failed', failure: answer.failure } }
  }
  /** Null is the help desks' word for "no such ticket". */
  const readTicket = async <T>(
    at: ReadPlace,
    ask: (helpdesk: Helpdesk, options: CallOptions) => Promise<Read<T | null>>,
  ): Promise<ReadOutcome<T>> => {
    const answer = await read(at, ask)
    if (!answer.ok) return answer
    if (answer.value === null) return { ok: false, refusal: { kind: 'failed', failure: noSuchTicket } }
    return { ok: true, value: answer.value }
  }
  return {
    find: (query, at) => read(at, (helpdesk, options) => helpdesk.findTickets(query, options)),
    show: (ticketId, at) =>
      readTicket<Ticket>(at, (helpdesk, options) => helpdesk.getTicket(ticketId, options)),
    conversation: (ticketId, page, at) =>
      readTicket(at, (helpdesk, options) => helpdesk.listConversation(ticketId, page, options)),
    async latestCustomerMessage(ticketId, at): Promise<ReadOutcome<Message | null>> {
      const answer = await readTicket(at, (helpdesk, options) =>
        helpdesk.latestCustomerMessage(ticketId, options),
      )
      return answer.ok ? { ok: true, value: answer.value.message } : answer
    },
    person: (id, at) => read(at, (helpdesk, options) => helpdesk.findPerson({ id }, options)),
    people: (at) =>
      read(at, async (helpdesk, options) => {
        const [groups, agents] = await Promise.all([
          helpdesk.listGroups(options),
          helpdesk.listAgents(options),
        ])
        // Without agents tickets still have groups, and the other way round; without either it says why.
        if (!groups.ok && !agents.ok) return groups
        return {
          ok: true,
          value: {
            groups: groups.ok ? groups.value.map(({ id, name }) => ({ id, name })) : [],
            agents: agents.ok ? agents.value.map(({ id, name, email }) => ({ id, name, email })) : [],
          },
        }
      }),
  }
}
