import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { CallOptions, Read } from '../../helpdesk.ts'
import { createRemembered, isTransient } from '../../remembered.ts'
import type { FieldOrigin, TicketOrigins } from '../../ticket-desk.ts'
import { toRead } from '../../to-read.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { isZendeskId } from '../zendesk-id.ts'
import { decideOrigin, type OriginField } from './decide-origin.ts'
import { readAudits } from './read-audits.ts'

export interface OriginReaderOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
  clock: Clock
}

const fields = ['group_id', 'priority', 'type'] as const

/**
 * A ticket, and by its history who gave its fields their values. One call when they are all empty, else two; who we are and who the
 * agents are is remembered. A history that we may not read leaves what is not empty `unknown`.
 */
export const createOriginReader = ({ client, directory, toTicket, clock }: OriginReaderOptions) => {
  const ours = createRemembered(
    async (options) => toRead(await client.people.me(options), ({ user }) => user.id ?? null),
    clock,
  )

  return async (ticketId: string, options: CallOptions): Promise<Read<TicketOrigins | null>> => {
    if (!isZendeskId(ticketId)) return { ok: true, value: null }
    const read = await client.tickets.get(ticketId, options)
    if (read.effect !== 'done') {
      return read.failure.kind === 'not-found'
        ? { ok: true, value: null }
        : { ok: false, failure: read.failure }
    }
    const { ticket } = read.value
    const heldBy = (field: OriginField) => ticket[field] ?? null
    const answer = (origin: (field: OriginField) => FieldOrigin): Read<TicketOrigins> => ({
      ok: true,
      value: {
        ticket: toTicket(ticket),
        origins: { group: origin('group_id'), priority: origin('priority'), type: origin('type') },
      },
    })
    const given = fields.filter((field) => heldBy(field) !== null)
    const untold = (field: OriginField): FieldOrigin => (heldBy(field) === null ? 'empty' : 'unknown')
    if (given.length === 0) return answer(untold)

    const history = await readAudits(client, ticketId, given, options)
    if (!history.ok) return isTransient(history.failure) ? history : answer(untold)
    const audits = history.value
    if (audits === null) return answer(untold)
    const ourId = await ours.get(options)
    if (!ourId.ok) return ourId
    const requesterId = ticket.requester_id ?? null
    let requesterMayBeAgent = true
    if (ticket.group_id != null && audits.some(({ author_id: author }) => author === requesterId)) {
      const agents = await directory.agents.get(options)
      if (!agents.ok) return agents
      requesterMayBeAgent = agents.value?.some(({ id }) => id === String(requesterId)) ?? true
    }
    return answer((field) =>
      decideOrigin({
        ...{ field, value: heldBy(field), audits, requesterId },
        ...{ ourId: ourId.value, requesterMayBeAgent },
      }),
    )
  }
}
