import type { CheckResult } from './check-result.ts'

/** Categories in mode `apply` of which nobody has measured yet how often they are right. Pure. */
export const reviewModes = (
  name: string,
  { applied, unmeasured }: { applied: readonly string[]; unmeasured: readonly string[] },
): CheckResult[] => {
  if (applied.length === 0) return []
  const found = { name: `${name}: triage modes` }
  if (unmeasured.length === 0)
    return [{ ...found, status: 'ok', detail: `written: ${applied.join(', ')}`, remedy: null }]
  return [
    {
      ...found,
      status: 'warn',
      detail: `written without a measured threshold, on the model's word alone: ${unmeasured.join(', ')}`,
      remedy:
        'Observe them first (mode: observe); "relevo triage backtest" and "relevo triage thresholds" show what is borne out. Or set triage.categories.<name>.threshold yourself.',
    },
  ]
}
