import type { Job } from '../../../../schemas/ticket.ts'
import type { ZendeskJobStatus } from '../../../../schemas/zendesk/job-status.ts'
import { withoutAddresses } from '../zendesk-error.ts'

/**
 * A job, with what became of each ticket. What went wrong is often named by its place alone: `ids` are the tickets that the job was
 * given, in that order, where we still know.
 */
export const convertJob = (job: ZendeskJobStatus, ids: readonly string[] | null): Job => {
  const state = stateOf(job.status)
  const results = state === 'done' || state === 'failed' ? (job.results ?? []) : []
  const ticketOf = (result: (typeof results)[number]): string | null =>
    result.id == null ? (ids?.[result.index ?? -1] ?? null) : String(result.id)
  const isRefused = ({ success, error }: (typeof results)[number]) => success === false || error != null
  const failed = results.filter(isRefused).map((result) => ({
    ticketId: ticketOf(result),
    why: withoutAddresses(result.details ?? result.error ?? 'The help desk does not say why.'),
  }))
  const done = results
    .filter((result) => !isRefused(result))
    .map(ticketOf)
    .filter((id) => id !== null)
  const isUnexplained = state === 'failed' && failed.length === 0
  const why = withoutAddresses(job.message ?? 'The help desk does not say why.')
  return { id: job.id, state, done, failed: isUnexplained ? [{ ticketId: null, why }] : failed }
}

const stateOf = (status: string): Job['state'] => {
  switch (status) {
    case 'queued':
      return 'queued'
    case 'completed':
      return 'done'
    case 'failed':
    case 'killed':
      return 'failed'
    default:
      return 'working'
  }
}
