import type { Fault } from '../../../schemas/problem.ts'
import { html } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { type Acting, type ActOutcome, correct, dismiss, sendAgain } from './act-on-one.ts'
import { explainFault } from './explain-fault.ts'
import { findTicketFields } from './find-ticket-fields.ts'
import { fieldKey } from './list-fields.ts'
import { readCorrection } from './read-correction.ts'
import { explainOutcome } from './run-bulk.ts'
import { digestOf, labelOfChange, showHandoff } from './show-handoff.ts'

const refuse = (visit: Visitor, desk: DeskDependencies, faults: readonly Fault[]): Promise<DeskAnswer> =>
  showHandoff(visit, desk, {
    faults,
    status: 422,
    notice: html`<div class="notice bad" role="alert"><p>${visit.words.repair.form.check}</p><ul class="failed">${faults.map((fault) => html`<li><a href="#in-${fault.field}">${labelOfChange(fault.field, visit)}</a>: ${explainFault(fault, visit)}</li>`)}</ul></div>`,
  })

/** What was not done is said, over the page as it is now. */
const tell = (
  outcome: Exclude<ActOutcome, { kind: 'done' }>,
  visit: Visitor,
  desk: DeskDependencies,
): Promise<DeskAnswer> => {
  if (outcome.kind === 'faulty') return refuse(visit, desk, outcome.faults)
  return showHandoff({ ...visit, form: {} }, desk, {
    status: outcome.kind === 'not-found' ? 404 : 409,
    notice: html`<p class="notice warn" role="alert">${explainOutcome(outcome, visit)}</p>`,
  })
}

/** Keeps what a person corrected and, when asked to, sends it again. */
export const changeHandoff = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const { repair: texts } = visit.words
  const id = visit.params['id'] ?? ''
  const entry = await desk.ledger.find(id)
  if (entry === null) return { kind: 'not-found' }
  const { handoff } = entry
  if (handoff === null) return tell({ kind: 'erased' }, visit, desk)
  const acting: Acting = { ledger: desk.ledger, by: visit.who }
  const byHand = typeof visit.form['new-name'] === 'string' && visit.form['new-name'].trim() !== ''
  const schema = byHand ? await findTicketFields(entry.helpdesk, visit, desk) : null
  const read = readCorrection(visit.form, handoff, (typed) => fieldKey(typed, schema))
  if (!read.ok) return refuse(visit, desk, read.faults)
  const { edit, changed } = read
  if (edit !== null && visit.form['seen'] !== digestOf(handoff))
    return showHandoff(visit, desk, {
      status: 409,
      notice: html`<p class="notice warn" role="alert">${texts.changedMeanwhile}</p>`,
    })
  if (edit !== null) {
    const outcome = await correct(entry, () => edit, acting)
    if (outcome.kind !== 'done') return tell(outcome, visit, desk)
  }
  const back = `/repair/${id}${changed.length === 0 ? '' : `?fixed=${encodeURIComponent(changed.join(','))}`}`
  if (visit.form['act'] !== 'send') {
    if (edit === null)
      return showHandoff({ ...visit, form: {} }, desk, {
        notice: html`<p class="notice">${texts.nothingChanged}</p>`,
      })
    return { kind: 'go', to: back, said: 'saved' }
  }
  const sent = await sendAgain(id, acting)
  return sent.kind === 'done' ? { kind: 'go', to: back, said: 'sent-again' } : tell(sent, visit, desk)
}

/** Ends it without a ticket; a reason is a must. */
export const dismissHandoff = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const given = visit.form['reason']
  const why = typeof given === 'string' ? given.trim().slice(0, 500) : ''
  if (why === '') return showHandoff(visit, desk, { unreasoned: true, status: 422 })
  const id = visit.params['id'] ?? ''
  const outcome = await dismiss(id, why, { ledger: desk.ledger, by: visit.who })
  if (outcome.kind === 'not-found') return { kind: 'not-found' }
  return outcome.kind === 'done'
    ? { kind: 'go', to: '/repair', said: 'dismissed' }
    : tell(outcome, visit, desk)
}
