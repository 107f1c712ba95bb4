import { type TriageField, type TriageMode, triageModeSchema } from '../../../schemas/triage.ts'
import type { TriageConfig } from '../../../schemas/triage-configuration.ts'
import type { Switch } from '../triage-store.ts'

const howFar: readonly TriageMode[] = triageModeSchema.options

/**
 * How far triage may go for a category: what was switched while the service runs, else what is configured for it, else for all. With a
 * field, never further than that field may go. A switch with a value that is no mode counts as not set; of no category, nothing may be
 * written. The stop switch is not looked at here.
 */
export function effectiveMode(
  { triage, switches }: { triage: TriageConfig; switches: readonly Switch[] },
  category: string | null,
  field?: TriageField,
): TriageMode {
  if (category === null) return 'observe'
  const mode = switchedMode(switches, category) ?? configuredMode(triage, category)
  return field === undefined ? mode : lesser(mode, triage.fields[field])
}

function switchedMode(switches: readonly Switch[], category: string): TriageMode | null {
  const value = switches.find((one) => one.name === `mode:${category}`)?.value
  return triageModeSchema.safeParse(value).data ?? null
}

function configuredMode(triage: TriageConfig, category: string): TriageMode {
  const own = Object.hasOwn(triage.categories, category) ? triage.categories[category]?.mode : undefined
  return own ?? triage.mode
}

function lesser(one: TriageMode, other: TriageMode): TriageMode {
  return howFar.indexOf(one) <= howFar.indexOf(other) ? one : other
}
