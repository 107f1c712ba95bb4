import type { AccountField } from '../fields/account-field.ts'
import { type NamedDraft, nameSystemFields, type SystemPart } from '../fields/name-system-fields.ts'
import type { TicketDraft } from '../helpdesk.ts'
import { findField } from './convert-custom-fields.ts'

const keys: Readonly<Record<string, SystemPart>> = {
  type: 'type',
  group_id: 'group',
  responder_id: 'agent',
  product_id: 'product',
  company_id: 'company',
}

/**
 * A draft with what the system's own fields were given in its place. A bot that names a person's company does not mean a company of the
 * account, so that one goes by its key alone.
 */
export const nameFreshdeskFields = (draft: TicketDraft, fields: AccountField[] | null): NamedDraft => {
  const custom = (fields ?? []).filter((field) => field.custom)
  const labels = (fields ?? []).flatMap(({ key, names }) => {
    const part = Object.hasOwn(keys, key) ? keys[key] : undefined
    return part === undefined || part === 'company' ? [] : names.map((name) => [name, part] as const)
  })
  return nameSystemFields(draft, {
    keys,
    labels: [...labels, ['product', 'product'], ['group', 'group']],
    isCustom: (name) => findField(custom, name) !== null,
  })
}
