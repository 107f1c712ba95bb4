import type { Observation } from '../governor.ts'

/**
 * What a probe's answer says about a shut door. After an outage any answer shows that somebody is there; refused
 * credentials are only accepted again by a success, since a 403, 404 or 429 may come from a gate before the check.
 */
export const judgeProbe = (
  reason: 'outage' | 'credentials',
  observation: Observation,
): 'open' | 'refused' | 'stay' => {
  const { outcome, status } = observation
  if (outcome !== 'answered' || status === null) return 'stay'
  if (status === 401) return 'refused'
  if (reason === 'outage') return 'open'
  return status >= 200 && status < 300 ? 'open' : 'stay'
}
