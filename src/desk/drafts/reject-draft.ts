import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'

/** Puts a draft away as of no use; it counts for the quality of drafts. */
export const rejectDraft = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const draft = await findDraft(desk.assist, place, visit.params['draft'] ?? '')
  if (draft === null) return { kind: 'not-found' }
  await desk.assist.reject(draft.id, visit.who)
  return answerPanel(visit, desk, place, { notice: visit.words.drafts.draft.rejected })
}
