import type { Test } from 'tap'
import { zendeskSchema } from '../../../schemas/configuration.ts'
import { createZendeskHelpdesk } from '../../../src/helpdesk/zendesk/create-zendesk-helpdesk.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createLogLines } from '../freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'
import { found, lane, type Row, refused, testRows } from '../recorded-rows.ts'
import { type Answers, replayFixtures } from '../replay-fixtures.ts'

const open = async (t: Test, answers: Answers) => {
  const helpdesk = createZendeskHelpdesk({
    name: 'main',
    config: zendeskSchema.parse({
      vendor: 'zendesk',
      baseUrl: await replayFixtures(t, 'zendesk', answers),
      email: 'ana@acme.example',
      apiToken: 'k',
    }),
    governor: createPassThroughGovernor(),
    clock: systemClock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(() => helpdesk.close())
  return helpdesk
}

const [eva, ana, company, billing] = ['28013000000011', '28013000000012', '28013000000021', '28013000000031']
const ticket = {
  id: '35436',
  url: /\/agent\/tickets\/35436$/,
  subject: 'No puedo entrar',
  status: 'other',
  priority: 'medium',
  type: 'incident',
  tags: ['chatbot', 'canal_web'],
  requesterId: eva,
  agentId: ana,
  groupId: billing,
  deleted: false,
  customFields: { '28013000000041': 'canal_web', '28013000000042': null },
  externalId: 'ho_7f3a',
}
const ruiz = { id: company, name: 'Talleres Ruiz', domains: ['ruiz.example'] }
const jobId = 'V3-7b42a3c544019bb3347254748eda248d'

const rows: Row[] = [
  {
    it: 'a ticket',
    answers: { 'GET /tickets/35436': 'ticket' },
    ask: (desk) => desk.getTicket('35436', lane),
    expected: found(ticket),
  },
  {
    it: 'no ticket',
    answers: { 'GET /tickets/35436': { status: 404, fixture: 'error-404' } },
    ask: (desk) => desk.getTicket('35436', lane),
    expected: found(null),
  },
  {
    it: 'comments, with who wrote them and a file',
    answers: { 'GET /tickets/35436': 'ticket', 'GET /tickets/35436/comments': 'comments' },
    ask: (desk) => desk.listConversation('35436', { limit: 10 }, lane),
    expected: found({
      messages: [
        { id: '28013000000091', from: 'customer', authorName: 'Eva', private: false, text: 'Dice que no' },
        {
          from: 'agent',
          authorName: 'Ana Ruiz',
          private: true,
          attachments: [{ id: '498483', name: 'crash.log', contentType: 'text/plain', bytes: 2532 }],
        },
      ],
    }),
  },
  {
    it: 'a note, whose id stands in the audit',
    answers: { 'PUT /tickets/35436': 'ticket-updated' },
    ask: (desk) => desk.note('35436', { html: 'nota' }, lane),
    expected: { effect: 'done', value: { message: { id: '28013000000082', authorId: ana } } },
  },
  {
    it: 'who gave fields their values, by a history with all sorts of events',
    answers: {
      'GET /tickets/35436': 'ticket',
      'GET /tickets/35436/audits': 'audits',
      'GET /users/me': 'me',
      'GET /users': 'agents',
      'GET /group_memberships': 'group-memberships',
    },
    ask: (desk) => desk.readOrigins('35436', lane),
    expected: found({ ticket, origins: { group: 'person', priority: 'rule', type: 'person' } }),
  },
  {
    it: 'a search, with other things than tickets in it',
    answers: { 'GET /search': 'search' },
    ask: (desk) => desk.findTickets({ priority: ['medium'], limit: 100 }, lane),
    expected: found({ tickets: [ticket], total: 101, next: String }),
  },
  {
    it: 'changes, deleted tickets too',
    answers: { 'GET /incremental/tickets/cursor': 'incremental' },
    ask: (desk) => desk.listChangedSince({ since: 0 }, lane),
    expected: found({ tickets: [{ id: '35436', deleted: true, status: 'closed' }], atEnd: true }),
  },
  {
    it: 'whose token it is',
    answers: { 'GET /users/me': 'me' },
    ask: (desk) => desk.probe(lane),
    expected: found({ agent: { id: ana, email: 'ana@acme.example', permissions: ['admin'] } }),
  },
  {
    it: 'nobody, which is a refusal',
    answers: { 'GET /users/me': 'me-anonymous' },
    ask: (desk) => desk.probe(lane),
    expected: refused({ kind: 'credentials' }),
  },
  {
    it: 'agents and their groups',
    answers: { 'GET /users': 'agents', 'GET /group_memberships': 'group-memberships' },
    ask: (desk) => desk.listAgents(lane),
    expected: found([{ id: ana, name: 'Ana Ruiz', groupIds: [billing] }]),
  },
  {
    it: 'groups',
    answers: { 'GET /groups': 'groups' },
    ask: (desk) => desk.listGroups(lane),
    expected: found([{ id: billing, name: 'Facturación' }]),
  },
  {
    it: 'the ticket form, without what is switched off',
    answers: {
      'GET /ticket_fields': 'ticket-fields',
      'GET /groups': 'groups',
      'GET /custom_statuses': 'custom-statuses',
    },
    ask: (desk) => desk.fieldSchema(lane),
    expected: found({ groups: ['Facturación'], fields: [{ label: 'Status' }, { label: 'Canal' }] }),
  },
  {
    it: 'articles',
    answers: { 'GET /help_center/articles/search': 'articles' },
    ask: (desk) => desk.searchKnowledge({ text: 'clave', limit: 5 }, lane),
    expected: found([{ title: 'Cambiar la contraseña', text: 'Pulsa aquí', url: /^https:/ }]),
  },
  {
    it: 'a person with organization and tags, and their tickets',
    answers: {
      'GET /users/search': 'users-found',
      [`GET /users/${eva}/tickets/requested`]: 'tickets-requested',
      [`GET /organizations/${company}`]: 'organization',
    },
    ask: (desk) => desk.requesterFacts({ email: 'EVA@ruiz.example' }, lane),
    expected: found({
      person: { id: eva, name: 'Eva', email: 'eva@ruiz.example', phone: '+34600111222', role: 'customer' },
      company: 'Talleres Ruiz',
      tags: ['vip'],
      openTickets: 1,
    }),
  },
  {
    it: 'an organization by its id',
    answers: { [`GET /organizations/${company}`]: 'organization' },
    ask: (desk) => desk.findCompany({ id: company }, lane),
    expected: found(ruiz),
  },
  {
    it: 'an organization by its name, of several that begin so',
    answers: { 'GET /organizations/autocomplete': 'organizations-found' },
    ask: (desk) => desk.findCompany({ name: 'talleres ruiz' }, lane),
    expected: found(ruiz),
  },
  {
    it: 'an organization by its domain',
    answers: { 'GET /search': 'organization-search' },
    ask: (desk) => desk.findCompany({ domain: 'ruiz.example' }, lane),
    expected: found(ruiz),
  },
  {
    it: 'brands',
    answers: { 'GET /brands': 'brands' },
    ask: (desk) => desk.listProducts(lane),
    expected: found([{ id: '28013000000071', name: 'Betsur' }]),
  },
  {
    it: 'macros that write a comment',
    answers: { 'GET /macros': 'macros' },
    ask: (desk) => desk.listCannedResponses({ limit: 5 }, lane),
    expected: found([
      { id: '360111062756', title: 'Hola', folder: null, text: 'Hola {{ticket.requester.first_name}}' },
      {
        id: '360111062754',
        title: 'Retraso',
        folder: 'Pedidos',
        html: '<p>Va <b>tarde</b></p>',
        text: 'Va tarde',
      },
    ]),
  },
  {
    it: 'a bulk update that was started',
    answers: { 'PUT /tickets/update_many': 'job-queued' },
    ask: (desk) => desk.changeTickets(['35436', '35437'], { priority: 'high' }, lane),
    expected: { effect: 'done', value: { job: { id: jobId, state: 'queued', done: [], failed: [] } } },
  },
  {
    it: 'a job under way',
    answers: { [`GET /job_statuses/${jobId}`]: 'job-working' },
    ask: (desk) => desk.findJob(jobId, lane),
    expected: found({ id: jobId, state: 'working', done: [], failed: [] }),
  },
  {
    it: 'a job that ended, of which we do not know the tickets',
    answers: { [`GET /job_statuses/${jobId}`]: 'job-completed' },
    ask: (desk) => desk.findJob(jobId, lane),
    expected: found({ state: 'done', done: ['35436'], failed: [{ ticketId: null, why: /^Status: closed/ }] }),
  },
  {
    it: 'a job that ended, of which we know them',
    answers: { 'PUT /tickets/update_many': 'job-queued', [`GET /job_statuses/${jobId}`]: 'job-completed' },
    ask: async (desk) => {
      await desk.changeTickets(['35436', '35437'], { priority: 'high' }, lane)
      return desk.findJob(jobId, lane)
    },
    expected: found({ done: ['35436'], failed: [{ ticketId: '35437', why: /^Status: closed/ }] }),
  },
  {
    it: 'a job that was killed',
    answers: { [`GET /job_statuses/${jobId}`]: 'job-killed' },
    ask: (desk) => desk.findJob(jobId, lane),
    expected: found({ state: 'failed', failed: [{ ticketId: null, why: /^Killed at/ }] }),
  },
  {
    it: 'a merge that failed, told without addresses',
    answers: { 'GET /tickets/35436': 'ticket', 'POST /tickets/35436/merge': 'job-failed' },
    ask: (desk) => desk.mergeTickets('35436', ['35437'], lane),
    expected: {
      effect: 'none',
      failure: { kind: 'invalid', faults: [{ field: 'others.35437', message: 'Asked by …' }] },
    },
  },
  {
    it: 'a merge that was done for some',
    answers: { 'GET /tickets/35436': 'ticket', 'POST /tickets/35436/merge': 'job-completed' },
    ask: (desk) => desk.mergeTickets('35436', ['35438', '35437'], lane),
    expected: { effect: 'unknown', failure: { kind: 'invalid', message: /merged: #35436/ } },
  },
  {
    it: 'ratings that were given',
    answers: { 'GET /satisfaction_ratings': 'satisfaction-ratings' },
    ask: (desk) => desk.listSatisfactionRatings({ since: 0 }, lane),
    expected: found({
      ratings: [
        { id: '62', ticketId: '35436', score: 1, comment: 'Gracias', agentId: ana },
        { id: '63', ticketId: '35437', score: -1, comment: null, agentId: null },
      ],
      atEnd: true,
    }),
  },
  {
    it: 'a refusal by field, a custom one by its id',
    answers: { 'PUT /tickets/update_many': { status: 422, fixture: 'error-422' } },
    ask: (desk) => desk.changeTickets(['35436'], { priority: 'high' }, lane),
    expected: {
      effect: 'none',
      failure: {
        kind: 'invalid',
        faults: [{ field: '28013000000041', code: 'BlankValue' }, { field: 'status' }],
      },
    },
  },
  {
    it: 'a refusal that is an object',
    answers: { 'GET /brands': { status: 403, fixture: 'error-403' } },
    ask: (desk) => desk.listProducts(lane),
    expected: refused({ kind: 'forbidden' }),
  },
  {
    it: 'refused credentials',
    answers: { 'GET /tickets/1': { status: 401, fixture: 'error-401' } },
    ask: (desk) => desk.getTicket('1', lane),
    expected: refused({ kind: 'credentials' }),
  },
]

testRows(rows, open)
