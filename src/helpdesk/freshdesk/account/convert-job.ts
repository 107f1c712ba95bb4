import type { FreshdeskJob } from '../../../../schemas/freshdesk/job.ts'
import type { Job } from '../../../../schemas/ticket.ts'

/**
 * Freshdesk documents `IN PROGRESS` and shows others elsewhere; words are read for what they mean. Which tickets were changed and
 * which were not it does not tell: both lists stay empty.
 */
export const convertJob = (id: string, job: FreshdeskJob): Job => {
  const state = stateOf(job)
  const failed =
    state === 'failed' ? [{ ticketId: null, why: 'The help desk gave the job up and does not say why.' }] : []
  return { id, state, done: [], failed }
}

const stateOf = ({ status, progress }: FreshdeskJob): Job['state'] => {
  const word = (status ?? '').toLowerCase()
  if (/fail|error|cancel|abort/.test(word)) return 'failed'
  if (/complete|success|done|finish/.test(word)) return 'done'
  if (/queue|pending|schedul|created/.test(word)) return 'queued'
  return word === '' && progress === 100 ? 'done' : 'working'
}
