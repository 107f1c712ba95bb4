import type { Person } from '../../../schemas/ticket.ts'
import { sleep, systemClock } from '../../ops/clock.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import type { TicketPlace } from './read-place.ts'

/** A conversation is shown without it rather than late. */
const patienceMs = 3_000

/** Who asks, as the help desk knows them now; null: nobody is known, or it does not say so in time. */
export const readRequester = async (
  { helpdesk }: Pick<TicketPlace, 'helpdesk'>,
  requesterId: string,
  { tickets }: Pick<DeskDependencies, 'tickets'>,
  visit: Pick<Visitor, 'signal' | 'requestId'>,
): Promise<Person | null> => {
  const at = { helpdesk, signal: visit.signal, reference: visit.requestId }
  const reading = tickets.person(requesterId, at).then((read) => (read.ok ? read.value : null))
  const enough = new AbortController()
  const late = sleep(systemClock, patienceMs, AbortSignal.any([visit.signal, enough.signal])).then(() => null)
  try {
    return await Promise.race([reading, late])
  } finally {
    enough.abort()
  }
}
