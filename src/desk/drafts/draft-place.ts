import * as z from 'zod'
import { nameSchema } from '../../../schemas/setting-kinds.ts'
import type { Visit } from '../visit.ts'

/** The ticket that a part is about, and where its parts are. */
export interface DraftPlace {
  helpdesk: string
  ticketId: string
  /** `/tickets/main/7`. */
  ticketPath: string
  /** `/tickets/main/7/drafts`. */
  path: string
}

const paramsSchema = z.object({ helpdesk: nameSchema, id: z.string().regex(/^[\w.-]{1,64}$/) })

/** Null: no ticket can have this address. */
export const readDraftPlace = ({ params }: Pick<Visit, 'params'>): DraftPlace | null => {
  const parsed = paramsSchema.safeParse(params)
  if (!parsed.success) return null
  const { helpdesk, id } = parsed.data
  const ticketPath = `/tickets/${helpdesk}/${id}`
  return { helpdesk, ticketId: id, ticketPath, path: `${ticketPath}/drafts` }
}
