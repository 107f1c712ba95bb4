import { comparable } from '../comparable.ts'
import type { TicketDraft } from '../helpdesk.ts'
import { toText } from './coerce-scalar.ts'

/** What a draft may name of the system's own fields, besides what is the same everywhere. */
export type SystemPart = 'type' | 'group' | 'agent' | 'product' | 'company'

/** A draft whose fields no longer hold what stands in a part of its own. */
export type NamedDraft = TicketDraft & { company: string | null }

/** How a vendor calls the parts. */
export interface SystemNames {
  /** The keys of a ticket. Only a person, or a rule of theirs, writes these: they win over whatever else chose a value. */
  keys: Readonly<Record<string, SystemPart>>
  /** What people call them, compared without case and accents: taken where nothing else chose a value. */
  labels: readonly (readonly [label: string, part: SystemPart])[]
  /** Whether the account has a field of its own under this name, which it then means. */
  isCustom: (name: string) => boolean
}

/** Takes what was given for the system's own fields (the ticket's product, say) out of the custom fields, and puts it in its place. */
export const nameSystemFields = (draft: TicketDraft, { keys, labels, isCustom }: SystemNames): NamedDraft => {
  const named: NamedDraft = { ...draft, company: null, customFields: {} }
  const customFields: Record<string, unknown> = {}
  const keyed = (name: string) => (Object.hasOwn(keys, name) ? keys[name] : undefined)
  // Those by key first, so that one by label sees them.
  const inOrder = Object.entries(draft.customFields).toSorted(
    ([one], [other]) => Number(keyed(other) !== undefined) - Number(keyed(one) !== undefined),
  )
  for (const [name, value] of inOrder) {
    const text = value === null || value === undefined ? '' : toText(value).trim()
    const byKey = keyed(name)
    const byLabel = labels.find(([label]) => comparable(label) === comparable(name))?.[1]
    if (text !== '' && byKey !== undefined && !isCustom(name)) named[byKey] = text
    else if (text !== '' && byLabel !== undefined && named[byLabel] === null && !isCustom(name))
      named[byLabel] = text
    else customFields[name] = value
  }
  return { ...named, customFields }
}
