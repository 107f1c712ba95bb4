import type { Job } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { CallOptions } from '../../outcome.ts'
import type { JobFinder } from './job-finder.ts'

/** Merging a few tickets takes seconds; after a quarter of a minute somebody else should look. */
const waitsMs = [200, 400, 800, 1_600, 3_000, 4_000, 5_000]

/** The job when it has ended; null when it has not in time, cannot be read, or the caller gave up. */
export const awaitJob = async (
  job: Job,
  { jobs, clock }: { jobs: JobFinder; clock: Clock },
  options: CallOptions,
): Promise<Job | null> => {
  let at = job
  for (const waitMs of waitsMs) {
    if (at.state === 'done' || at.state === 'failed') return at
    await pause(waitMs, clock, options.signal)
    if (options.signal?.aborted === true) return null
    const read = await jobs.find(job.id, options)
    if (!read.ok || read.value === null) return null
    at = read.value
  }
  return at.state === 'done' || at.state === 'failed' ? at : null
}

const pause = (ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve()
    const stop = () => {
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
