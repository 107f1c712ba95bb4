import type { Availability } from '../helpdesk/helpdesk.ts'

/** Shut for a reason that is not over in a minute: a used-up rate limit is no outage. */
export const isAway = (availability: Availability): boolean =>
  availability.state === 'shut' && availability.reason !== 'rate-limit'
