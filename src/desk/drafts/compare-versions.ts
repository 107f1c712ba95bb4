import { type Change, diffWordsWithSpace } from 'diff'
import * as z from 'zod'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { multiline } from '../page/multiline.ts'
import type { Visit, Visitor } from '../visit.ts'
import { answerPart } from './answer-panel.ts'
import { readDraftPlace } from './draft-place.ts'
import { findDraft } from './find-draft.ts'
import { versionNumberSchema } from './read-text.ts'

const querySchema = z.object({ from: versionNumberSchema, to: versionNumberSchema })

/** Beyond it two texts have nothing in common worth showing, and comparing them would take long. */
const mostEdits = 2_000

const renderChange = ({ drafts }: Visit['words'], { added, removed, value }: Change): Markup => {
  const { versions } = drafts
  const said = (what: string) => html`<span class="hidden-label">${what} </span>`
  const end = html`<span class="hidden-label"> ${versions.end} </span>`
  if (added) return html`<ins>${said(versions.added)}${multiline(value)}${end}</ins>`
  if (removed) return html`<del>${said(versions.removed)}${multiline(value)}${end}</del>`
  return multiline(value)
}

/** Two versions word by word: marked for the eye, and told in words. */
export const renderComparison = (
  words: Visit['words'],
  texts: { from: number; to: number; before: string; after: string },
): Markup => {
  const { versions } = words.drafts
  const title = html`<h4>${versions.compared(String(texts.from), String(texts.to))}</h4>`
  if (texts.before === texts.after) return html`${title}<p class="muted">${versions.same}</p>`
  const changes = diffWordsWithSpace(texts.before, texts.after, { maxEditLength: mostEdits })
  if (changes === undefined) return html`${title}<p class="muted">${versions.tooLong}</p>`
  return html`${title}<div class="plain compared">${changes.map((change) => renderChange(words, change))}</div>`
}

/** What changed from one version of a draft to another. */
export const compareVersions = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readDraftPlace(visit)
  const query = querySchema.safeParse(visit.query)
  if (place === null || !query.success) return { kind: 'not-found' }
  const draft = await findDraft(desk.assist, place, visit.params['draft'] ?? '')
  const responseOf = (number: number) =>
    draft?.versions.find((version) => version.number === number)?.content.response
  const { from, to } = query.data
  const [before, after] = [responseOf(from), responseOf(to)]
  if (before === undefined || after === undefined) return { kind: 'not-found' }
  return answerPart(visit, place, renderComparison(visit.words, { from, to, before, after }))
}
