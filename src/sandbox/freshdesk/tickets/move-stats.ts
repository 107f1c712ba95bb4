import type { TicketStats } from '../account.ts'

const done = (status: number): boolean => status === 4 || status === 5

/** What a change of status leaves in the ticket's times. */
export const moveStats = (stats: TicketStats, from: number, to: number, at: number): TicketStats => ({
  ...stats,
  statusUpdatedAt: at,
  reopenedAt: done(from) && !done(to) ? at : stats.reopenedAt,
  resolvedAt: to === 4 ? at : done(to) ? stats.resolvedAt : null,
  closedAt: to === 5 ? at : null,
  pendingSince: to === 3 ? at : null,
})
