import * as z from 'zod'

/** People write `name: 42` or `on: yes` and mean text. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const maybeText = text.nullish().transform((value) => (value == null || value.trim() === '' ? null : value))
const words = z.union([z.array(text), text.transform((list) => list.split(','))]).nullish()

/**
 * What stands between the `---` lines of a ticket's file. Lenient, since people edit it: whatever is missing is null, and a key
 * that Relevo does not know is left where it is.
 */
export const ticketHeadSchema = z.object({
  subject: maybeText,
  status: maybeText,
  priority: maybeText,
  type: maybeText,
  group: maybeText,
  /** E-mail or name. */
  agent: maybeText,
  product: maybeText,
  requester: z
    .object({ email: maybeText, phone: maybeText, name: maybeText })
    .nullish()
    .transform((person) => person ?? { email: null, phone: null, name: null }),
  tags: words.transform((list) => (list ?? []).map((tag) => tag.trim()).filter((tag) => tag !== '')),
  fields: z
    .record(z.string(), z.json())
    .nullish()
    .transform((fields) => fields ?? {}),
  /** The hand-off's id. */
  marker: maybeText,
  created: maybeText,
  updated: maybeText,
})
export type TicketHead = z.output<typeof ticketHeadSchema>
