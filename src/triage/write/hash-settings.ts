import { createHash } from 'node:crypto'
import { effectiveMode } from '../decide/effective-mode.ts'
import type { TriageSettings } from '../settings.ts'
import type { Switch } from '../triage-store.ts'

/** Short hash of all that decides what is written: two runs with the same one would have written the same. Pure. */
export function hashSettings(settings: TriageSettings, switches: readonly Switch[]): string {
  const { triage, categories } = settings
  const deciding = [
    triage.fields,
    triage.group ?? null,
    triage.costs,
    settings.hasOwnCategories,
    Object.keys(categories)
      .sort()
      .map((name) => {
        const { type, group, priority, tags } = categories[name] ?? {}
        const mode = effectiveMode({ triage, switches }, name)
        return [name, mode, triage.categories[name]?.threshold ?? null, type, group, priority, tags]
      }),
  ]
  return createHash('sha256').update(JSON.stringify(deciding)).digest('hex').slice(0, 16)
}
