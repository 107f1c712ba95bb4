import type { TriageConfig } from '../../../schemas/triage-configuration.ts'
import type { TriageCosts } from './choose-cost-threshold.ts'

const minuteMs = 60_000

/** The configured costs, which are in ms, as reports tell them. */
export const costsInMinutes = ({ wrong, manual }: TriageConfig['costs']): TriageCosts => ({
  wrong: wrong / minuteMs,
  manual: manual / minuteMs,
})
