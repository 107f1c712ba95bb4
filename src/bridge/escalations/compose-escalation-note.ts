import type { Source } from '../../../schemas/configuration.ts'
import type { EscalationClaim } from '../../ledger/escalation.ts'
import type { Entry } from '../../ledger/ledger.ts'
import { composePolicyNote } from '../compose-note.ts'
import { chooseTexts } from '../texts/choose-texts.ts'

/** The rule's own words; null without any, or when the hand-off's content is gone or they cannot be made. */
const renderOwn = async (
  { step, ticketId }: EscalationClaim,
  { source, helpdesk, handoff, classification, receivedAt, ticket }: Entry,
  brand: string | null,
): Promise<string | null> => {
  if (step.note === null || handoff === null || classification === null) return null
  const { renderLater } = await import('../../policy/render-later.ts')
  const facts = { source, brand, helpdesk, handoff, classification, receivedAt }
  const rendered = renderLater(step.note, facts, { id: ticketId, url: ticket?.url ?? null })
  return rendered.ok && rendered.text !== '' ? rendered.text : null
}

/** The private note of an escalation, with the marker by which it is found again. */
export const composeEscalationNote = async (
  claim: EscalationClaim,
  entry: Entry,
  { sources, language, marker }: { sources: Record<string, Source>; language: string; marker: string },
): Promise<string> => {
  const source = sources[entry.source]
  const own = await renderOwn(claim, entry, source?.brand ?? null)
  const texts = chooseTexts(entry.handoff?.language ?? null, source?.language, language)
  return composePolicyNote(own ?? texts.escalated(claim.step.rule), marker)
}
