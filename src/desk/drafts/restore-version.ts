import * as z from 'zod'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { keepEdit } from './keep-edit.ts'
import { textFieldSchema, versionNumberSchema } from './read-text.ts'

const formSchema = z.object({
  number: versionNumberSchema,
  text: textFieldSchema.optional(),
  from: versionNumberSchema.optional(),
})

/** A former version as the newest; what stood on the page is kept as a version first. */
export const restoreVersion = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const form = formSchema.safeParse(visit.form)
  if (place === null || !form.success) return { kind: 'not-found' }
  const { assist } = desk
  const draft = await findDraft(assist, place, visit.params['draft'] ?? '')
  if (draft === null) return { kind: 'not-found' }
  const { number, text, from = draft.latest } = form.data
  if (text !== undefined) await keepEdit(assist, { draftId: draft.id, text, from, who: visit.who })
  const restored = await assist.restore({ draftId: draft.id, number, who: visit.who })
  const { drafts } = visit.words
  const notice = restored === null ? drafts.failures['not-found'] : drafts.versions.restored
  return answerPanel(visit, desk, place, { notice })
}
