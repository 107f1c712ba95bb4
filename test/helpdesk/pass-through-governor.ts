import type { Governor, Observation, PermitRequest } from '../../src/helpdesk/governor.ts'

export interface PassThroughGovernor extends Governor {
  requests: PermitRequest[]
  observations: Observation[]
  probe: (() => Promise<boolean>) | null
  closed: boolean
  /** While set, nothing gets through. */
  holding: boolean
}

/** A governor that lets everything through at once, and remembers what it was told. */
export const createPassThroughGovernor = (): PassThroughGovernor => {
  const governor: PassThroughGovernor = {
    requests: [],
    observations: [],
    probe: null,
    closed: false,
    holding: false,
    acquire: async (request) => {
      governor.requests.push(request)
      if (governor.holding) return { held: { kind: 'held', message: 'The door is shut.', retryAt: null } }
      return {
        settle: (observation) => {
          governor.observations.push(observation)
        },
      }
    },
    availability: () => ({ state: 'open' }),
    onAvailability: () => () => {},
    report: () => ({
      total: null,
      remaining: null,
      allowance: 100,
      windowMs: 60_000,
      waiting: { new: 0, retry: 0, addition: 0, background: 0 },
      rateLimited: 0,
    }),
    setProbe: (probe) => {
      governor.probe = probe
    },
    close: () => {
      governor.closed = true
    },
  }
  return governor
}
