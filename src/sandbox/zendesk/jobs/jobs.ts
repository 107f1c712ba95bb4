import { randomBytes } from 'node:crypto'
import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Account, JobResult, StoredJob } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { pageOf } from '../page-of.ts'
import { notFound, refusal } from '../problems.ts'

/** https://developer.zendesk.com/api-reference/introduction/rate-limits/#job-limit */
const mostAtOnce = 30

/** Queues a job; its work is done when its time has come, at the next call of anybody. */
export const startJob = (call: Call, total: number, work: (now: number) => JobResult[]): Answer => {
  const { account, now, behaviour } = call
  const inFlight = [...account.jobs.values()].filter(({ results }) => results === null).length
  if (inFlight >= mostAtOnce) {
    return refusal(429, 'TooManyJobs', 'Too many jobs are currently queued or running. Try again later.', {
      'retry-after': '60',
      'zendesk-ratelimit-inflight-jobs': `total=${mostAtOnce}; remaining=0; resets=60`,
    })
  }
  const id = `V3-${randomBytes(16).toString('hex')}`
  const startsAt = now + behaviour.jobDelayMs / 2
  const job = { id, total, startsAt, endsAt: now + behaviour.jobDelayMs, work, results: null }
  account.jobs.set(id, job)
  return jsonAnswer(200, { job_status: convertToJobJson(job, call) })
}

/** Does what is due, oldest first. */
export const runDueJobs = (account: Account, now: number): void => {
  for (const job of account.jobs.values()) {
    if (job.results === null && job.endsAt <= now) job.results = job.work(job.endsAt)
  }
}

const statusOf = (job: StoredJob, now: number): string => {
  if (job.results === null) return now < job.startsAt ? 'queued' : 'working'
  return job.results.length > 0 && job.results.every(({ error }) => error !== undefined)
    ? 'failed'
    : 'completed'
}

const convertToJobJson = (job: StoredJob, { origin, now }: Pick<Call, 'origin' | 'now'>) => {
  const status = statusOf(job, now)
  const isOver = job.results !== null
  const at = new Date(job.endsAt).toISOString().replace('T', ' ').slice(0, 19)
  return {
    id: job.id,
    url: `${origin}/api/v2/job_statuses/${job.id}.json`,
    total: job.total,
    progress: status === 'queued' ? null : isOver ? job.total : 0,
    status,
    message: isOver ? `${status === 'failed' ? 'Failed' : 'Completed'} at ${at} +0000` : null,
    results: job.results,
  }
}

export const jobRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/job_statuses',
    handle: (call) =>
      pageOf(
        call,
        'job_statuses',
        [...call.account.jobs.values()].toReversed().map((job) => convertToJobJson(job, call)),
      ),
  },
  {
    method: 'GET',
    path: '/job_statuses/:id',
    handle: (call) => {
      const job = call.account.jobs.get(call.params['id'] ?? '')
      return job === undefined ? notFound() : jsonAnswer(200, { job_status: convertToJobJson(job, call) })
    },
  },
]
