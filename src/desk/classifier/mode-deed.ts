import type { Visitor } from '../visit.ts'

const deeds: Record<string, string> = {
  '': 'deskTriageAsConfigured',
  observe: 'deskTriageObserve',
  suggest: 'deskTriageSuggest',
  apply: 'deskTriageApply',
}

/** What choosing a mode is called in the audit trail: by the mode that was chosen. */
export const modeDeed = ({ mode }: Visitor['form']): string =>
  (typeof mode === 'string' && Object.hasOwn(deeds, mode) ? deeds[mode] : undefined) ?? 'deskSetTriageMode'
