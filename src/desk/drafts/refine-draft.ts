import * as z from 'zod'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPanel } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { textFieldSchema, versionNumberSchema } from './read-text.ts'
import { answerStream } from './write-draft.ts'

const formSchema = z.object({
  instruction: z.string().max(500).default(''),
  suggestion: z.string().max(500).optional(),
  /** The instruction again, to go on with what was found masked. */
  masked: z.string().max(500).optional(),
  text: textFieldSchema.optional(),
  from: versionNumberSchema.optional(),
})

/** The next version by an instruction, on top of what stands on the page. */
export const refineDraft = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const form = formSchema.safeParse(visit.form)
  if (place === null || !form.success) return { kind: 'not-found' }
  const draft = await findDraft(desk.assist, place, visit.params['draft'] ?? '')
  if (draft === null) return { kind: 'not-found' }
  const { drafts } = visit.words
  const newest = draft.versions.at(-1)?.content.response ?? ''
  const { masked, suggestion, text = newest, from = draft.latest } = form.data
  const instruction = (masked ?? suggestion ?? form.data.instruction).trim()
  if (instruction === '') {
    const state = { notice: drafts.refine.empty, text }
    // The form's own target is where drafts are written; this is the whole panel.
    return answerPanel(visit, desk, place, state, {
      headers: { 'hx-retarget': '#drafts-panel', 'hx-reswap': 'outerHTML' },
    })
  }
  const events = desk.assist.refine({
    draftId: draft.id,
    instruction,
    text,
    from,
    who: visit.who,
    withSecrets: masked !== undefined,
    signal: visit.signal,
  })
  return answerStream(visit, desk, {
    place,
    events,
    form: 'draft-refine',
    instruction,
    ownText: null,
    done: drafts.writing.refined,
  })
}
