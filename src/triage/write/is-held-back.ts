import type { TriageMode } from '../../../schemas/triage.ts'
import { effectiveMode } from '../decide/effective-mode.ts'
import type { TriageSettings } from '../settings.ts'
import type { Switch } from '../triage-store.ts'
import { isStopSet } from './create-stop-watch.ts'

/**
 * Whether people have switched off meanwhile what was decided and is not sent yet: by the stop switch, or by a mode of the category that
 * does not go as far as what is to be sent needs. Pure.
 */
export const isHeldBack = (
  { triage }: Pick<TriageSettings, 'triage'>,
  switches: readonly Switch[],
  { category, needs }: { category: string | null; needs: Exclude<TriageMode, 'observe'> },
): boolean => {
  if (isStopSet(switches)) return true
  const mode = effectiveMode({ triage, switches }, category)
  return mode === 'observe' || (needs === 'apply' && mode === 'suggest')
}
