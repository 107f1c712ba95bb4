import type { Classification } from '../../../schemas/classification.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import { describeReason } from '../../classify/describe-reason.ts'
import { html, type Markup } from '../../ops/html.ts'
import { composePrediction } from '../../triage/find/compose-prediction.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { classifyBeginning } from './classify-beginning.ts'
import { explainRefusal } from './explain-refusal.ts'
import { readPlace, type TicketPlace } from './read-place.ts'
import { categoryMark } from './render-rows.ts'

const renderPrediction = (
  { category, confidence, isDecided, decidedBy, reasons }: Prediction,
  { byTriage }: { byTriage: boolean },
  visit: Visitor,
): Markup => {
  const { common, tickets: texts } = visit.words
  return html`<dl class="facts"><dt>${texts.takenFor}</dt><dd>${categoryMark({ category, confidence }, visit)}${
    category !== null && !isDecided ? html` <span class="small muted">${texts.leanedTo}</span>` : null
  }</dd><dt>${texts.decidedBy}</dt><dd>${common.decidedBy[decidedBy]}${byTriage ? html` <span class="tag">${texts.byTriage}</span>` : null}</dd></dl>${
    reasons.length === 0
      ? null
      : html`<h3>${texts.why}</h3><ul>${reasons.map((reason) => html`<li>${describeReason(reason, visit.language)}</li>`)}</ul>`
  }`
}

const readTriaged = async (place: TicketPlace, { triage }: DeskDependencies): Promise<Prediction | null> =>
  (await triage?.ticket(place.helpdesk, place.ticketId))?.prediction ?? null

/** What the ticket was taken for, how sure that is, and why: as triage saw it, else from what it began with, now. */
export const showWhy = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const place = readPlace(visit)
  const { tickets: texts } = visit.words
  if (place === null) return { kind: 'not-found', what: texts.ticket }
  const triaged = await readTriaged(place, desk)
  if (triaged !== null && triaged.reasons.length > 0)
    return { kind: 'part', body: renderPrediction(triaged, { byTriage: true }, visit) }
  const at = { helpdesk: place.helpdesk, signal: visit.signal, reference: visit.requestId }
  const [ticket, read] = await Promise.all([
    desk.inbox.find(place),
    desk.tickets.conversation(place.ticketId, { limit: 1 }, at),
  ])
  const first = read.ok ? read.value.messages[0] : undefined
  if (first === undefined) {
    const known = triaged ?? null
    const why = read.ok ? texts.nothingSaid : explainRefusal(read.refusal, texts)
    return {
      kind: 'part',
      body: html`${known === null ? null : renderPrediction(known, { byTriage: true }, visit)}<p class="notice warn">${why}</p>`,
    }
  }
  const classification: Classification = await classifyBeginning(
    { subject: ticket?.subject ?? null, text: first.text },
    desk,
  )
  const prediction = composePrediction(classification, desk.config.categories ?? defaultCategories)
  return { kind: 'part', body: renderPrediction(prediction, { byTriage: false }, visit) }
}
