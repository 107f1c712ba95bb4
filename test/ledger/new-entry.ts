import type { Handoff } from '../../schemas/handoff.ts'
import type { Filed } from '../../schemas/kept.ts'
import type { NewEntry } from '../../src/ledger/ledger.ts'

export const aHandoff = (change: Partial<Handoff> = {}): Handoff => ({
  requester: { email: 'ana@example.org', phone: null, name: 'Ana' },
  summary: 'I cannot log in.',
  category: 'access',
  subject: null,
  priority: null,
  language: 'en',
  conversationId: null,
  messageId: null,
  bot: 'Betsur',
  channel: 'web',
  transcript: [{ from: 'user', text: 'I cannot log in.', at: null }],
  attachments: [],
  customFields: {},
  tags: [],
  callbackUrl: null,
  extra: {},
  ...change,
})

/** An entry with a key of its own; two with the same `key` are a repeat. */
export const anEntry = (key: string, change: Partial<NewEntry> = {}): NewEntry => ({
  source: 'botpress',
  helpdesk: 'main',
  requesterKey: `requester-of-${key}`,
  handoff: aHandoff(),
  idempotency: { key, fingerprint: 'print', expiresAt: null },
  requestId: `request-${key}`,
  refusal: null,
  ...change,
})

export const filed: Filed = {
  decidedBy: 'bot',
  category: 'billing',
  type: 'Question',
  group: null,
  tags: ['billing'],
}
