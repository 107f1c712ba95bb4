import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visitor } from '../visit.ts'
import { answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { readNames } from './read-names.ts'
import { createSourcesOf } from './render-statements.ts'
import { renderTechnical } from './render-technical.ts'
import { renderVersions } from './render-versions.ts'

/** A draft that is over, to be read and compared. */
export const showDraft = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  if (place === null) return { kind: 'not-found' }
  const draft = await findDraft(desk.assist, place, visit.params['draft'] ?? '')
  if (draft === null) return { kind: 'not-found' }
  const { drafts } = visit.words
  const newest = draft.versions.at(-1)
  const body =
    newest === undefined
      ? html`<p class="empty">${drafts.draft.blanked}</p>`
      : html`<div class="split drafts-split"><section class="card"><h2>${drafts.draft.response} <span class="state">${drafts.versions.states[draft.state]}</span></h2><div class="plain">${multiline(newest.content.response)}</div></section>
<div class="stack">${renderTechnical(visit, newest.content.technical, createSourcesOf(visit, newest.content.sources))}${renderVersions(visit, place, draft, await readNames(desk))}</div></div>`
  return answerPart(visit, place, html`<div class="stack drafts">${body}</div>`)
}
