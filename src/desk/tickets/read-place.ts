import * as z from 'zod'
import { nameSchema } from '../../../schemas/setting-kinds.ts'
import type { Visit } from '../visit.ts'

/** The ticket that a page is about. */
export interface TicketPlace {
  helpdesk: string
  ticketId: string
  /** `/tickets/main/7`. */
  path: string
}

const paramsSchema = z.object({ helpdesk: nameSchema, id: z.string().regex(/^[\w.-]{1,64}$/) })

/** Null: no ticket can have this address. */
export const readPlace = ({ params }: Pick<Visit, 'params'>): TicketPlace | null => {
  const parsed = paramsSchema.safeParse(params)
  if (!parsed.success) return null
  const { helpdesk, id } = parsed.data
  return { helpdesk, ticketId: id, path: ticketPath({ helpdesk, ticketId: id }) }
}

export const ticketPath = ({ helpdesk, ticketId }: { helpdesk: string; ticketId: string }): string =>
  `/tickets/${encodeURIComponent(helpdesk)}/${encodeURIComponent(ticketId)}`
