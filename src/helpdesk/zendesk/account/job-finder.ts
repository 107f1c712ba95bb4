import type { Job } from '../../../../schemas/ticket.ts'
import type { ZendeskJobStatus } from '../../../../schemas/zendesk/job-status.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { convertJob } from './convert-job.ts'

export interface JobFinder {
  find(id: string, options: CallOptions): Promise<Read<Job | null>>
  /** A job that was just started for these tickets. */
  started(job: ZendeskJobStatus, ids: readonly string[]): Job
}

const mostJobs = 500

/** Finds jobs, and remembers which tickets those of ours were given: Zendesk names a refused one by its place in that list. */
export const createJobFinder = ({ bulk }: ZendeskClient): JobFinder => {
  const given = new Map<string, readonly string[]>()
  return {
    find: async (id, options) => {
      if (!/^[\w-]{1,100}$/.test(id)) return { ok: true, value: null }
      const result = await bulk.job(id, options)
      if (result.effect === 'done')
        return { ok: true, value: convertJob(result.value.job_status, given.get(id) ?? null) }
      return result.failure.kind === 'not-found'
        ? { ok: true, value: null }
        : { ok: false, failure: result.failure }
    },
    started: (job, ids) => {
      if (given.size >= mostJobs) given.delete(given.keys().next().value ?? '')
      given.set(job.id, ids)
      return convertJob(job, ids)
    },
  }
}
