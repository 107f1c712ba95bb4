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
  available: z.boolean().nullish().catch(null),
  group_ids: z.array(freshdeskIdSchema).nullish().catch(null),
  contact: z
    .object({
      email: z.string().nullish(),
      name: z.string().nullish(),
      phone: z.string().nullish().catch(null),
      active: z.boolean().nullish().catch(null),
    })
    .nullish(),
})
export type FreshdeskAgent = z.infer<typeof freshdeskAgentSchema>

export const freshdeskAgentListSchema = z.array(freshdeskAgentSchema)
