import type { Availability } from '../../helpdesk/helpdesk.ts'
import type { Failure, Read } from '../../helpdesk/outcome.ts'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { Progress } from '../progress.ts'
import { TrainingRefused } from '../training-refused.ts'

export interface Patience {
  clock: Clock
  signal: AbortSignal
  progress: Pick<Progress, 'say'>
  helpdesk: { availability(): Availability }
  /** For so long an outage is waited for (ms). */
  outageMs?: number
}

const firstWaitMs = 1_000
const longestWaitMs = 60_000
const silenceMs = 10_000
const usualOutageMs = 15 * 60_000

/**
 * Reads from a help desk, however long its rate limit takes, and through an outage of a quarter of an hour; says what it waits for.
 * Throws `TrainingRefused`: `stopped` when the signal aborts, `later` after the outage, `unusable` for what waiting does not mend.
 */
export const createPatientReader = ({
  clock,
  signal,
  progress,
  helpdesk,
  outageMs = usualOutageMs,
}: Patience): (<T>(read: () => Promise<Read<T>>) => Promise<T>) => {
  let said = ''
  const sayOnce = (text: string) => {
    if (text !== said) progress.say(text)
    said = text
  }
  const tellOfSilence = async <T>(work: () => Promise<T>): Promise<T> => {
    const cancel = clock.after(silenceMs, () => sayOnce('Waiting for a turn within the rate limit …'))
    try {
      return await work()
    } finally {
      cancel()
    }
  }

  const attempt = async <T>(read: () => Promise<Read<T>>): Promise<T> => {
    let [failures, since] = [0, 0]
    for (;;) {
      if (signal.aborted) throw stopped()
      const outcome = await tellOfSilence(read)
      if (outcome.ok) {
        said = ''
        return outcome.value
      }
      if (signal.aborted) throw stopped()
      const { failure } = outcome
      const shut = reasonOf(helpdesk.availability())
      if (!isPassing(failure) || shut === 'credentials')
        throw new TrainingRefused('unusable', explain(failure, shut))
      const now = clock.now()
      if (failures === 0) since = now
      failures += 1
      if ((failure.kind === 'unavailable' || shut === 'outage') && now - since > outageMs)
        throw new TrainingRefused('later', sayOutage(outageMs, failure))
      const isLimit = failure.kind === 'rate-limited'
      sayOnce(isLimit ? 'The rate limit is used up; waiting for more …' : `Waiting: ${failure.message}`)
      await sleep(clock, waitOf(failure, failures, now), signal)
    }
  }

  return async (read) => {
    // Waiting for a turn within a rate limit keeps no process alive, and a command must not end by it.
    const awake = setInterval(() => {}, 60_000)
    try {
      return await attempt(read)
    } finally {
      clearInterval(awake)
    }
  }
}

const sayOutage = (outageMs: number, { message }: Failure): string => {
  const minutes = Math.round(outageMs / 60_000)
  return `The help desk has not answered for ${minutes} minutes. ${message} Run the same command again when it does.`
}

const stopped = (): TrainingRefused => new TrainingRefused('stopped', 'Stopped.')

const isPassing = ({ kind }: Failure): boolean =>
  kind === 'held' || kind === 'rate-limited' || kind === 'unavailable'

const waitOf = (failure: Failure, failures: number, now: number): number => {
  const until = failure.kind === 'held' || failure.kind === 'rate-limited' ? failure.retryAt : null
  const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(10, failures - 1))
  return until === null ? doubled : Math.max(100, until - now)
}

type Shut = Extract<Availability, { state: 'shut' }>['reason']

const reasonOf = (availability: Availability): Shut | null =>
  availability.state === 'shut' ? availability.reason : null

const explain = (failure: Failure, shut: Shut | null): string => {
  switch (shut === 'credentials' ? shut : failure.kind) {
    case 'credentials':
      return `The help desk does not accept our credentials. relevo check tells more. (${failure.message})`
    case 'forbidden':
      return `Our agent may not read these tickets: ${failure.message} With Zendesk it has to be an administrator. relevo check tells more.`
    case 'unsupported':
      return `This help desk does not list what has changed. Export its tickets, and train from the file. (${failure.message})`
    default:
      return failure.message
  }
}
