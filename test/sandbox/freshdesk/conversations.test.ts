import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

const openWithTicket = async () => {
  const opened = openSandbox()
  const { body } = await opened.call('POST', '/tickets', newTicket())
  return { ...opened, requesterId: body.requester_id as number }
}

t.test('a note is private and not incoming unless said otherwise', async (t) => {
  const { call, account } = await openWithTicket()
  const [agent] = account.agents.keys()
  const reply = await call('POST', '/tickets/1/notes', { body: 'looked into it' })
  t.equal(reply.status, 201)
  t.match(reply.body, {
    body: '<div>looked into it</div>',
    body_text: 'looked into it',
    private: true,
    incoming: false,
    user_id: agent,
    ticket_id: 1,
    source: 2,
    support_email: null,
    notified_to: [],
  })
  t.ok(reply.body.id > 2 ** 32)
})

t.test("a customer's message is public, incoming and by the contact; it moves the ticket on", async (t) => {
  const { call, clock, requesterId } = await openWithTicket()
  clock.advance(5000)
  const message = { body: 'still <i>here</i>', private: false, incoming: true, user_id: requesterId }
  const reply = await call('POST', '/tickets/1/notes', { ...message, notify_emails: ['b@example.com'] })
  t.match(reply.body, {
    private: false,
    incoming: true,
    user_id: requesterId,
    notified_to: ['b@example.com'],
  })
  t.match((await call('GET', '/tickets/1?include=stats')).body, {
    updated_at: '2026-01-15T10:00:05Z',
    stats: { requester_responded_at: '2026-01-15T10:00:05Z' },
  })
})

t.test('a faulty note is refused', async (t) => {
  const { call, account } = await openWithTicket()
  const cases: [Record<string, unknown>, string[]][] = [
    [{}, ['body missing_field']],
    [{ body: ' ' }, ['body missing_field']],
    [{ body: 'x', private: 'false' }, ['private datatype_mismatch']],
    [{ body: 'x', user_id: 5 }, ['user_id invalid_value']],
    [{ body: 'x', subject: 'y' }, ['subject invalid_field']],
    [{ body: 5 }, ['body datatype_mismatch', 'body missing_field']],
  ]
  for (const [body, errors] of cases) {
    t.same(errorsOf(await call('POST', '/tickets/1/notes', body)), errors)
  }
  t.equal(account.conversations.size, 0)
  t.equal((await call('POST', '/tickets/1/notes', { structured_body: { text: 'x' } })).status, 201)
})

t.test('a reply goes to the requester and counts as the first response', async (t) => {
  const { call, clock } = await openWithTicket()
  clock.advance(1000)
  const reply = await call('POST', '/tickets/1/reply', { body: 'try again', bcc_emails: ['c@example.com'] })
  t.equal(reply.status, 201)
  t.match(reply.body, {
    body: '<div>try again</div>',
    replied_to: ['ana@example.com'],
    bcc_emails: ['c@example.com'],
    ticket_id: 1,
  })
  clock.advance(1000)
  await call('POST', '/tickets/1/reply', { body: 'and again', from_email: 'help@example.com' })
  t.match((await call('GET', '/tickets/1?include=stats')).body.stats, {
    first_responded_at: '2026-01-15T10:00:01Z',
    agent_responded_at: '2026-01-15T10:00:02Z',
  })
  t.same(errorsOf(await call('POST', '/tickets/1/reply', { cc_emails: ['x'] })), [
    'body missing_field',
    'cc_emails invalid_value',
  ])
})

t.test('a reply on a ticket without an address is sent to nobody', async (t) => {
  const { call } = openSandbox()
  await call('POST', '/tickets', { subject: 's', description: 'd', phone: '1', name: 'Ana' })
  t.same((await call('POST', '/tickets/1/reply', { body: 'x' })).body.replied_to, [])
})

t.test('the conversation is listed oldest first, paged', async (t) => {
  const { call } = await openWithTicket()
  for (let count = 1; count <= 31; count += 1)
    await call('POST', '/tickets/1/notes', { body: `note ${count}` })
  const first = await call('GET', '/tickets/1/conversations')
  t.equal(first.body.length, 30)
  t.match(first.body[0], { body_text: 'note 1', bcc_emails: null, last_edited_at: null })
  t.match(first.headers.get('link'), /conversations\?page=2/)
  t.match((await call('GET', '/tickets/1/conversations?page=2')).body, [{ body_text: 'note 31' }])
})

t.test('only notes can be changed; both can be deleted', async (t) => {
  const { call, clock } = await openWithTicket()
  const note = (await call('POST', '/tickets/1/notes', { body: 'first' })).body.id
  const reply = (await call('POST', '/tickets/1/reply', { body: 'sent' })).body.id
  clock.advance(1000)
  t.match((await call('PUT', `/conversations/${note}`, { body: 'second' })).body, {
    body_text: 'second',
    last_edited_at: '2026-01-15T10:00:01Z',
  })
  t.equal((await call('PUT', `/conversations/${note}`, { body: '' })).status, 400)
  t.equal((await call('PUT', `/conversations/${reply}`, { body: 'x' })).status, 405)
  t.equal((await call('PUT', '/conversations/5', { body: 'x' })).status, 404)
  t.equal((await call('DELETE', `/conversations/${reply}`)).status, 204)
  t.equal((await call('DELETE', `/conversations/${reply}`)).status, 404)
  t.equal((await call('GET', '/tickets/1/conversations')).body.length, 1)
})
