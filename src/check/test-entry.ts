import { randomUUID } from 'node:crypto'
import type { NewEntry } from '../ledger/ledger.ts'
import { requesterKey } from '../ledger/requester-key.ts'

// RFC 2606 reserves example.com, so that no mail of the help desk reaches anybody.
const requester = { email: 'relevo-test@example.com', phone: null, name: 'Relevo test' }

/** The hand-off that `relevo check --send-test` sends. */
export const testEntry = (source: string, helpdesk: string): NewEntry => ({
  source,
  helpdesk,
  requesterKey: requesterKey(requester),
  handoff: {
    requester,
    summary:
      'This is a test of the connection between Relevo and this help desk. It is removed again by itself.',
    category: null,
    subject: 'Relevo test',
    priority: 'low',
    language: null,
    conversationId: null,
    messageId: null,
    bot: null,
    channel: null,
    transcript: [],
    attachments: [],
    customFields: {},
    tags: ['relevo-test'],
    callbackUrl: null,
    extra: {},
  },
  idempotency: { key: `check:${randomUUID()}`, fingerprint: 'check', expiresAt: null },
  requestId: 'check',
  refusal: null,
})
