import { type NamedDraft, nameSystemFields, type SystemPart } from '../fields/name-system-fields.ts'
import type { TicketDraft } from '../helpdesk.ts'
import type { AccountField } from './account-fields.ts'
import { findCustomField } from './fit-to-field.ts'

const keys: Readonly<Record<string, SystemPart>> = {
  type: 'type',
  group_id: 'group',
  brand_id: 'product',
  brand: 'product',
  assignee_id: 'agent',
  assignee_email: 'agent',
}

/** A draft with what the system's own fields were given in its place; a product is a brand. */
export const nameZendeskFields = (draft: TicketDraft, fields: AccountField[] | null): NamedDraft => {
  const labels = (fields ?? []).flatMap(({ key, title, custom }) => {
    const part = !custom && Object.hasOwn(keys, key) ? keys[key] : undefined
    return part === undefined ? [] : [[title, part] as const]
  })
  return nameSystemFields(draft, {
    keys,
    labels: [...labels, ['product', 'product'], ['group', 'group']],
    isCustom: (name) => findCustomField(fields ?? [], name) !== null,
  })
}
