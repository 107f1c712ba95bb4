import type { Classification } from '../../schemas/classification.ts'
import { describeCategory } from '../classify/describe-category.ts'
import { describeReason } from '../classify/describe-reason.ts'
import { referenceLine } from './compose-document.ts'
import { cutText } from './cut-text.ts'
import { renderHtml } from './render-html.ts'
import type { Texts } from './texts/texts.ts'

const maxNoteLength = 10_000

/** The private note that says who classified the ticket, how sure, and why; and where the hand-off's record is. */
export const composeClassificationNote = (
  classification: Classification,
  { texts, reference, publicUrl }: { texts: Texts; reference: string; publicUrl: string | null },
): string => {
  const { category, decidedBy, confidence, reasons } = classification
  const { language } = texts
  const named = category === null ? '' : `: ${describeCategory(category, language)}`
  const title = `${texts.classifiedBy[decidedBy]}${named}`
  const why = reasons.map((reason) => describeReason(reason, language))
  const sure = confidence === null ? [] : [texts.confidence(`${Math.round(confidence * 100)} %`)]
  const record = publicUrl === null ? [] : [`${publicUrl.replace(/\/+$/, '')}/v1/handoffs/${reference}`]
  return renderHtml([
    { kind: 'heading', text: title },
    { kind: 'list', items: [...sure, ...why, ...record, referenceLine(reference)] },
  ])
}

/** The private note on a ticket that the help desk made of our mail. */
export const composeMailedNote = (texts: Texts, reference: string): string =>
  renderHtml([{ kind: 'remark', text: texts.mailedNote(reference) }])

/** A private note that a rule of the company asks for: plain text, all of it escaped. */
export const composePolicyNote = (text: string, reference: string): string =>
  renderHtml([
    { kind: 'quote', text: cutText(text, maxNoteLength) },
    { kind: 'footer', text: referenceLine(reference) },
  ])
