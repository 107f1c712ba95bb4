import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/**
 * A person who answers; name and e-mail are in `contact`. `ticket_scope`: 1 all tickets, 2 those of the agent's groups,
 * 3 only the agent's own. https://developers.freshdesk.com/api/#agents
 */
export const freshdeskAgentSchema = z.object({
  id: freshdeskIdSchema,
  type: z.string().nullish(),
  ticket_scope: z.number().nullish(),
  contact: z.object({ email: z.string().nullish(), name: z.string().nullish() }).nullish(),
})
export type FreshdeskAgent = z.infer<typeof freshdeskAgentSchema>

export const freshdeskAgentListSchema = z.array(freshdeskAgentSchema)
