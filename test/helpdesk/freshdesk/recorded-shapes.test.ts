import type { Test } from 'tap'
import { freshdeskSchema } from '../../../schemas/configuration.ts'
import { createFreshdeskHelpdesk } from '../../../src/helpdesk/freshdesk/create-freshdesk-helpdesk.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'
import { found, lane, type Row, refused, testRows } from '../recorded-rows.ts'
import { type Answers, replayFixtures } from '../replay-fixtures.ts'
import { createLogLines } from './open-test-helpdesk.ts'

const open = async (t: Test, answers: Answers) => {
  const helpdesk = createFreshdeskHelpdesk({
    name: 'main',
    config: freshdeskSchema.parse({
      vendor: 'freshdesk',
      baseUrl: await replayFixtures(t, 'freshdesk', answers),
      apiKey: 'k',
    }),
    governor: createPassThroughGovernor(),
    clock: systemClock,
    logger: createLogLines().logger,
    observe: () => {},
  })
  t.teardown(() => helpdesk.close())
  return helpdesk
}

const ticket = {
  id: '1043',
  url: /\/a\/tickets\/1043$/,
  subject: 'No puedo entrar',
  status: 'open',
  priority: 'high',
  type: 'Incident',
  tags: ['chatbot'],
  requesterId: '67013469919',
  agentId: null,
  groupId: '67000578161',
  deleted: false,
  customFields: { cf_order_number_1: 'A-1', cf_items: null, cf_vip: false },
}
const eva = { id: '67013469920', name: 'Eva', email: 'eva@ruiz.example', phone: '+34600111222' }
const company = { id: '67000333001', name: 'Talleres Ruiz', domains: ['ruiz.example', 'ruiz.test'] }
const jobId = 'e4d18654f60b5204513155b26c6cb'

const rows: Row[] = [
  {
    it: 'a ticket',
    answers: { 'GET /tickets/1043': 'ticket-created' },
    ask: (desk) => desk.getTicket('1043', lane),
    expected: found(ticket),
  },
  {
    it: 'a conversation',
    answers: {
      'GET /tickets/1043': 'ticket-created',
      'GET /tickets/1043/conversations': 'conversations',
      'GET /agents': 'agents',
    },
    ask: (desk) => desk.listConversation('1043', { limit: 10 }, lane),
    expected: found({
      messages: [
        { id: '1043-description', from: 'customer', private: false, text: /^No puedo entrar\s+relevo-7f3a$/ },
        { id: '67110000001', from: 'customer', private: false, text: 'Hola', authorId: '67013469919' },
      ],
    }),
  },
  {
    it: 'a list of tickets, with bare ones in it',
    answers: { 'GET /tickets': 'ticket-list' },
    ask: (desk) => desk.findTickets({ requesterEmail: 'eva@ruiz.example', limit: 10 }, lane),
    expected: found({
      tickets: [
        { id: '1043', status: 'other', subject: null },
        { id: '1042', status: 'closed', deleted: true, tags: [] },
      ],
    }),
  },
  {
    it: 'a search',
    answers: { 'GET /search/tickets': 'ticket-search', 'GET /ticket_fields': 'ticket-fields' },
    ask: (desk) => desk.findTickets({ priority: ['low'], limit: 1 }, lane),
    expected: found({ tickets: [{ id: '1043', priority: 'low' }] }),
  },
  {
    it: 'whose key it is',
    answers: { 'GET /agents/me': 'agent-me' },
    ask: (desk) => desk.probe(lane),
    expected: found({ agent: { id: '67013469900', email: 'bot@acme.example' } }),
  },
  {
    it: 'agents',
    answers: { 'GET /agents': 'agents' },
    ask: (desk) => desk.listAgents(lane),
    expected: found([
      { id: '67013469900', name: 'Relevo', email: 'bot@acme.example', groupIds: ['67000578161'] },
    ]),
  },
  {
    it: 'groups',
    answers: { 'GET /groups': 'groups' },
    ask: (desk) => desk.listGroups(lane),
    expected: found([{ id: '67000578161', name: 'Facturación' }]),
  },
  {
    it: 'the ticket form',
    answers: { 'GET /ticket_fields': 'ticket-fields' },
    ask: (desk) => desk.fieldSchema(lane),
    expected: found({ types: Array, statuses: Array, fields: Array }),
  },
  {
    it: 'articles, whose words are in HTML',
    answers: { 'GET /search/solutions': 'articles' },
    ask: (desk) => desk.searchKnowledge({ text: 'clave', limit: 5 }, lane),
    expected: found([{ id: '67000222333', title: 'Cambiar la contraseña', text: 'Pulsa…' }]),
  },
  {
    it: 'a contact with company and tags, and its tickets',
    answers: {
      'GET /contacts': 'contact-of-company',
      'GET /companies/67000333001': 'company',
      'GET /tickets': 'ticket-list',
    },
    ask: (desk) => desk.requesterFacts({ email: 'eva@ruiz.test' }, lane),
    expected: found({
      person: { ...eva, role: 'customer' },
      company: 'Talleres Ruiz',
      tags: ['vip'],
      openTickets: 1,
    }),
  },
  {
    it: 'a company by its id',
    answers: { 'GET /companies/67000333001': 'company' },
    ask: (desk) => desk.findCompany({ id: '67000333001' }, lane),
    expected: found(company),
  },
  {
    it: 'a company by its domain',
    answers: { 'GET /search/companies': 'company-search' },
    ask: (desk) => desk.findCompany({ domain: 'ruiz.test' }, lane),
    expected: found(company),
  },
  {
    it: 'a company by its name',
    answers: { 'GET /companies/autocomplete': 'company-names', 'GET /companies/67000333001': 'company' },
    ask: (desk) => desk.findCompany({ name: 'talleres ruiz' }, lane),
    expected: found(company),
  },
  {
    it: 'products',
    answers: { 'GET /products': 'products' },
    ask: (desk) => desk.listProducts(lane),
    expected: found([{ id: '67000000501', name: 'Betsur' }]),
  },
  {
    it: 'canned responses; an empty folder is not asked for',
    answers: {
      'GET /canned_response_folders': 'canned-folders',
      'GET /canned_response_folders/67000440/responses': 'canned-responses',
    },
    ask: (desk) => desk.listCannedResponses({ limit: 5 }, lane),
    expected: found([
      {
        id: '67000444',
        title: 'Saludo',
        folder: 'Saludos',
        html: '<p>Hola {{ticket.requester.name}}</p>',
        text: 'Hola {{ticket.requester.name}}',
      },
    ]),
  },
  {
    it: 'a merge, which answers nothing',
    answers: { 'GET /tickets/1043': 'ticket-created', 'PUT /tickets/merge': null },
    ask: (desk) => desk.mergeTickets('1043', ['1044'], lane),
    expected: { effect: 'done', value: { ticket } },
  },
  {
    it: 'a bulk update that was started',
    answers: { 'POST /tickets/bulk_update': 'bulk-started' },
    ask: (desk) => desk.changeTickets(['1043'], { priority: 'high' }, lane),
    expected: { effect: 'done', value: { job: { id: jobId, state: 'queued', done: [], failed: [] } } },
  },
  {
    it: 'a job of a bulk update, with no more than its state',
    answers: { [`GET /jobs/${jobId}`]: 'job-of-bulk' },
    ask: (desk) => desk.findJob(jobId, lane),
    expected: found({ id: jobId, state: 'working', done: [], failed: [] }),
  },
  {
    it: 'a job of another kind',
    answers: { 'GET /jobs/432': 'job-of-export' },
    ask: (desk) => desk.findJob('432', lane),
    expected: found({ id: '432', state: 'working' }),
  },
  {
    it: 'ratings of new and of classic surveys; an odd one is left out',
    answers: { 'GET /surveys/satisfaction_ratings': 'satisfaction-ratings' },
    ask: (desk) => desk.listSatisfactionRatings({ since: 0 }, lane),
    expected: found({
      ratings: [
        { id: '102', ticketId: '432', score: 1, comment: 'Gracias', agentId: '67013469900' },
        { id: '112', score: -0.67, comment: null, agentId: null },
        { id: '113', ticketId: '433', score: 0, comment: null },
      ],
      atEnd: true,
    }),
  },
  {
    it: 'time entries, oldest first',
    answers: { 'GET /tickets/1043/time_entries': 'time-entries' },
    ask: (desk) => desk.listTimeEntries('1043', lane),
    expected: found([
      { id: '1', minutes: 0, billable: false, note: null },
      { id: '2', minutes: 640, billable: true, note: 'Preparación', agentId: '67013469900' },
    ]),
  },
  {
    it: 'a plan that lacks it',
    answers: { 'GET /surveys/satisfaction_ratings': { status: 403, fixture: 'error-403' } },
    ask: (desk) => desk.listSatisfactionRatings({ since: 0 }, lane),
    expected: refused({ kind: 'forbidden', code: 'require_feature' }),
  },
  {
    it: 'refused credentials',
    answers: { 'GET /agents/me': { status: 401, fixture: 'error-401' } },
    ask: (desk) => desk.probe(lane),
    expected: refused({ kind: 'credentials', status: 401 }),
  },
  {
    it: 'a refused field',
    answers: { 'POST /tickets/bulk_update': { status: 400, fixture: 'error-400' } },
    ask: (desk) => desk.changeTickets(['1043'], { priority: 'high' }, lane),
    expected: { effect: 'none', failure: { kind: 'invalid', faults: [{ field: /\S/, code: /\S/ }] } },
  },
]

testRows(rows, open)
