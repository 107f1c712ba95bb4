import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'

/** Drafts and replies of a ticket; a page of its own where there is no script. */
export const showPanel = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  return place === null ? { kind: 'not-found' } : answerPanel(visit, desk, place)
}
