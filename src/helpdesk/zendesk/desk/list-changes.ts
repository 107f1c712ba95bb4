import * as z from 'zod'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Failure, Read } from '../../helpdesk.ts'
import { refuseCursor } from '../../refuse.ts'
import type { Beginning, ChangedTickets, ChangesFrom } from '../../ticket-desk.ts'
import { wireCode } from '../../wire-result.ts'
import type { ZendeskClient } from '../zendesk-client.ts'

const cursorSchema = z.strictObject({ after: z.string().min(1) })
/** A thousand, which is the most, could be 130 MB of long texts; fewer are asked for where these are too many, too. */
const pageSizes = [200, 20, 1]
/** The export does not begin within the last minute. */
const youngestMs = 61_000

/**
 * Changes by Zendesk's own cursor, deleted tickets and changes by the system included, so that a ticket comes again with an old
 * `updatedAt`. A ticket that cannot be read is told of, and passed over. The token's agent must be an administrator: `forbidden` otherwise.
 */
export const listChangedSince = async (
  client: { tickets: Pick<ZendeskClient['tickets'], 'export'> },
  {
    toTicket,
    clock,
    tellUnreadable,
  }: {
    toTicket: (ticket: ZendeskTicket) => Ticket
    clock: Clock
    tellUnreadable: (ids: readonly string[]) => void
  },
  from: ChangesFrom,
  options: CallOptions,
): Promise<Read<ChangedTickets>> => {
  const at = 'cursor' in from ? parseCursor(cursorSchema, from.cursor) : null
  if ('cursor' in from && at === null) return { ok: false, failure: refuseCursor() }
  const since = 'since' in from ? Math.min(from.since, clock.now() - youngestMs) : 0
  const start = at === null ? { startTime: Math.max(1, Math.floor(since / 1000)) } : { cursor: at.after }
  const sizes = [...pageSizes]
  const read = () => client.tickets.export({ ...start, perPage: sizes.shift() ?? 1 }, options)
  let result = await read()
  while (result.effect !== 'done' && isTooLarge(result.failure) && sizes.length > 0) result = await read()
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  const { tickets: listed, after_cursor: after, end_of_stream: atEnd } = result.value
  const { readable: tickets, unreadable } = listed
  tellUnreadable(unreadable)
  if (after == null) {
    const message = 'The help desk did not say where its export goes on.'
    return { ok: false, failure: { kind: 'unavailable', message, status: 200, code: 'WRONG_SHAPE' } }
  }
  return {
    ok: true,
    value: {
      tickets: tickets.map(toTicket),
      next: encodeCursor({ after }),
      atEnd,
      ...(from.beginnings === true ? { beginnings: new Map(tickets.map(beginningOf)) } : {}),
    },
  }
}

const isTooLarge = (failure: Failure): boolean =>
  failure.kind === 'unavailable' && failure.code === wireCode.tooLarge

/** An export holds the first comment as `description`, and not who wrote it: an agent does so for a customer, on the phone. */
const beginningOf = ({ id, description }: ZendeskTicket): [string, Beginning] => [
  String(id),
  { from: 'customer', text: description ?? '' },
]
