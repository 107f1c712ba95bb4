/** The ticket key that a fault means: custom fields are named bare or as `custom_fields.cf_x`, lists with `[]`. */
export const faultField = (field: string): string => {
  const bare = field
    .replace(/^ticket\./, '')
    .replace(/\[\]$/, '')
    .replace(/^custom_fields?[.[]/, '')
    .replace(/\]$/, '')
  return aliases[bare] ?? bare
}

// The ticket form's names for what tickets call otherwise.
const aliases: Record<string, string> = {
  ticket_type: 'type',
  group: 'group_id',
  agent: 'responder_id',
  product: 'product_id',
  company: 'company_id',
  requester: 'requester_id',
  attachment: 'attachments',
  description_text: 'description',
  description_html: 'description',
  tag: 'tags',
}

/** "It should be one of these values: 'A,B'", as Freshdesk words it: what the account takes, when its form did not say. */
export const choicesInMessage = (message: string): string[] => {
  const list = /one of these values: '(.*)'/.exec(message)?.[1]
  return list === undefined ? [] : list.split(',').map((choice) => choice.trim())
}

/** "Has N characters, it can have maximum of M characters": M, or null. */
export const lengthInMessage = (message: string): number | null => {
  const limit = /maximum of (\d{1,7}) char/.exec(message)?.[1]
  return limit === undefined || Number(limit) === 0 ? null : Number(limit)
}
