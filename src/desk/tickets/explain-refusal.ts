import type { Refusal } from '../../tickets/tickets.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

/** Why a help desk did not give something, in plain words and what to do about it. */
export const explainRefusal = (refusal: Refusal, { failed }: DeskTexts['tickets']): string => {
  if (refusal.kind === 'no-helpdesk') return failed.other
  const { kind } = refusal.failure
  switch (kind) {
    case 'not-found':
    case 'gone':
      return failed.gone
    case 'forbidden':
      return failed.forbidden
    case 'credentials':
      return failed.credentials
    case 'held':
    case 'unavailable':
      return failed.away
    case 'rate-limited':
      return failed.busy
    case 'unsupported':
      return failed.unsupported
    case 'invalid':
    case 'conflict':
    case 'too-large':
      return failed.other
    default:
      return kind satisfies never
  }
}
