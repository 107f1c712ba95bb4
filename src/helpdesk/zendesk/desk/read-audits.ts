import type { ZendeskAudit } from '../../../../schemas/zendesk/audit.ts'
import type { CallOptions, Read } from '../../helpdesk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { OriginField } from './decide-origin.ts'

const mostPages = 5

/**
 * A ticket's history, newest first, as far back as the last event of each of `fields`; one call for all but very long ones. Null: it
 * is longer than can be read. That the newest come first is asked for, and not relied on: the order is not documented for this list.
 */
export const readAudits = async (
  client: ZendeskClient,
  ticketId: string,
  fields: readonly OriginField[],
  options: CallOptions,
): Promise<Read<ZendeskAudit[] | null>> => {
  const audits: ZendeskAudit[] = []
  for (let page = 1; page <= mostPages; page++) {
    const result = await client.tickets.audits(ticketId, page, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const { audits: read, next_page: next } = result.value
    audits.push(...read)
    const isWhole = next == null || read.length === 0
    if (isWhole || (isNewestFirst(audits) && fields.every((field) => hasEventOf(audits, field)))) {
      return { ok: true, value: audits.toSorted(compareNewestFirst) }
    }
  }
  return { ok: true, value: null }
}

/** A page that goes on holds a hundred. */
const isNewestFirst = (audits: readonly ZendeskAudit[]): boolean =>
  audits.every((audit, index) => compareNewestFirst(audits[index - 1] ?? audit, audit) <= 0)

/** Times are whole seconds; within one the ids tell. */
const compareNewestFirst = (one: ZendeskAudit, other: ZendeskAudit): number =>
  Date.parse(other.created_at ?? '') - Date.parse(one.created_at ?? '') || other.id - one.id

const hasEventOf = (audits: readonly ZendeskAudit[], field: OriginField): boolean =>
  audits.some(({ events }) => events.some(({ field_name: name }) => name === field))
