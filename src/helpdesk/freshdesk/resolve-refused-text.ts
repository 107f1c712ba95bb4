import type { FieldFault } from '../helpdesk.ts'
import { lengthInMessage } from './fault-field.ts'
import { type TicketAttempt, withUnmapped } from './ticket-attempt.ts'

const shorterSubject = 100
const plainSubject = 'Chatbot hand-off'
const descriptionLimits = [16_000, 2_000]

/** Shortens a refused subject, then gives up on its words; either way the whole of it stands in the text. */
export const resolveRefusedSubject = (attempt: TicketAttempt, fault: FieldFault): TicketAttempt | null => {
  const { subject } = attempt.body
  if (subject === plainSubject) return null
  const limit = lengthInMessage(fault.message) ?? shorterSubject
  const next = subject.length > limit ? subject.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '') : plainSubject
  const changed = { ...attempt, body: { ...attempt.body, subject: next } }
  const isNamed = attempt.unmapped.some((unmapped) => unmapped.field === 'subject')
  return isNamed ? changed : withUnmapped(changed, { field: 'subject', value: subject, why: 'refused' })
}

/** Shortens a refused description, twice at most; the whole of it goes along as a file. */
export const resolveRefusedDescription = (
  attempt: TicketAttempt,
  fault: FieldFault,
): TicketAttempt | null => {
  const current = attempt.descriptionLimit ?? Number.POSITIVE_INFINITY
  const wanted = [lengthInMessage(fault.message) ?? current, ...descriptionLimits]
  const next = wanted.find((limit) => limit < current)
  return next === undefined ? null : { ...attempt, descriptionLimit: next }
}
