import t from 'tap'
import { draftOf, fileOf } from '../freshdesk/open-test-helpdesk.ts'
import { openZendeskHelpdesk, richAccount } from './open-zendesk-helpdesk.ts'

const lane = { lane: 'addition' } as const
const draft = draftOf({ marker: 'relevo-7f3a' })
const message = {
  requester: draft.requester,
  html: '<p>Sigo igual. relevo-8b1c</p>',
  files: [fileOf('a.txt')],
}

t.test('nobody at /users/me is a refusal, although it is a 200', async (t) => {
  const { helpdesk } = await openZendeskHelpdesk(t)
  t.match(await helpdesk.probe(lane), { ok: true, value: { agent: { email: 'relevo@acme.example' } } })
  const wrong = await openZendeskHelpdesk(t, { config: { apiToken: 'no' } })
  t.match(await wrong.helpdesk.probe(lane), { ok: false, failure: { kind: 'credentials', status: 401 } })
  t.match(wrong.governor.observations.at(-1), { status: 401 })
})

t.test('an addition is a public comment of the requester, with its files', async (t) => {
  const { helpdesk, ticket, comments, writes } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'done', value: { id: /^\d+$/ } })
  t.match(comments()[1], { public: true, authorId: ticket().requesterId, files: [{ name: 'a.txt' }] })
  t.same(writes(), ['POST /tickets', 'POST /uploads', 'PUT /tickets/1'])
  t.match(await helpdesk.hasMarkedMessage('1', 'relevo-8b1c', lane), { ok: true, value: { found: true } })
  t.match(await helpdesk.hasMarkedMessage('1', 'relevo-none', lane), { ok: true, value: { found: false } })
  t.match(await helpdesk.hasMarkedMessage('9', 'relevo-8b1c', lane), { ok: true, value: null })
})

t.test('a closed ticket is a conflict, before and at the write; a deleted one is gone', async (t) => {
  const { helpdesk, ticket } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  await helpdesk.getTicket('1', lane)
  ticket().status = 'closed'
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'conflict' } })
  t.match(await helpdesk.getTicket('1', lane), { value: { status: 'closed' } })
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'conflict' } })
  t.match(await helpdesk.updateTicket('1', { status: 'open' }, lane), { failure: { kind: 'conflict' } })
  ticket().status = 'deleted'
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'gone' } })
  t.match(await helpdesk.getTicket('1', lane), { ok: true, value: null })
})

t.test(
  'an author who is refused makes it a private note, so that nobody is mailed their own words',
  async (t) => {
    const { helpdesk, comments, sandbox, ticket } = await openZendeskHelpdesk(t)
    await helpdesk.createTicket(draft, lane)
    sandbox.account.users.delete(ticket().requesterId)
    t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'done' })
    t.match(comments()[1], { public: false })
  },
)

t.test('tags are added and never replace what others set', async (t) => {
  const { helpdesk, ticket, writes } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  ticket().tags.push('de_ana')
  const changes = { status: 'solved', priority: 'low', addTags: ['Relevo Mailed'] } as const
  t.match(await helpdesk.updateTicket('1', { ...changes, addTags: [...changes.addTags] }, lane), {
    effect: 'done',
  })
  t.match(ticket(), { status: 'solved', priority: 'low', tags: ['chatbot', 'de_ana', 'relevo_mailed'] })
  t.same(writes().slice(1), ['PUT /tickets/1/tags', 'PUT /tickets/1'])
})

t.test('two writes at the same moment are no reason to give up', async (t) => {
  const { helpdesk, sandbox, comments } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  sandbox.faults.add({ kind: 'status', status: 409 }, { method: 'PUT', count: 2 })
  t.match(await helpdesk.addNote('1', { html: '<p>n</p>', private: true }, lane), { effect: 'done' })
  t.match(comments()[1], { public: false })
})

t.test('a ticket that had its thirty updates waits alone', async (t) => {
  const { helpdesk, sandbox, governor, later } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  await helpdesk.createTicket({ ...draft, marker: 'h-2' }, lane)
  const note = (id: string) => helpdesk.addNote(id, { html: '<p>n</p>', private: true }, lane)
  for (let at = 0; at < 30; at++) t.match(await note('1'), { effect: 'done' })
  const calls = sandbox.requests.length
  t.match(await note('1'), {
    effect: 'none',
    failure: { kind: 'rate-limited' },
  })
  t.equal(sandbox.requests.length, calls, 'a refusal that can be foreseen is not asked for')
  t.match(await note('2'), { effect: 'done' })
  // Another process of ours has used it up: the answer tells.
  sandbox.limits.updatesPerTicket = 1
  t.match(await note('2'), { effect: 'none', failure: { kind: 'rate-limited' } })
  t.match(governor.observations.at(-1), { status: 429, ofRecord: true })
  later(600_000)
  t.match(await note('1'), { effect: 'done' })
})

t.test('a ticket that came by mail is found by its text among those of the person', async (t) => {
  const { helpdesk, ticket, later } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  ticket().externalId = null
  later(180_000)
  const look = (marker: string, email: string | null = 'MARTA@example.com') =>
    helpdesk.findByMarker(
      { requester: { ...draft.requester, email }, marker, since: Date.now() - 3_600_000 },
      lane,
    )
  t.match(await look('relevo-7f3a'), { ok: true, value: [{ ticket: { id: '1' } }] })
  t.same(await look('relevo-none'), { ok: true, value: [] })
  t.same(await look('relevo-7f3a', 'nobody@example.com'), { ok: true, value: [] })
})

t.test('the form is told with groups and states, and nothing is required for making a ticket', async (t) => {
  const plain = await openZendeskHelpdesk(t, { sandbox: richAccount })
  const read = await plain.helpdesk.fieldSchema(lane)
  t.match(read, {
    ok: true,
    value: { types: ['Question', 'Incident', 'Problem', 'Task'], groups: ['Facturación', 'Soporte'] },
  })
  t.match(read.ok && read.value.statuses, ['Open', 'Pending', 'On-hold', 'Solved'])
  t.match(read.ok && read.value.fields.find(({ label }) => label === 'Canal'), {
    kind: 'dropdown',
    custom: true,
    required: false,
    choices: ['Digital > Web', 'Digital > Otro', 'Teléfono'],
  })
  const custom = await openZendeskHelpdesk(t, {
    sandbox: { customStatuses: [{ category: 'open', label: 'Bei Technik' }] },
  })
  await custom.helpdesk.fieldSchema(lane)
  await custom.helpdesk.createTicket(draft, lane)
  await custom.helpdesk.updateTicket('1', { status: 'open' }, lane)
  t.match(await custom.helpdesk.getTicket('1', lane), {
    value: { status: 'open', statusLabel: 'Bei Technik' },
  })
})

t.test('the ticket of a check can be deleted again', async (t) => {
  const { helpdesk, ticket } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  t.match(await helpdesk.deleteTicket('1', lane), { effect: 'done' })
  t.equal(ticket().status, 'deleted')
})

t.test('no log line holds what a person wrote, or the token', async (t) => {
  const { helpdesk, lines } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft, lane)
  const encoded = Buffer.from('relevo@acme.example/token:sandbox-token').toString('base64')
  for (const secret of ['sandbox-token', encoded, 'marta@example.com', 'No puedo entrar'])
    t.notMatch(lines.join('\n'), secret)
})
