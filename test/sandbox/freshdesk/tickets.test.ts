import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

const day = 24 * 3_600_000

t.test('a ticket is viewed with what is included, each include a credit', async (t) => {
  const { call, sandbox } = openSandbox()
  await call('POST', '/tickets', newTicket({ name: 'Ana' }))
  for (let count = 1; count <= 12; count += 1)
    await call('POST', '/tickets/1/notes', { body: `note ${count}` })
  const reply = await call('GET', '/tickets/1?include=conversations,requester,company,stats')
  t.equal(reply.status, 200)
  t.match(reply.body, {
    requester: { name: 'Ana', email: 'ana@example.com' },
    stats: { status_updated_at: '2026-01-15T10:00:00Z', resolved_at: null },
    company: {},
  })
  t.equal(reply.body.conversations.length, 10, 'ten at most')
  t.equal(reply.body.conversations[0].body_text, 'note 1', 'oldest first')
  t.equal(reply.headers.get('x-ratelimit-used-currentrequest'), '5')
  t.equal(sandbox.requests.at(-1)?.credits, 5)
  t.notOk((await call('GET', '/tickets/1')).body.requester)
  t.same(errorsOf(await call('GET', '/tickets/1?include=all')), ['include invalid_value'])
  t.same(errorsOf(await call('GET', '/tickets/1?expand=all')), ['expand invalid_field'])
})

t.test('an unknown ticket is a 404 without a body', async (t) => {
  const { call } = openSandbox()
  for (const [method, path] of [
    ['GET', '/tickets/7'],
    ['GET', '/tickets/x'],
    ['PUT', '/tickets/7'],
    ['DELETE', '/tickets/7'],
    ['PUT', '/tickets/7/restore'],
    ['GET', '/tickets/7/conversations'],
    ['POST', '/tickets/7/notes'],
    ['POST', '/tickets/7/reply'],
  ] as const) {
    const reply = await call(method, path, method === 'GET' ? undefined : {})
    t.equal(reply.status, 404, `${method} ${path}`)
    t.equal(reply.text, '')
  }
})

t.test('the list', async (t) => {
  t.test('holds tickets of the past 30 days, unless updated_since is given', async (t) => {
    const { call, clock } = openSandbox()
    await call('POST', '/tickets', newTicket({ subject: 'old' }))
    clock.advance(31 * day)
    await call('POST', '/tickets', newTicket({ subject: 'new' }))
    const subjects = async (query: string) =>
      (await call('GET', `/tickets${query}`)).body.map((ticket: { subject: string }) => ticket.subject)
    t.same(await subjects(''), ['new'])
    t.same(await subjects('?updated_since=2026-01-01T00:00:00Z'), ['new', 'old'])
  })
  t.test('shows descriptions and stats only when included, at 2 credits each', async (t) => {
    const { call } = openSandbox()
    await call('POST', '/tickets', newTicket())
    const plain = await call('GET', '/tickets')
    t.notOk('description' in plain.body[0])
    t.notOk('attachments' in plain.body[0])
    const full = await call('GET', '/tickets?include=description,stats,requester')
    t.match(full.body[0], {
      description_text: 'It says no',
      stats: {},
      requester: { email: 'ana@example.com' },
    })
    t.equal(full.headers.get('x-ratelimit-used-currentrequest'), '7')
  })
  t.test('is paged, with a link only when there is a next page', async (t) => {
    const { call } = openSandbox()
    for (let count = 0; count < 31; count += 1) await call('POST', '/tickets', newTicket())
    const first = await call('GET', '/tickets')
    t.equal(first.body.length, 30)
    t.equal(first.body[0].id, 31, 'newest first')
    t.equal(first.headers.get('link'), '<https://acme.freshdesk.com/api/v2/tickets?page=2>; rel="next"')
    const second = await call('GET', '/tickets?page=2')
    t.same(
      second.body.map((ticket: { id: number }) => ticket.id),
      [1],
    )
    t.notOk(second.headers.has('link'))
    t.same((await call('GET', '/tickets?page=3')).body, [])
    t.equal((await call('GET', '/tickets?per_page=100')).body.length, 31)
    const third = await call('GET', '/tickets?per_page=10&page=3&order_type=asc')
    t.equal(third.body[0].id, 21)
    t.match(third.headers.get('link'), /per_page=10&page=4|page=4&per_page=10/)
  })
  t.test('refuses what it does not know', async (t) => {
    const { call } = openSandbox()
    const cases: Record<string, string> = {
      'page=0': 'page invalid_value',
      'page=x': 'page invalid_value',
      'per_page=101': 'per_page invalid_value',
      'per_page=0': 'per_page invalid_value',
      'order_by=subject': 'order_by invalid_value',
      'order_type=up': 'order_type invalid_value',
      'filter=all': 'filter invalid_value',
      'include=conversations': 'include invalid_value',
      'updated_since=yesterday': 'updated_since invalid_value',
      'requester_id=x': 'requester_id invalid_value',
      'unique_external_id=x': 'unique_external_id invalid_value',
      'status=2': 'status invalid_field',
    }
    for (const [query, error] of Object.entries(cases)) {
      const reply = await call('GET', `/tickets?${query}`)
      t.equal(reply.status, 400, query)
      t.same(errorsOf(reply), [error])
    }
    const beyond = await call('GET', '/tickets?page=301')
    t.same(beyond.body.errors, [
      {
        field: 'page',
        message: 'You cannot access tickets beyond the 300th page. Please provide a smaller page number.',
        code: 'invalid_value',
      },
    ])
    t.equal((await call('GET', '/tickets?page=300')).status, 200)
  })
  t.test('of an e-mail that nobody has is a 400', async (t) => {
    const { call } = openSandbox()
    await call('POST', '/tickets', newTicket({ email: 'a+b@example.com' }))
    await call('POST', '/tickets', newTicket())
    const reply = await call('GET', '/tickets?email=nobody@example.com')
    t.equal(reply.status, 400)
    t.same(reply.body.errors, [
      { field: 'email', message: 'There is no contact matching the given email', code: 'invalid_value' },
    ])
    t.equal((await call('GET', '/tickets?email=a+b@example.com')).status, 400, 'a plus is a space')
    t.equal((await call('GET', '/tickets?email=a%2Bb@example.com')).body.length, 1)
  })
  t.test('filters by requester, company and view', async (t) => {
    const { call, account } = openSandbox({ companies: [{ name: 'B', domains: ['b.co'] }] })
    const [agent] = account.agents.keys()
    const { body: one } = await call('POST', '/tickets', newTicket({ unique_external_id: 'u1' }))
    await call('POST', '/tickets', newTicket({ email: 'x@b.co', responder_id: agent }))
    await call('POST', '/tickets', newTicket({ email: 'x@b.co', status: 3 }))
    await call('POST', '/tickets', newTicket())
    await call('DELETE', '/tickets/4')
    const spam = account.tickets.get(3)
    if (spam) spam.spam = true
    const ids = async (query: string) =>
      (await call('GET', `/tickets?${query}`)).body.map((ticket: { id: number }) => ticket.id)
    const [company] = account.companies.keys()
    t.same(await ids(`requester_id=${one.requester_id}`), [1])
    t.same(await ids('unique_external_id=u1'), [1])
    t.same(await ids(`company_id=${company}`), [2])
    t.same(await ids('filter=spam'), [3])
    t.same(await ids('filter=deleted'), [4])
    t.same(await ids('filter=watching'), [])
    t.same(await ids('filter=new_and_my_open'), [2, 1])
  })
  t.test('is ordered as asked', async (t) => {
    const { call, clock } = openSandbox()
    await call('POST', '/tickets', newTicket({ status: 3, due_by: '2026-01-30T00:00:00Z' }))
    clock.advance(1000)
    await call('POST', '/tickets', newTicket({ status: 2, due_by: '2026-01-20T00:00:00Z' }))
    clock.advance(1000)
    await call('POST', '/tickets/1/notes', { body: 'x' })
    const ids = async (query: string) =>
      (await call('GET', `/tickets?${query}`)).body.map((ticket: { id: number }) => ticket.id)
    t.same(await ids(''), [2, 1])
    t.same(await ids('order_by=updated_at'), [1, 2])
    t.same(await ids('order_by=status&order_type=asc'), [2, 1])
    t.same(await ids('order_by=due_by&order_type=asc'), [2, 1])
    t.same(await ids('updated_since=2026-01-15T10:00:02Z'), [1])
  })
})

t.test('an update changes what it names and leaves the rest', async (t) => {
  const { call, clock } = openSandbox({
    fields: {
      custom: [
        { name: 'cf_a', kind: 'text' },
        { name: 'cf_b', kind: 'text' },
      ],
    },
  })
  await call('POST', '/tickets', newTicket({ tags: ['a', 'b'], custom_fields: { cf_a: '1', cf_b: '2' } }))
  clock.advance(60_000)
  const reply = await call('PUT', '/tickets/1', {
    status: 4,
    tags: ['c'],
    custom_fields: { cf_b: '3' },
    type: 'Incident',
    due_by: '2026-03-01T00:00:00Z',
  })
  t.equal(reply.status, 200)
  t.match(reply.body, {
    status: 4,
    subject: 'I cannot log in',
    tags: ['c'],
    custom_fields: { cf_a: '1', cf_b: '3' },
    type: 'Incident',
    due_by: '2026-03-01T00:00:00Z',
    updated_at: '2026-01-15T10:01:00Z',
    created_at: '2026-01-15T10:00:00Z',
  })
  const stats = async () => (await call('GET', '/tickets/1?include=stats')).body.stats
  t.match(await stats(), { resolved_at: '2026-01-15T10:01:00Z', reopened_at: null, closed_at: null })
  clock.advance(60_000)
  await call('PUT', '/tickets/1', { status: 5 })
  t.match(await stats(), { resolved_at: '2026-01-15T10:01:00Z', closed_at: '2026-01-15T10:02:00Z' })
  await call('PUT', '/tickets/1', { status: 3, description: 'again' })
  t.match(await stats(), {
    reopened_at: '2026-01-15T10:02:00Z',
    closed_at: null,
    pending_since: '2026-01-15T10:02:00Z',
  })
  t.equal((await call('GET', '/tickets/1')).body.description, '<div>again</div>')
  const moved = await call('PUT', '/tickets/1', { email: 'other@example.com', name: 'Other' })
  t.equal((await call('GET', `/contacts/${moved.body.requester_id}`)).body.name, 'Other')
})

t.test('an update is held against the form as it is now', async (t) => {
  const { call, account } = openSandbox({ fields: { requiredForClosure: ['ticket_type'] } })
  await call('POST', '/tickets', newTicket())
  t.same(errorsOf(await call('PUT', '/tickets/1', { status: 5 })), ['type missing_field'])
  t.equal((await call('PUT', '/tickets/1', { status: 5, type: 'Question' })).status, 200)
  for (const field of account.fields) if (field.name === 'group') field.requiredForAgents = true
  t.same(errorsOf(await call('PUT', '/tickets/1', { priority: 2 })), ['group_id missing_field'])
  t.same(errorsOf(await call('PUT', '/tickets/1', { priority: '2', x: 1, parent_id: 9 })), [
    'x invalid_field',
    'priority datatype_mismatch',
    'group_id missing_field',
    'parent_id invalid_value',
  ])
})

t.test('an outbound ticket keeps subject and description', async (t) => {
  const { call } = openSandbox()
  await call('POST', '/tickets', newTicket({ source: 10 }))
  t.same(errorsOf(await call('PUT', '/tickets/1', { subject: 'x', description: 'y' })), [
    'subject readonly_field',
    'description readonly_field',
  ])
  t.equal((await call('PUT', '/tickets/1', { priority: 3 })).status, 200)
})

t.test('on newer accounts an update answers with the due times from before', async (t) => {
  const { call } = openSandbox({ staleDueTimes: true })
  await call('POST', '/tickets', newTicket())
  t.equal((await call('PUT', '/tickets/1', { due_by: '2026-03-01T00:00:00Z' })).body.due_by, null)
  t.equal((await call('GET', '/tickets/1')).body.due_by, '2026-03-01T00:00:00Z')
})

t.test('a deleted ticket can be seen and restored, and is a 405 for everything else', async (t) => {
  const { call, account } = openSandbox()
  await call('POST', '/tickets', newTicket())
  t.equal((await call('PUT', '/tickets/1/restore')).status, 405)
  const gone = await call('DELETE', '/tickets/1')
  t.equal(gone.status, 204)
  t.equal(gone.text, '')
  t.equal((await call('GET', '/tickets/1')).body.deleted, true)
  t.same((await call('GET', '/tickets')).body, [])
  for (const [method, path] of [
    ['PUT', '/tickets/1'],
    ['DELETE', '/tickets/1'],
    ['POST', '/tickets/1/notes'],
    ['POST', '/tickets/1/reply'],
  ] as const) {
    t.equal((await call(method, path, { body: 'x' })).status, 405, `${method} ${path}`)
  }
  t.equal((await call('PUT', '/tickets/1/restore')).status, 204)
  t.notOk('deleted' in (await call('GET', '/tickets/1')).body)
  const ticket = account.tickets.get(1)
  if (ticket) ticket.spam = true
  t.equal((await call('PUT', '/tickets/1', { priority: 2 })).status, 405, 'spam too')
})

t.test('a merge closes the others and leaves notes', async (t) => {
  const { call } = openSandbox()
  for (let count = 0; count < 3; count += 1) await call('POST', '/tickets', newTicket())
  const merge = (more: Record<string, unknown>) =>
    call('PUT', '/tickets/merge', { primary_id: 1, ticket_ids: [2, 3], ...more })
  t.same(errorsOf(await merge({ primary_id: 9, ticket_ids: [8] })), [
    'primary_id invalid_value',
    'ticket_ids invalid_value',
  ])
  t.same(errorsOf(await merge({ ticket_ids: undefined })), ['ticket_ids missing_field'])
  const reply = await merge({
    convert_recepients_to_cc: true,
    note_in_primary: { body: 'took over', private: false },
    note_in_secondary: { body: 'see 1' },
  })
  t.equal(reply.status, 204)
  t.equal((await call('GET', '/tickets/2')).body.status, 5)
  t.match((await call('GET', '/tickets/1/conversations')).body, [{ body_text: 'took over', private: false }])
  t.match((await call('GET', '/tickets/3/conversations')).body, [{ body_text: 'see 1', private: true }])
  t.equal((await merge({})).status, 204, 'notes are optional')
})

t.test('a bulk update runs as a job', async (t) => {
  const { call, clock } = openSandbox({ fields: { custom: [{ name: 'cf_a', kind: 'text' }] } })
  for (let count = 0; count < 2; count += 1) await call('POST', '/tickets', newTicket())
  const bulk = (bulk_action: unknown) => call('POST', '/tickets/bulk_update', { bulk_action })
  const properties = { status: 4, custom_fields: { cf_a: 'z' }, skip_close_notification: true }
  const reply = await bulk({ ids: [1, 2, 99], properties, reply: { body: 'done' } })
  t.equal(reply.status, 202)
  t.match((await call('GET', `/jobs/${reply.body.job_id}`)).body, { status: 'IN PROGRESS' })
  clock.advance(1000)
  t.match((await call('GET', `/jobs/${reply.body.job_id}`)).body, { status: 'COMPLETED', progress: 100 })
  t.match((await call('GET', '/tickets/2')).body, { status: 4, custom_fields: { cf_a: 'z' } })
  t.match((await call('GET', '/tickets/1/conversations')).body, [{ body_text: 'done', source: 0 }])
  t.equal((await bulk({ ids: [1], properties: { priority: 2 } })).status, 202)
  t.same(errorsOf(await bulk({ ids: [], properties: {} })), ['ids missing_field'])
  t.same(errorsOf(await bulk({ ids: [1], properties: { status: '2' } })), ['status datatype_mismatch'])
  t.equal((await call('POST', '/tickets/bulk_delete', { bulk_action: { ids: [1] } })).status, 202)
  t.equal((await call('POST', '/tickets/bulk_delete', { bulk_action: { ids: ['1'] } })).status, 400)
  t.equal((await call('GET', '/tickets/1')).body.deleted, true)
  t.equal((await call('GET', '/jobs/1')).status, 404)
})
