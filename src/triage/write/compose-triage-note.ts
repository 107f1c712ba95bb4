import type { Reason } from '../../../schemas/classification.ts'
import type { FieldChange, PlannedWrite, Prediction, ValueField } from '../../../schemas/triage.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { describeReason } from '../../classify/describe-reason.ts'
import { escapeHtml } from '../../helpdesk/escape-html.ts'
import type { Suggested } from '../decide/decide-triage.ts'
import { chooseTriageTexts } from '../texts/choose-triage-texts.ts'
import type { TriageTexts } from '../texts/triage-texts.ts'
import type { WriteAction } from '../triage-store.ts'
import { priorityIn } from './priority-in.ts'

export interface TriageNote {
  prediction: Prediction
  action: WriteAction
  /** What was written before the note. */
  planned: Pick<PlannedWrite, 'changes' | 'tags'>
  suggested: Suggested
  /** Ends the note: `triageMarker`. */
  marker: string
  /** Address of the ticket that it goes onto, to make those of similar ones. */
  ticket: { helpdesk: string; id: string; url: string }
  language: string
}

/**
 * HTML of the private note: what the ticket seems to be, how sure, why, similar solved tickets, what was written and what would be, and
 * that no person did it. All that others may have written (words, names, tags) is escaped.
 */
export function composeTriageNote(note: TriageNote): string {
  const { prediction, marker, ticket } = note
  const texts = chooseTriageTexts(note.language)
  const { language } = texts
  const { confidence, reasons, category } = prediction
  const sure = confidence === null ? [] : [texts.confidence(Math.round(confidence * 100))]
  const why = reasons.flatMap((reason) =>
    reason.code === 'similar' ? [] : [describeReason(reason, language)],
  )
  const items = [
    ...[...sure, ...why].map(escapeHtml),
    ...reasons.flatMap((reason) => (reason.code === 'similar' ? [similarOf(reason, ticket, texts)] : [])),
    ...describeWrite(note, texts).map(escapeHtml),
  ]
  return [
    `<h4>${escapeHtml(texts.seems(describeCategory(category ?? '', language)))}</h4>`,
    `<ul>${items.map((item) => `<li dir="auto">${item}</li>`).join('')}</ul>`,
    `<hr><p>${escapeHtml(texts.automatic)}<br>${escapeHtml(marker)}</p>`,
  ].join('\n')
}

function describeWrite({ action, planned, suggested }: TriageNote, texts: TriageTexts): string[] {
  const shown = (field: ValueField, value: string) =>
    field === 'priority' ? priorityIn(texts, value) : value
  const written = ({ field, before, after }: FieldChange): string =>
    action === 'route'
      ? texts.routed(after)
      : texts.written(texts.fields[field], shown(field, after), before === null ? null : shown(field, before))
  const tagList = (tags: readonly string[]) => (tags.length === 0 ? [] : [tags.join(', ')])
  const isUntouched = planned.changes.length + planned.tags.length === 0
  return [
    ...planned.changes.map(written),
    ...tagList(planned.tags).map((tags) => texts.written(texts.fields.tags, tags, null)),
    ...suggested.changes.map(({ field, after }) => texts.suggested(texts.fields[field], shown(field, after))),
    ...tagList(suggested.tags).map((tags) => texts.suggested(texts.fields.tags, tags)),
    ...(isUntouched ? [texts.nothingWritten] : []),
  ]
}

/**
 * With links where the help desk's addresses end with the ticket's id, as those of all vendors do that have any. Tickets that a model
 * learnt from are named `helpdesk:id`, or as the file had them that it was trained on.
 */
function similarOf(
  { tickets }: Extract<Reason, { code: 'similar' }>,
  { helpdesk, id, url }: TriageNote['ticket'],
  texts: TriageTexts,
): string {
  const base = /^https?:\/\//.test(url) && url.endsWith(`/${id}`) ? url.slice(0, -id.length) : null
  const shown = tickets.map(({ ticket, likeness }) => {
    const own = ticket.startsWith(`${helpdesk}:`) ? ticket.slice(helpdesk.length + 1) : null
    const name = escapeHtml(own === null ? ticket : `#${own}`)
    const isLink = base !== null && own !== null && /^\d+$/.test(own)
    const linked = isLink ? `<a href="${escapeHtml(base + own)}" rel="noopener">${name}</a>` : name
    return `${linked} (${Math.round(likeness * 100)} %)`
  })
  return `${escapeHtml(texts.similar)}: ${shown.join(', ')}`
}
