import t from 'tap'
import { triagedTicketPageSchema, triageStatusSchema } from '../../schemas/triage-api.ts'
import { TriageUnavailable } from '../../src/triage/triage-unavailable.ts'
import { scriptTriage } from '../triage/scripted-triage.ts'
import { openApiApp } from './open-api-app.ts'

t.test('tells how triage is doing', async (t) => {
  const { triage } = scriptTriage()
  const { ask } = await openApiApp(t, { triage })
  const answer = await ask('GET', '/v1/triage')
  t.equal(answer.statusCode, 200)
  triageStatusSchema.parse(answer.json())
  t.match(answer.json(), {
    stopped: null,
    helpdesks: [
      {
        helpdesk: 'main',
        caught_up_at: '2026-11-20T12:00:00.000Z',
        events: { state: 'arriving', told: 100, missed: 2 },
        counts: { due: 4, oldest_due_at: '2026-11-20T11:59:00.000Z', not_written: { 'below-threshold': 1 } },
        problems: [/no group "Billing"/],
      },
    ],
    categories: [{ category: 'billing', mode: 'suggest', mode_by: 'switch', threshold: { threshold: 0.92 } }],
    learning: { new_labels: 31, drift: [{ kind: 'labels', is_over: true }] },
  })
})

t.test('says how to configure triage where it is not', async (t) => {
  const { ask } = await openApiApp(t)
  for (const [method, path, body] of [
    ['GET', '/v1/triage', undefined],
    ['GET', '/v1/triage/report', undefined],
    ['GET', '/v1/triage/tickets', undefined],
    ['GET', '/v1/triage/runs', undefined],
    ['POST', '/v1/triage/runs/20261120-1/undo', undefined],
    ['POST', '/v1/triage/stop', undefined],
    ['POST', '/v1/triage/start', undefined],
    ['PUT', '/v1/triage/categories/billing', { mode: 'apply' }],
    ['POST', '/v1/triage/learn', undefined],
  ] as const) {
    const answer = await ask(method, path, body)
    t.equal(answer.statusCode, 409, path)
    t.match(answer.json(), { ok: false, code: 'triage_off', detail: /triage: \{\}/ })
  }
})

t.test('stops, starts and switches a category, and keeps it in the audit trail', async (t) => {
  const { triage, asked } = scriptTriage()
  const { ask } = await openApiApp(t, { triage })
  t.equal((await ask('POST', '/v1/triage/stop')).statusCode, 200)
  t.equal((await ask('POST', '/v1/triage/start')).statusCode, 200)
  t.equal((await ask('PUT', '/v1/triage/categories/billing', { mode: 'apply' })).statusCode, 200)
  t.equal((await ask('PUT', '/v1/triage/categories/billing', { mode: null })).statusCode, 200)
  const unknown = await ask('PUT', '/v1/triage/categories/nothing', { mode: 'apply' })
  t.equal(unknown.statusCode, 404)
  t.equal((await ask('PUT', '/v1/triage/categories/billing', { mode: 'often' })).statusCode, 400)
  t.same(asked, [
    ['stop', 'api'],
    ['resume', 'api'],
    ['mode', 'billing', 'apply', 'api'],
    ['mode', 'billing', null, 'api'],
    ['mode', 'nothing', 'apply', 'api'],
  ])
  const trail = (await ask('GET', '/v1/audit')).json()
  t.same(
    trail.entries.map(({ what, outcome }: { what: string; outcome: string }) => [what, outcome]).reverse(),
    [
      ['stopTriage', 'done'],
      ['startTriage', 'done'],
      ['setTriageMode', 'done'],
      ['setTriageMode', 'done'],
      ['setTriageMode', 'refused'],
    ],
  )
})

t.test('lists what was seen by all filters, and passes the cursor on', async (t) => {
  const { triage, asked } = scriptTriage()
  const { ask } = await openApiApp(t, { triage })
  const path =
    '/v1/triage/tickets?helpdesk=main&category=billing&state=done&action=apply&outcome=right&limit=7&cursor=abc'
  const answer = await ask('GET', path)
  t.equal(answer.statusCode, 200)
  triagedTicketPageSchema.parse(answer.json())
  t.match(answer.json(), {
    tickets: [{ ticket_id: '42', changes: [{ field: 'group', after: 'Billing' }], tags_added: ['billing'] }],
    next: 'more',
  })
  t.same(asked, [
    [
      'tickets',
      {
        limit: 7,
        helpdesk: 'main',
        category: 'billing',
        state: 'done',
        action: 'apply',
        outcome: 'right',
        cursor: 'abc',
      },
    ],
  ])
  t.equal((await ask('GET', '/v1/triage/tickets?limit=1000')).statusCode, 400)
})

t.test('takes a run back, and tells what stays', async (t) => {
  const { triage, asked } = scriptTriage()
  const { ask } = await openApiApp(t, { triage })
  t.match((await ask('GET', '/v1/triage/runs?limit=5')).json(), { runs: [{ id: '20261120-1', applied: 3 }] })
  const answer = await ask('POST', '/v1/triage/runs/20261120-1/undo')
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), {
    run: '20261120-1',
    undone: 2,
    touched: 1,
    before: 0,
    failed: [{ ticket_id: '7', why: 'It did not answer.' }],
  })
  t.equal((await ask('POST', '/v1/triage/runs/20261119-9/undo')).statusCode, 404)
  t.equal((await ask('POST', '/v1/triage/runs/..%2F..%2Fetc/undo')).statusCode, 400)
  t.same(asked, [
    ['runs', 5],
    ['undo', '20261120-1', 'api'],
    ['undo', '20261119-9', 'api'],
  ])
})

t.test('asks for the report of the last days, of the usual help desk unless another is named', async (t) => {
  const asked: unknown[] = []
  const { triage } = scriptTriage({
    report: async (query) => {
      asked.push(query)
      return null
    },
  })
  const { ask } = await openApiApp(t, { triage })
  t.equal((await ask('GET', '/v1/triage/report?days=7')).statusCode, 404)
  t.equal((await ask('GET', '/v1/triage/report?helpdesk=second')).statusCode, 404)
  const day = 86_400_000
  const now = Date.UTC(2026, 10, 20, 12)
  t.same(asked, [
    { helpdesk: 'main', since: now - 7 * day },
    { helpdesk: 'second', since: now - 30 * day },
  ])
})

t.test('begins a training, and says when there is nothing to learn with', async (t) => {
  const begun = await openApiApp(t, { triage: scriptTriage().triage })
  const answer = await begun.ask('POST', '/v1/triage/learn')
  t.equal(answer.statusCode, 202)
  t.same(answer.json(), { ok: true, status: 'begun' })
  const { triage } = scriptTriage({ learn: async () => ({ kind: 'off', why: 'No help desk is triaged.' }) })
  const off = await openApiApp(t, { triage })
  t.match((await off.ask('POST', '/v1/triage/learn')).json(), {
    status: 409,
    code: 'nothing_to_learn',
    detail: 'No help desk is triaged.',
  })
})

t.test('answers 503 while the store is away', async (t) => {
  const { triage } = scriptTriage({
    status: async () => {
      throw new TriageUnavailable('locked', 'Try again.')
    },
  })
  const { ask } = await openApiApp(t, { triage })
  const answer = await ask('GET', '/v1/triage')
  t.equal(answer.statusCode, 503)
  t.equal(answer.headers['retry-after'], '10')
})

t.test('shows a help desk’s nonsense as far as it can be shown', async (t) => {
  const { aTriagedTicket } = await import('../triage/scripted-triage.ts')
  const { triage } = scriptTriage({
    tickets: async () => ({
      tickets: [
        aTriagedTicket({
          createdAt: -5,
          changedAt: Number.MAX_SAFE_INTEGER,
          prediction: null,
          planned: null,
        }),
      ],
      next: null,
    }),
  })
  const { ask } = await openApiApp(t, { triage })
  const answer = await ask('GET', '/v1/triage/tickets')
  t.equal(answer.statusCode, 200)
  t.match(answer.json().tickets[0], {
    created_at: '1970-01-01T00:00:00.000Z',
    prediction: null,
    changes: [],
  })
})
