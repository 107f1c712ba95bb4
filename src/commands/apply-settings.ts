import { handoffEditSchema } from '../../schemas/api.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import { applyEdit } from '../api/apply-edit.ts'
import type { Entry } from '../ledger/ledger.ts'
import { requesterKey } from '../ledger/requester-key.ts'

export type SettingsOutcome =
  | { ok: true; handoff: Handoff; requesterKey: string }
  | { ok: false; faults: string[] }

// Fields whose value is not one text: written as a comma-separated list.
const lists = new Set(['tags'])

/** `field=value` texts of the command line → an edited hand-off, by the same rules as `PATCH /v1/handoffs/{id}`. */
export const applySettings = (entry: Entry, settings: readonly string[]): SettingsOutcome => {
  if (entry.handoff === null)
    return { ok: false, faults: ['The content of this hand-off has been removed; there is nothing to edit.'] }
  const faults: string[] = []
  const change: Record<string, unknown> = {}
  for (const setting of settings) {
    const at = setting.indexOf('=')
    if (at < 1) faults.push(`"${setting}" is not FIELD=VALUE.`)
    else change[setting.slice(0, at).trim()] = readValue(setting.slice(0, at).trim(), setting.slice(at + 1))
  }
  const unknown = Object.keys(change).filter((field) => !Object.hasOwn(handoffEditSchema.shape, field))
  for (const field of unknown) faults.push(`There is no field "${field}"; use ${fieldNames.join(', ')}.`)
  if (faults.length > 0) return { ok: false, faults }
  const edit = handoffEditSchema.safeParse(change)
  if (!edit.success)
    return {
      ok: false,
      faults: edit.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    }
  const outcome = applyEdit(entry.handoff, edit.data)
  if (!outcome.ok)
    return { ok: false, faults: outcome.faults.map(({ field, message }) => `${field}: ${message}`) }
  return { ok: true, handoff: outcome.handoff, requesterKey: requesterKey(outcome.handoff.requester) }
}

const fieldNames = Object.keys(handoffEditSchema.shape).filter((field) => field !== 'custom_fields')

const readValue = (field: string, text: string): unknown => {
  if (lists.has(field))
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  return text
}
