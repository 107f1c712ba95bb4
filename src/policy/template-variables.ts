import type { TemplateFacts } from './policy.ts'

const mostChars = 20_000
const cut = (text: string | null): string | null => text?.slice(0, mostChars) ?? null

// A text that somebody stretches must not use up the limits of a template, and with it the note that it is for.
const mostFieldChars = 2_000

/** A value that a bot sent, its texts cut; it is no deeper than intake lets in. */
const cutField = (value: unknown): unknown => {
  if (typeof value === 'string') return value.slice(0, mostFieldChars)
  if (Array.isArray(value)) return value.map(cutField)
  return typeof value === 'object' && value !== null ? cutFields(value) : value
}

const cutFields = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cutField(value)]))

/** The ticket, for templates that are rendered when there is one. */
export interface TicketVariables {
  id: string
  url: string | null
}

/** What templates may name. Every name is there, null where nothing is known. */
export const templateVariables = (facts: TemplateFacts, ticket?: TicketVariables) => {
  const { handoff, classification } = facts
  const { requester } = handoff
  return {
    handoff: {
      name: requester.name,
      email: requester.email,
      phone: requester.phone,
      subject: handoff.subject,
      summary: cut(handoff.summary),
      category: handoff.category,
      priority: handoff.priority,
      language: handoff.language,
      channel: handoff.channel,
      bot: handoff.bot,
      conversation_id: handoff.conversationId,
      tags: handoff.tags,
      transcript: handoff.transcript
        .slice(-100)
        .map(({ from, text, at }) => ({ from, text: text.slice(0, mostFieldChars), at })),
      fields: cutFields({ ...handoff.extra, ...handoff.customFields }),
    },
    classification: {
      category: classification.category,
      type: classification.type,
      group: classification.group,
      priority: classification.priority,
      confidence: classification.confidence,
      decided_by: classification.decidedBy,
      tags: classification.tags,
    },
    source: facts.source,
    brand: facts.brand,
    helpdesk: facts.helpdesk,
    received_at: new Date(facts.receivedAt).toISOString(),
    ...(ticket === undefined ? {} : { ticket: { id: ticket.id, url: ticket.url } }),
  }
}

/** The names as they may be written; below `fields` and in a transcript's line anything may follow. */
const shape: Record<string, readonly string[] | 'text' | 'any'> = {
  'handoff.transcript': 'any',
  'handoff.tags': 'any',
  'handoff.fields': 'any',
  'classification.tags': 'any',
  ...Object.fromEntries(
    ['name', 'email', 'phone', 'subject', 'summary', 'category', 'priority', 'language'].map((key) => [
      `handoff.${key}`,
      'text' as const,
    ]),
  ),
  ...Object.fromEntries(
    ['channel', 'bot', 'conversation_id'].map((key) => [`handoff.${key}`, 'text' as const]),
  ),
  ...Object.fromEntries(
    ['category', 'type', 'group', 'priority', 'confidence', 'decided_by'].map((key) => [
      `classification.${key}`,
      'text' as const,
    ]),
  ),
  source: 'text',
  brand: 'text',
  helpdesk: 'text',
  received_at: 'text',
}

const ticketShape: typeof shape = { ...shape, 'ticket.id': 'text', 'ticket.url': 'text' }

/** `withTicket`: for templates that are rendered when there is a ticket. */
export const variableNames = (withTicket: boolean): readonly string[] =>
  Object.keys(withTicket ? ticketShape : shape)

const ofTexts = new Set(['size', 'first', 'last'])

/** Whether a variable of a template exists. A segment that is computed (`handoff[x]`) is null. */
export const isVariable = (segments: readonly (string | null)[], withTicket: boolean): boolean => {
  const known = withTicket ? ticketShape : shape
  for (let length = 1; length <= Math.min(2, segments.length); length++) {
    const found = known[segments.slice(0, length).join('.')]
    if (found === 'any') return true
    if (found === 'text') return segments.slice(length).every((each) => each !== null && ofTexts.has(each))
  }
  return false
}
