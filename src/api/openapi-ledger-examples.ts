import type { Examples } from './openapi-example.ts'

const record = {
  id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d',
  source: 'betsur',
  helpdesk: 'main',
  state: 'delivered',
  why: 'A new ticket: this person has no recent one to add to.',
  received_at: '2026-11-21T09:14:33.033Z',
  due_at: null,
  ended_at: '2026-11-21T09:14:33.905Z',
  attempts: 1,
  failures: 0,
  writes: 1,
  ticket: { id: '1234', url: 'https://acme.freshdesk.com/a/tickets/1234', action: 'created' },
  flags: [],
  request_id: '9c713547-7e98-46e0-93a5-83b593019e8a',
}

const classification = {
  category: 'billing',
  type: null,
  group: 'Billing',
  priority: null,
  tags: ['billing'],
  custom_fields: {},
  decided_by: 'rule',
  confidence: null,
  priority_confidence: null,
  language: { code: 'es', confidence: 0.99 },
  reasons: ['The text contains “me han cobrado” (Billing).', 'The text contains “factura” (Billing).'],
  words: [],
  runner_up: null,
  similar_tickets: [{ ticket: 'freshdesk:4711', category: 'billing', likeness: 0.62 }],
  model: '20261121-101500',
  steps: [
    { step: 'rules', verdict: 'decided', category: 'billing', confidence: null, ms: 0.31 },
    { step: 'model', verdict: 'decided', category: 'billing', confidence: 0.97, ms: 0.12 },
  ],
}

const handoff = {
  user_email: 'ana@example.org',
  user_phone: null,
  user_name: 'Ana López',
  conversation_summary: 'Me han cobrado dos veces la factura de mayo.',
  category: null,
  subject: null,
  priority: null,
  language: 'es',
  conversation_id: 'c-1043',
  message_id: null,
  bot: null,
  channel: 'web',
  transcript: [{ from: 'user', text: 'He pagado dos veces.', at: null }],
  attachments: [],
  custom_fields: {},
  tags: [],
  callback_url: null,
  extra: {},
}

const replica = 'relevo-1:17:d8488328'

const counts = { received: 42, delivered: 38, under_way: 1, parked: 2, dismissed: 1 }

/** Examples of what the ledger, the classifier and the health checks answer, by the name of the schema. */
export const ledgerExamples: Record<string, Examples> = {
  HandoffPage: {
    parked: {
      summary: 'Delivered, and one that waits for a person',
      value: {
        handoffs: [
          record,
          {
            ...record,
            id: 'ho_01jd3k4m2n5p7r9t1v3x5z7b9d',
            state: 'parked',
            why: 'The help desk does not take the group that the rules name.',
            ended_at: null,
            failures: 1,
            writes: 0,
            ticket: null,
          },
        ],
        next: null,
      },
    },
  },
  HandoffDetail: {
    delivered: {
      summary: 'Delivered at the first attempt',
      value: {
        ...record,
        classification,
        acknowledgement: null,
        handoff,
        history: [
          { at: '2026-11-21T09:14:33.033Z', event: 'received', why: null, by: null },
          { at: '2026-11-21T09:14:33.116Z', event: 'delivering', why: null, by: replica },
          { at: '2026-11-21T09:14:33.136Z', event: 'classified', why: 'rule: billing', by: replica },
          { at: '2026-11-21T09:14:33.140Z', event: 'write-marked', why: 'create a ticket', by: replica },
          { at: '2026-11-21T09:14:33.905Z', event: 'delivered', why: record.why, by: replica },
        ],
      },
    },
  },
  Custody: {
    balanced: {
      summary: 'Nothing is lost: 42 = 38 + 1 + 2 + 1',
      value: {
        ...counts,
        balanced: true,
        refused: 3,
        days: [{ source: 'betsur', day: '2026-11-21', ...counts, refused: 3 }],
      },
    },
  },
  Classification: { rule: { summary: 'By keywords', value: classification } },
  ClassificationBatchAnswer: { one: { summary: 'Of one text', value: { items: [classification] } } },
  KeptAnswer: {
    bot: {
      summary: 'A bot whose word agents often change',
      value: {
        since: '2026-10-22',
        figures: [
          {
            source: 'betsur',
            decided_by: 'bot',
            category: null,
            looked_at: 190,
            kept: 110,
            changed: 70,
            untold: 10,
            share: 0.611,
            low: 0.538,
            high: 0.679,
          },
        ],
      },
    },
  },
  ErasureAnswer: {
    two: {
      summary: 'Two hand-offs were blanked',
      value: {
        ok: true,
        erased: 2,
        forgotten: { tickets: 2, drafts: 1, replies: 1, taken_back: 0, calls: 3, knowledge: 0 },
      },
    },
  },
  Liveness: { ok: { summary: 'Alive', value: { status: 'ok' } } },
  Readiness: {
    ok: {
      statuses: [200],
      summary: 'All is well',
      value: {
        ready: true,
        status: 'ok',
        checks: [
          { name: 'store', status: 'pass', detail: 'The store takes writes.' },
          { name: 'oldest-open', status: 'pass', detail: 'No hand-off is open.' },
          { name: 'helpdesk:main:reachable', status: 'pass', detail: 'Calls are let through.' },
          { name: 'helpdesk:main:credentials', status: 'pass', detail: 'Not refused.' },
        ],
      },
    },
    down: {
      statuses: [503],
      summary: 'While shutting down',
      value: {
        ready: false,
        status: 'down',
        checks: [
          { name: 'store', status: 'pass', detail: 'The store takes writes.' },
          { name: 'process', status: 'fail', detail: 'Shutting down.' },
        ],
      },
    },
  },
}
