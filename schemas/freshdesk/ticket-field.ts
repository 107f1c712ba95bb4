import * as z from 'zod'

/** Names of the lower levels of a dependent field. */
export const freshdeskNestedFieldSchema = z.object({
  name: z.string(),
  label: z.string().nullish(),
  level: z.number().nullish(),
})

/**
 * One field of the ticket form. The shape of `choices` depends on `type`, and differs between ages of accounts, so it is
 * read by a parser of its own. https://developers.freshdesk.com/api/#ticket-fields
 */
export const freshdeskTicketFieldSchema = z.object({
  name: z.string(),
  type: z.string(),
  label: z.string().nullish(),
  label_for_customers: z.string().nullish(),
  required_for_agents: z.boolean().nullish(),
  required_for_closure: z.boolean().nullish(),
  choices: z.unknown().optional(),
  nested_ticket_fields: z.array(freshdeskNestedFieldSchema).nullish(),
})
export type FreshdeskTicketField = z.infer<typeof freshdeskTicketFieldSchema>

export const freshdeskTicketFieldListSchema = z.array(freshdeskTicketFieldSchema)
