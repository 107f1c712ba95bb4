import type { CallOptions, Read } from '../helpdesk.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'
import { readPages } from './read-pages.ts'

const mostPages = 50

/** Whether a reply or note of a ticket carries `marker`; null when there is no such ticket. */
export const hasMarkedMessage = async (
  client: FreshdeskClient,
  ticketId: string,
  marker: string,
  options: CallOptions,
): Promise<Read<{ found: boolean } | null>> => {
  const isMarked = (entry: { body?: string | null | undefined; body_text?: string | null | undefined }) =>
    entry.body_text?.includes(marker) === true || entry.body?.includes(marker) === true
  const read = await readPages(
    (page) => client.conversations.list(ticketId, { page, perPage: 100 }, options),
    mostPages,
    (entries) => entries.some(isMarked),
  )
  if (read.ok) return { ok: true, value: { found: read.value.some(isMarked) } }
  const isGone = read.failure.kind === 'not-found' || read.failure.kind === 'gone'
  return isGone ? { ok: true, value: null } : read
}
