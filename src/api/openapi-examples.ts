import type { Examples } from './openapi-example.ts'
import { ledgerExamples } from './openapi-ledger-examples.ts'
import { problemExamples } from './openapi-problem-examples.ts'
import { ticketExamples } from './openapi-ticket-examples.ts'
import { triageExamples } from './openapi-triage-examples.ts'

const exampleKey = {
  id: 'rlv_7k2m9x4c8v1b',
  name: 'zapier',
  scopes: ['handoffs:write'],
  state: 'active',
  rate_per_minute: null,
  created_at: '2026-11-01T10:00:00.000Z',
  created_by: 'cli:carmen',
  last_used_at: null,
  expires_at: null,
  revoked_at: null,
  revoked_by: null,
}

/** Named examples by the name of the schema; shown wherever a body or an answer is of that schema. */
export const openApiExamples: Record<string, Examples> = {
  ...ledgerExamples,
  ...ticketExamples,
  ...triageExamples,
  HandoffRequest: {
    english: {
      summary: 'A hand-off in English',
      value: {
        user_email: 'ann@example.org',
        user_name: 'Ann Lee',
        conversation_summary: 'The invoice of May was charged twice.',
        category: 'billing',
        language: 'en',
        conversation_id: 'c-1042',
        message_id: 'm-7',
        transcript: [
          { from: 'user', text: 'I paid twice in May.' },
          { from: 'bot', text: 'I will pass this on to a colleague.' },
        ],
      },
    },
    spanish: {
      summary: 'La misma petición con los nombres en español',
      value: {
        email: 'ana@example.org',
        nombre: 'Ana López',
        resumen: 'Me han cobrado dos veces la factura de mayo.',
        categoria: 'facturación',
        telefono: '+34 600 11 22 33',
        idioma: 'es',
        conversation_id: 'c-1043',
      },
    },
  },
  HandoffAnswer: {
    received: {
      statuses: [202],
      summary: 'Taken in; the ticket follows',
      value: {
        ok: true,
        handoff_id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d',
        status: 'received',
        duplicate: false,
        ticket: null,
        acknowledgement: null,
      },
    },
    delivered: {
      statuses: [200, 201],
      summary: 'With Prefer: wait, or when repeated later: there is a ticket',
      value: {
        ok: true,
        handoff_id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d',
        status: 'delivered',
        duplicate: false,
        ticket: { id: 1234, url: 'https://acme.freshdesk.com/a/tickets/1234', action: 'created' },
        acknowledgement: 'Thank you, Ana. Your number is 1234; we answer within two hours.',
      },
    },
  },
  PolicyStatus: {
    inForce: {
      summary: 'Two rules are in force',
      value: {
        version: '3f9a1c20b7de',
        mode: 'first',
        rules: ['Payments at night', 'Everything else'],
        loaded_at: '2026-11-20T09:00:00.000Z',
      },
    },
  },
  PolicyReload: {
    exchanged: {
      summary: 'Other rules than before',
      value: {
        ok: true,
        changed: true,
        version: '8c07d1e94a52',
        mode: 'first',
        rules: ['Legal threats', 'Payments at night', 'Everything else'],
        loaded_at: '2026-11-21T10:30:00.000Z',
      },
    },
  },
  HandoffEdit: {
    english: { summary: 'The address had a typing error', value: { user_email: 'ann@example.org' } },
    spanish: {
      summary: 'Cambiar la categoría y la urgencia',
      value: { category: 'facturación', priority: 'high' },
    },
  },
  Dismissal: {
    english: { summary: 'Nobody needs to answer', value: { reason: 'The person called; it is settled.' } },
    spanish: { summary: 'Nadie tiene que responder', value: { reason: 'Era una prueba del bot.' } },
  },
  ClassificationRequest: {
    english: { summary: 'In English', value: { text: 'I cannot log in since yesterday.', language: 'en' } },
    spanish: {
      summary: 'En español',
      value: { text: 'Me han cobrado dos veces la factura de mayo.', language: 'es' },
    },
  },
  ClassificationBatch: {
    two: {
      summary: 'Two at once',
      value: { items: [{ text: '¿Dónde está mi pedido?' }, { text: 'I was charged twice.' }] },
    },
  },
  ErasureRequest: {
    byEmail: { summary: 'By e-mail', value: { email: 'ana@example.org' } },
    byPhone: { summary: 'By phone', value: { phone: '+34 600 11 22 33' } },
  },
  NewApiKey: {
    bot: {
      summary: 'For a program that hands over',
      value: { name: 'zapier', scopes: ['handoffs:write'], expires_at: '2027-11-21T00:00:00Z' },
    },
    tool: {
      summary: "For an agent's tool, with a rate of its own",
      value: { name: 'desk tool', scopes: ['tickets:read', 'tickets:write'], rate_per_minute: 120 },
    },
  },
  CreatedApiKey: {
    created: {
      summary: 'The key is shown this once',
      value: { key: 'rlv_7k2m9x4c8v1bq5w3z8r1t6y9p2d4f7g0h3j5k8m1n4q6s9v2x5z8b', ...exampleKey },
    },
  },
  ApiKey: {
    revoked: {
      summary: 'After it was revoked',
      value: {
        ...exampleKey,
        state: 'revoked',
        last_used_at: '2026-11-20T09:12:00.000Z',
        revoked_at: '2026-11-21T08:00:00.000Z',
        revoked_by: 'cli:carmen',
      },
    },
  },
  ApiKeyList: {
    one: {
      summary: 'One key, in use',
      value: { keys: [{ ...exampleKey, last_used_at: '2026-11-20T09:12:00.000Z' }] },
    },
  },
  AuditPage: {
    two: {
      summary: 'A command, and a release for which the key lacked the scope',
      value: {
        entries: [
          {
            id: 'au_0mi8zq7k400000a1b2c3d4',
            at: '2026-11-20T09:12:00.000Z',
            who: 'key:zapier',
            key_id: 'rlv_7k2m9x4c8v1b',
            what: 'releaseHandoff',
            subject: { kind: 'handoff', id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d' },
            outcome: 'refused',
            status: 403,
            request_id: 'req-1f',
          },
          {
            id: 'au_0mi8zq7k300000e5f6g7h8',
            at: '2026-11-20T09:11:59.000Z',
            who: 'cli:carmen',
            key_id: null,
            what: 'dismissHandoff',
            subject: { kind: 'handoff', id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d' },
            outcome: 'done',
            status: null,
            request_id: null,
          },
        ],
        next: null,
      },
    },
  },
  Problem: problemExamples,
}
