import * as z from 'zod'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { keepEdit } from './keep-edit.ts'
import { readNames } from './read-names.ts'
import { textFieldSchema, versionNumberSchema } from './read-text.ts'
import { renderFrom } from './render-editor.ts'
import { renderVersions } from './render-versions.ts'

const formSchema = z.object({ text: textFieldSchema, from: versionNumberSchema })

/** What the agent has typed, kept as a version while they type. */
export const editDraft = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const form = formSchema.safeParse(visit.form)
  if (place === null || !form.success) return { kind: 'not-found' }
  const found = await findDraft(desk.assist, place, visit.params['draft'] ?? '')
  if (found === null) return { kind: 'not-found' }
  const { drafts } = visit.words
  const kept = await keepEdit(desk.assist, { draftId: found.id, ...form.data, who: visit.who })
  if (kept.kind !== 'kept')
    return answerPart(visit, place, html`<span class="fault">${drafts.failures[kept.kind]}</span>`)
  const { draft, behind } = kept
  return answerPart(
    visit,
    place,
    html`${behind ? html`<span class="notice warn">${drafts.draft.behind}</span>` : drafts.draft.saved}
<hx-partial hx-target="#reply-from" hx-swap="outerHTML">${renderFrom(draft.latest)}</hx-partial>
<hx-partial hx-target="#draft-versions" hx-swap="outerHTML">${renderVersions(visit, place, draft, await readNames(desk))}</hx-partial>`,
  )
}
