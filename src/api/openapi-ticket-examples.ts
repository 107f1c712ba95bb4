import { type Examples, exampleProblem as problem } from './openapi-example.ts'

const ticket = {
  id: '1234',
  url: 'https://acme.freshdesk.com/a/tickets/1234',
  subject: 'La factura de mayo se cobró dos veces',
  status: 'open',
  status_label: 'Open',
  priority: 'high',
  type: 'Question',
  tags: ['billing', 'relevo'],
  requester_id: '42001',
  agent_id: null,
  group_id: '9001',
  deleted: false,
  custom_fields: { cf_order_number: '1042' },
  external_id: null,
  created_at: '2026-11-20T09:12:00Z',
  updated_at: '2026-11-21T08:30:00Z',
}

const message = {
  id: '5501',
  ticket_id: '1234',
  from: 'customer',
  author_id: '42001',
  author_name: 'Ana López',
  private: false,
  text: '¿Hay novedades?',
  html: '<p>¿Hay novedades?</p>',
  attachments: [],
  created_at: '2026-11-21T08:30:00Z',
}

const said = {
  ok: true,
  duplicate: false,
  ticket_id: '1234',
  message_id: '5502',
  private: false,
  created_at: '2026-11-21T08:41:00Z',
  adopted: false,
  status_problem: null,
}

/** Examples of what `/v1/tickets` takes and answers, by the name of the schema. */
export const ticketExamples: Record<string, Examples> = {
  HelpdeskList: {
    one: {
      summary: 'One Freshdesk, which cannot look for words',
      value: {
        helpdesks: [
          {
            name: 'main',
            vendor: 'freshdesk',
            default: true,
            capabilities: {
              find_by: ['requester_email', 'status', 'group', 'agent', 'tag', 'field', 'updated_after'],
              find_at_most: null,
              if_unchanged: 'read',
              reply: true,
              attachments: true,
              agent_availability: true,
              knowledge: true,
              account: ['requester-facts'],
              archive: 'Tickets that were closed and then untouched for 120 days are archived.',
            },
            availability: { state: 'open', reason: null, since: null, until: null, why: null },
          },
        ],
      },
    },
  },
  Ticket: { open: { summary: 'An open ticket that a group has', value: ticket } },
  TicketPage: {
    last: {
      summary: 'One ticket, and no further page',
      value: { tickets: [ticket], next: null, total: 1, complete: true },
    },
    searched: {
      summary: 'Nothing found by a search whose index lags',
      value: { tickets: [], next: null, total: 0, complete: false },
    },
  },
  TicketMessagePage: {
    first: {
      summary: 'The beginning of a conversation',
      value: { messages: [message], next: 'eyJwYWdlIjoyfQ' },
    },
  },
  LatestMessage: {
    written: { summary: 'What the customer wrote last', value: { message } },
    silent: { summary: 'No customer has written', value: { message: null } },
  },
  TicketReply: {
    english: { summary: 'A reply', value: { text: 'We have refunded the second payment.' } },
    spanish: {
      summary: 'Una respuesta que resuelve el ticket, con un archivo',
      value: {
        text: 'Hemos devuelto el segundo cobro; adjuntamos el justificante.',
        status: 'solved',
        cc: ['contabilidad@example.org'],
        attachments: [{ name: 'justificante.txt', content_type: 'text/plain', content_base64: 'NDIgRVVS' }],
      },
    },
  },
  TicketNote: {
    english: { summary: 'For agents alone', value: { text: 'The bank confirms the second payment.' } },
    spanish: { summary: 'Visible para el cliente', value: { text: 'Lo estamos mirando.', private: false } },
  },
  TicketMessageAnswer: {
    said: { statuses: [201], summary: 'It stands in the ticket', value: said },
    repeated: {
      statuses: [200],
      summary: 'The same with the same key: nothing was sent again',
      value: { ...said, duplicate: true },
    },
  },
  TicketHandover: {
    group: {
      summary: 'To whoever of a group is there',
      value: {
        group: 'Billing',
        priority: 'high',
        summary: 'Ana paid the invoice of May twice.',
        tried: ['Asked for the order number', 'Looked up both payments'],
        question: 'May the second payment be refunded?',
        language: 'en',
      },
    },
    agent: {
      summary: 'A una persona en concreto',
      value: { agent: 'luis@example.org', summary: 'Pide hablar con Luis.', language: 'es' },
    },
  },
  TicketHandoverAnswer: {
    chosen: {
      summary: 'Somebody of the group has it',
      value: {
        ok: true,
        duplicate: false,
        ticket_id: '1234',
        url: ticket.url,
        agent: { id: '7001', name: 'Luis Gil' },
        group: { id: '9001', name: 'Billing' },
        why: 'least-loaded',
        note_id: '5503',
        note_problem: null,
        promise: {
          text: 'A colleague has your request, number 1234, and will answer within 4 hours.',
          office_hours: 'Mon to Fri, 9 to 18',
          is_open: true,
          first_response_minutes: 240,
        },
      },
    },
  },
  TicketAssignment: {
    group: { summary: 'To a group, and to nobody in particular', value: { group: 'Billing', agent: null } },
    agent: { summary: 'To an agent; the group stays', value: { agent: 'luis@example.org' } },
  },
  TicketChanges: {
    urgent: {
      summary: 'Urgent, and with one tag more',
      value: { priority: 'urgent', add_tags: ['vip'], custom_fields: { 'Order number': '1042' } },
    },
    solved: { summary: 'Solved', value: { status: 'solved', remove_tags: ['waiting'] } },
  },
  TicketChangeAnswer: {
    changed: {
      summary: 'Changed, but for one field that the account does not have',
      value: {
        ok: true,
        duplicate: false,
        ticket: { ...ticket, priority: 'urgent', updated_at: '2026-11-21T08:45:00Z' },
        unmapped: [{ field: 'Order number', value: '1042', why: 'unknown-field' }],
      },
    },
  },
}

/** Problems that a help desk brings along. */
export const ticketProblemExamples: Examples = {
  underWay: {
    statuses: [409],
    summary: 'The same is being done at this moment',
    value: problem(
      409,
      'Conflict',
      'under_way',
      'The same is being done at this moment. Send it again, unchanged, as Retry-After says: you get its answer.',
    ),
  },
  changedSince: {
    statuses: [412],
    summary: 'Somebody was quicker',
    value: problem(
      412,
      'Precondition Failed',
      'precondition_failed',
      'The ticket is no longer as your If-Match says, or the tag is none of ours. Nothing was changed. Read it again, and decide anew.',
    ),
  },
  cannotLookFor: {
    statuses: [422],
    summary: 'The help desk cannot look for words',
    value: problem(
      422,
      'Unprocessable Entity',
      'unsupported',
      'This help desk (freshdesk) cannot look for that; see errors, and find_by of GET /v1/helpdesks.',
      {
        errors: [
          { field: 'q', code: 'unsupported', message: 'This help desk cannot look for tickets by this.' },
        ],
      },
    ),
  },
  helpdeskCredentials: {
    statuses: [502],
    summary: "Relevo's own credentials are refused",
    value: problem(
      502,
      'Bad Gateway',
      'helpdesk_credentials',
      "The help desk refuses Relevo's own credentials, so nothing was done. It is not your API key: the administrator has to look, relevo check tells more.",
    ),
  },
  outcomeUnknown: {
    statuses: [504],
    summary: 'Whether it was done is not known',
    value: problem(
      504,
      'Gateway Timeout',
      'outcome_unknown',
      'The help desk did not say whether it was done. Send the same again, unchanged and with the same Idempotency-Key, as Retry-After says: Relevo looks for it first, and sends it only when it is not there.',
    ),
  },
}
