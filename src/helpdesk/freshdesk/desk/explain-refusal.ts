import { nameFaults } from '../../name-faults.ts'
import type { CallOptions, Failure } from '../../outcome.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { isFreshdeskId } from './ticket-id.ts'

export const noSuchTicket: Failure = { kind: 'not-found', message: 'There is no such ticket.' }

const names = { responder_id: 'agent', group_id: 'group', body: 'html', cc_emails: 'cc' }

/**
 * Says why a ticket took no change. 405 is for the deleted and for spam; an unknown one and an archived one are both a 404, and
 * one more call tells them apart.
 */
export const explainRefusal = async (
  client: FreshdeskClient,
  ticketId: string,
  failure: Failure,
  options: CallOptions,
): Promise<Failure> => {
  if (failure.kind === 'gone') {
    return { kind: 'gone', message: 'The ticket is deleted or marked as spam, and takes no changes.' }
  }
  if (failure.kind === 'forbidden') {
    const { status, code } = failure
    return { ...failure, message: `The API key's agent may not do this (${code ?? status}).` }
  }
  if (failure.kind !== 'not-found') return nameFaults(failure, names)
  if (!isFreshdeskId(ticketId)) return noSuchTicket
  const archived = await client.tickets.getArchived(ticketId, options)
  return archived.effect === 'done'
    ? { kind: 'gone', message: 'The ticket is archived, and takes no changes.' }
    : noSuchTicket
}
