import t from 'tap'
import { openZendesk } from './open-zendesk.ts'

const hour = 3_600_000

t.test('a ticket is made with its requester, who is made when unknown', async (t) => {
  const { create, account } = openZendesk()
  const made = await create({ tags: ['Bot Uno', 'bot'], external_id: 'h-1', priority: 'high' })
  t.equal(made.status, 201)
  t.match(made.headers.get('location'), '/api/v2/tickets/1.json')
  t.match(made.body.ticket, { id: 1, status: 'new', tags: ['bot', 'uno'], description: 'It says no' })
  t.match(made.body.audit.events, [{ type: 'Comment', public: true }])
  t.ok(made.body.ticket.requester_id > 2 ** 32)
  const again = await create()
  t.equal(again.body.ticket.requester_id, made.body.ticket.requester_id)
  const own = await create({ requester: undefined })
  t.equal(account.users.get(own.body.ticket.requester_id)?.email, 'ada@sandbox.example', 'the bot’s own')
})

t.test('an idempotency key makes one ticket for two hours, and no longer', async (t) => {
  const { create, clock, account } = openZendesk()
  const key = { 'idempotency-key': 'h-1' }
  const first = await create({}, key)
  t.equal(first.headers.get('x-idempotency-lookup'), 'miss')
  const second = await create({}, key)
  t.match(second, { status: 201, body: { ticket: { id: 1 } } })
  t.equal(second.headers.get('x-idempotency-lookup'), 'hit')
  t.match(await create({ priority: 'low' }, key), { status: 400, body: { error: 'IdempotentRequestError' } })
  clock.advance(2 * hour)
  t.match(await create({}, key), { status: 201, body: { ticket: { id: 2 } } })
  t.equal(account.tickets.size, 2)
  const refused = await create({ priority: 'x' }, { 'idempotency-key': 'h-2' })
  t.equal(refused.status, 422)
  t.match(await create({}, { 'idempotency-key': 'h-2' }), { status: 201 }, 'a refusal is not remembered')
})

t.test('what is wrong is named, in one of three shapes', async (t) => {
  const { create, call } = openZendesk({
    groups: [{ name: 'Empty' }],
    fields: [
      { title: 'Canal', type: 'tagger', options: [{ name: 'Web', value: 'canal_web' }] },
      { title: 'Pedido', type: 'regexp', pattern: '^\\d+$', requiredOnCreate: true },
    ],
  })
  const channel = (await call('GET', '/ticket_fields')).body.ticket_fields.find(
    (field: { title: string }) => field.title === 'Canal',
  )
  const { status, body } = await create({
    priority: 'medium',
    comment: { body: ' ' },
    requester: { email: 'x' },
    assignee_email: 'nobody@example.com',
    custom_fields: [{ id: channel.id, value: 'Web' }],
  })
  t.equal(status, 422)
  t.match(body, {
    error: 'RecordInvalid',
    details: {
      priority: [{ error: 'InvalidValue' }],
      requester: [{ description: /not properly formatted/ }],
      assignee_id: [{}],
      base: [
        { ticket_field_id: channel.id },
        { error: 'BlankValue' },
        { description: 'Pedido: is required' },
      ],
    },
  })
  t.match(await call('POST', '/tickets', {}), {
    status: 400,
    body: { error: { title: 'Invalid attribute' } },
  })
  t.match(await call('GET', '/tickets/9'), { status: 404, body: { error: 'RecordNotFound' } })
  t.match(await create({ requester: { email: 'new@example.com' } }), {
    status: 422,
    body: { details: { requester: [{ description: /Name/ }] } },
  })
  t.equal((await call('POST', '/tickets', 'x', { 'content-type': 'text/plain' })).status, 415)
})

t.test('an update replaces tags, and the tags endpoint adds and takes away', async (t) => {
  const { create, call } = openZendesk()
  await create({ tags: ['a', 'b'] })
  t.match(await call('PUT', '/tickets/1/tags', { tags: ['c'] }), {
    status: 200,
    body: { tags: ['a', 'b', 'c'] },
  })
  t.match(await call('DELETE', '/tickets/1/tags', { tags: ['a'] }), { body: { tags: ['b', 'c'] } })
  t.match(await call('PUT', '/tickets/1', { ticket: { tags: ['z'] } }), { body: { ticket: { tags: ['z'] } } })
  t.match(await call('POST', '/tickets/1/tags', { tags: ['y'] }), { status: 201, body: { tags: ['y'] } })
})

t.test('closed is for good', async (t) => {
  const { create, call } = openZendesk()
  await create()
  await call('PUT', '/tickets/1', { ticket: { status: 'closed' } })
  t.match(await call('PUT', '/tickets/1', { ticket: { comment: { body: 'more' } } }), {
    status: 422,
    body: { details: { status: [{ description: /closed prevents/ }] } },
  })
})

t.test('a safe update is refused when somebody was quicker, also with safe_update: false', async (t) => {
  const { create, call, clock } = openZendesk()
  const { updated_at: stamp } = (await create()).body.ticket
  const change = (safe: boolean) =>
    call('PUT', '/tickets/1', { ticket: { priority: 'low', safe_update: safe, updated_stamp: stamp } })
  t.equal((await change(true)).status, 200)
  clock.advance(1000)
  await call('PUT', '/tickets/1', { ticket: { priority: 'high' } })
  t.match(await change(true), { status: 409, body: { error: 'UpdateConflict' } })
  t.equal((await change(false)).status, 409)
})

t.test(
  'comments are written by a PUT, public unless said otherwise, and open a solved ticket again',
  async (t) => {
    const { create, call } = openZendesk()
    const { requester_id: requester } = (await create()).body.ticket
    await call('PUT', '/tickets/1', { ticket: { status: 'solved' } })
    const comment = { body: 'still broken', author_id: requester }
    t.match(await call('PUT', '/tickets/1', { ticket: { comment } }), {
      body: { ticket: { status: 'open' } },
    })
    await call('PUT', '/tickets/1', { ticket: { comment: { body: 'hm', public: false } } })
    const { comments, users } = (await call('GET', '/tickets/1/comments?sort=-created_at&include=users')).body
    t.match(comments, [
      { public: false },
      { public: true, author_id: requester },
      { plain_body: 'It says no' },
    ])
    t.equal(users.length, 2)
  },
)

t.test('solving wants the required fields, and dropdown values become tags', async (t) => {
  const { create, call } = openZendesk({
    fields: [{ title: 'Canal', type: 'tagger', options: [{ name: 'A::Web', value: 'web' }], required: true }],
  })
  await create()
  t.match(await call('PUT', '/tickets/1', { ticket: { status: 'solved' } }), {
    status: 422,
    body: { details: { base: [{ ticket_field_type: 'FieldTagger' }] } },
  })
  const id = (await call('GET', '/tickets/1')).body.ticket.custom_fields[0].id
  t.match(
    await call('PUT', '/tickets/1', { ticket: { status: 'solved', custom_fields: [{ id, value: 'web' }] } }),
    { status: 200, body: { ticket: { status: 'solved', tags: ['web'] } } },
  )
})

t.test('custom statuses are there when the account has them', async (t) => {
  const plain = openZendesk()
  t.notOk('custom_status_id' in (await plain.create()).body.ticket)
  const { create, call } = openZendesk({ customStatuses: [{ category: 'open', label: 'Bei Technik' }] })
  await create()
  const [status] = (await call('GET', '/custom_statuses')).body.custom_statuses
  t.match(await call('PUT', '/tickets/1', { ticket: { custom_status_id: status.id } }), {
    body: { ticket: { status: 'open', custom_status_id: status.id } },
  })
})

t.test('uploads are used once, within the hour', async (t) => {
  const { call, create, clock } = openZendesk()
  const upload = () => call('POST', '/uploads?filename=a.txt', 'hello', { 'content-type': 'text/plain' })
  const { token } = (await upload()).body.upload
  t.equal((await create({ comment: { body: 'x', uploads: [token] } })).status, 201)
  t.equal((await create({ comment: { body: 'x', uploads: [token] } })).status, 422)
  t.match((await call('GET', '/tickets/1/comments')).body.comments, [
    { attachments: [{ file_name: 'a.txt' }] },
  ])
  const late = (await upload()).body.upload.token
  clock.advance(hour)
  t.equal((await create({ comment: { body: 'x', uploads: [late] } })).status, 422)
})

t.test('a fault can be asked for by the name of a property or the id of a field', async (t) => {
  const { create, sandbox } = openZendesk()
  sandbox.faults.fieldFault('priority')
  t.match(await create({ priority: 'low' }), { status: 422, body: { details: { priority: [{}] } } })
  t.equal((await create()).status, 201)
  sandbox.faults.add({ kind: 'field', field: '7', code: 'missing_field' })
  t.match(await create(), { status: 422, body: { details: { base: [{ ticket_field_id: 7 }] } } })
})
