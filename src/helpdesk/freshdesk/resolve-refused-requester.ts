import type { Requester } from '../../../schemas/handoff.ts'
import { externalId } from '../external-id.ts'
import { type TicketAttempt, withoutKeys, withUnmapped } from './ticket-attempt.ts'

/**
 * Freshdesk's e-mail syntax is stricter than most, and a phone can be refused too: the person is then known by the next
 * identifier that is left, at last by one of ours, and the refused one goes into the text. Null: nobody is left.
 */
export const resolveRefusedRequester = (
  attempt: TicketAttempt,
  requester: Requester,
): TicketAttempt | null => {
  const { email, phone, unique_external_id: external } = attempt.body
  if (external !== undefined) return null
  const shed = withoutKeys(attempt, 'email', 'phone')
  const refused = {
    field: email !== undefined ? 'email' : 'phone',
    value: email ?? phone ?? '',
    why: 'refused',
  } as const
  const next =
    email !== undefined && requester.phone !== null
      ? { phone: requester.phone }
      : { unique_external_id: externalId(requester) }
  const name = attempt.body.name ?? requester.phone ?? 'Unknown'
  return withUnmapped({ ...shed, body: { ...shed.body, ...next, name } }, refused)
}

/** A missing name is given, a refused one replaced, and where an e-mail identifies the person, left out. */
export const resolveRefusedName = (attempt: TicketAttempt): TicketAttempt | null => {
  const { name, email } = attempt.body
  if (name === undefined) return { ...attempt, body: { ...attempt.body, name: placeholder } }
  if (name === placeholder) return null
  const without = withUnmapped(withoutKeys(attempt, 'name'), { field: 'name', value: name, why: 'refused' })
  return email !== undefined ? without : { ...without, body: { ...without.body, name: placeholder } }
}

const placeholder = 'Unknown'
