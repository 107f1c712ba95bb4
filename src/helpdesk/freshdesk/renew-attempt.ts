import type { Refusal } from '../refusal.ts'
import { faultField } from './fault-field.ts'
import type { TicketAttempt } from './ticket-attempt.ts'

const notInForm = new Set([
  'email',
  'phone',
  'unique_external_id',
  'requester_id',
  'name',
  'subject',
  'description',
  'attachments',
  'tags',
  '',
])

/** Whether a refusal could come from a ticket form that has changed since it was read. */
export const isAboutForm = (refusal: Refusal): boolean =>
  refusal.faults.some((fault) => !notInForm.has(faultField(fault.field)))

/**
 * Replaces an attempt by one made with the form as it is now. Faults of fields whose value thereby changed are settled; the
 * others remain.
 */
export const renewAttempt = (
  attempt: TicketAttempt,
  renewed: TicketAttempt,
  refusal: Refusal,
): { attempt: TicketAttempt; refusal: Refusal } => ({
  attempt: renewed,
  refusal: {
    ...refusal,
    faults: refusal.faults.filter((fault) => {
      const key = faultField(fault.field)
      return valueAt(attempt, key) === valueAt(renewed, key)
    }),
  },
})

const valueAt = ({ body }: TicketAttempt, key: string): string => {
  const values: Record<string, unknown> = { ...body.custom_fields, ...body }
  return JSON.stringify(values[key] ?? null)
}
