import type { FieldSchema } from '../../helpdesk/helpdesk.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

const withinMs = 1_500

/** The ticket form of a help desk. Nobody waits long for it: null, and without choices there are fields for text. */
export const findTicketFields = async (
  helpdesk: string,
  { signal }: Pick<Visitor, 'signal'>,
  { ticketFields }: Pick<DeskDependencies, 'ticketFields'>,
): Promise<FieldSchema | null> => {
  try {
    return await ticketFields(helpdesk, AbortSignal.any([signal, AbortSignal.timeout(withinMs)]))
  } catch {
    return null
  }
}
