import { backoffMs } from '../../ops/backoff.ts'
import type { Failure } from '../outcome.ts'

const passing = { first: 1_000, ceiling: 60_000 }
/** What a person has to mend is asked for now and then, in case they did. */
const lasting = { first: 60_000, ceiling: 600_000 }
/** Whoever waited for the same moment does not come back at once. */
const spreadMs = 1_000

/**
 * How long to wait after a failed read, in ms: until the help desk said, else longer each time, never the same for all who wait. Pure
 * but for `random` (0 to 1). `failures`: in a row, this one included.
 */
export const decidePause = (
  failure: Failure,
  { failures, now, random }: { failures: number; now: number; random: () => number },
): number => {
  const half = () => 0.5 + random() / 2
  switch (failure.kind) {
    case 'held':
    case 'rate-limited':
      return failure.retryAt === null
        ? backoffMs(failures, passing, half)
        : Math.max(0, failure.retryAt - now) + Math.round(random() * spreadMs)
    case 'unavailable':
    case 'conflict':
      return backoffMs(failures, passing, half)
    case 'credentials':
    case 'forbidden':
    case 'invalid':
    case 'not-found':
    case 'gone':
    case 'too-large':
    case 'unsupported':
      return backoffMs(failures, lasting, half)
    default:
      return failure satisfies never
  }
}

/** Whether waiting mends it; what it does not, a person should be told of. */
export const isPassing = ({ kind }: Failure): boolean =>
  kind === 'held' || kind === 'rate-limited' || kind === 'unavailable' || kind === 'conflict'
