import type { StoredTimeEntry } from '../account.ts'
import { numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { forbidden, notFound } from '../problems.ts'

/** `hh:mm`; hours go beyond 24. */
const formatSpent = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const convertToTimeEntryJson = (entry: StoredTimeEntry): Record<string, unknown> => ({
  billable: entry.billable,
  note: entry.note,
  timer_running: false,
  id: entry.id,
  agent_id: entry.agentId,
  ticket_id: entry.ticketId,
  time_spent: formatSpent(entry.minutes),
  created_at: formatTime(entry.createdAt),
  updated_at: formatTime(entry.createdAt),
  executed_at: formatTime(entry.createdAt),
  start_time: formatTime(entry.createdAt),
})

/** Deleted and archived tickets are asked for elsewhere or not at all. */
export const timeEntriesRoute: Route = {
  method: 'GET',
  path: '/tickets/:id/time_entries',
  permission: 'tickets:view',
  query: ['page', 'per_page'],
  handle: (call) => {
    if (call.behaviour.lacks.includes('time-tracking')) return forbidden('require_feature')
    const ticket = call.account.tickets.get(numberParam(call, 'id'))
    if (ticket === undefined || ticket.archived) return notFound()
    const found = [...call.account.timeEntries.values()].filter((entry) => entry.ticketId === ticket.id)
    // The newest first: what a client sorts must not come sorted.
    return pageAnswer(call, found.toReversed(), convertToTimeEntryJson)
  },
}
