import type { FreshdeskTimeEntry } from '../../../../schemas/freshdesk/time-entry.ts'
import type { TimeEntry } from '../../account-desk.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { isFreshdeskId } from '../desk/ticket-id.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { readPages } from '../read-pages.ts'

const mostPages = 20

/** A call for each hundred. A plan without time tracking refuses (`forbidden`). */
export const listTimeEntries = async (
  { reports }: FreshdeskClient,
  ticketId: string,
  options: CallOptions,
): Promise<Read<TimeEntry[] | null>> => {
  if (!isFreshdeskId(ticketId)) return { ok: true, value: null }
  const read = await readPages((page) => reports.timeEntries(ticketId, { page }, options), mostPages)
  if (!read.ok) return read.failure.kind === 'not-found' ? { ok: true, value: null } : read
  const entries = read.value.map(convertTimeEntry)
  return {
    ok: true,
    value: entries.toSorted(
      (one, other) => (Date.parse(one.createdAt) || 0) - (Date.parse(other.createdAt) || 0),
    ),
  }
}

/** A timer that runs counts from its last stop only, as Freshdesk reports it. */
export const convertTimeEntry = (entry: FreshdeskTimeEntry): TimeEntry => ({
  id: String(entry.id),
  agentId: entry.agent_id == null ? null : String(entry.agent_id),
  minutes: minutesOf(entry.time_spent),
  billable: entry.billable === true,
  note: entry.note ?? null,
  createdAt: entry.created_at ?? '',
})

/** `hh:mm`; hours go beyond 24. */
const minutesOf = (text: string | null | undefined): number => {
  const [, hours, minutes] = /^(\d{1,6}):([0-5]\d)$/.exec(text ?? '') ?? []
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}
