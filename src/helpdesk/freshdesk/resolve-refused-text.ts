import type { FieldFault } from '../helpdesk.ts'
import { lengthInMessage } from './fault-field.ts'
import { type TicketAttempt, withoutKeys, withUnmapped } from './ticket-attempt.ts'

const shorterSubject = 100
const plainSubject = 'Chatbot hand-off'
const descriptionLimits = [16_000, 2_000]

/**
 * Shortens a refused subject, then gives up on its words, then leaves it out; the whole of it stands in the text. A missing
 * one is given.
 */
export const resolveRefusedSubject = (attempt: TicketAttempt, fault: FieldFault): TicketAttempt | null => {
  const { subject } = attempt.body
  if (subject === undefined) return fault.code === 'missing_field' ? withSubject(attempt, plainSubject) : null
  if (subject === plainSubject) return withoutKeys(attempt, 'subject')
  const limit = lengthInMessage(fault.message) ?? shorterSubject
  const next = subject.length > limit ? subject.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '') : plainSubject
  const isNamed = attempt.unmapped.some((unmapped) => unmapped.field === 'subject')
  const changed = withSubject(attempt, next)
  return isNamed ? changed : withUnmapped(changed, { field: 'subject', value: subject, why: 'refused' })
}

const withSubject = (attempt: TicketAttempt, subject: string): TicketAttempt => ({
  ...attempt,
  body: { ...attempt.body, subject },
})

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
