import type { Assist, DraftWithVersions } from '../../assist/assist.ts'
import type { DraftPlace } from './draft-place.ts'

/** The draft of this ticket by its id; null: there is none, or it is another ticket's. */
export const findDraft = async (
  assist: Pick<Assist, 'find'>,
  place: DraftPlace,
  id: string,
): Promise<DraftWithVersions | null> => {
  const draft = await assist.find(id)
  return draft?.helpdesk === place.helpdesk && draft.ticketId === place.ticketId ? draft : null
}
