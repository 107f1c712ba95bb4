import t from 'tap'
import { draftOf, fileOf, openTestHelpdesk, richForm } from './open-test-helpdesk.ts'

const lane = { lane: 'new' } as const
const since = () => Date.now() - 60_000

t.test('adds what the requester said as an incoming public note in the requester’s name', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  const before = sandbox.requests.length
  const message = { requester: draftOf().requester, html: '<p>Sigo igual</p>', files: [] }
  const result = await helpdesk.addAsCustomer('1', message, { lane: 'addition' })
  const [entry] = sandbox.account.conversations.values()
  t.same(result, { effect: 'done', value: { id: String(entry?.id) } })
  t.match(entry, {
    incoming: true,
    private: false,
    bodyText: 'Sigo igual',
    userId: sandbox.account.tickets.get(1)?.requesterId,
  })
  t.equal(sandbox.requests.length - before, 2)
  await helpdesk.addAsCustomer('1', { ...message, files: [fileOf('a.txt')] }, { lane: 'addition' })
  t.equal(sandbox.requests.length - before, 3, 'the requester is known by now')
  t.equal([...sandbox.account.conversations.values()][1]?.attachmentIds.length, 1)
})

t.test('an earlier read of the ticket spares asking for the requester', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  await helpdesk.getTicket('1', lane)
  const before = sandbox.requests.length
  await helpdesk.addAsCustomer('1', { requester: draftOf().requester, html: 'x', files: [] }, lane)
  t.equal(sandbox.requests.length - before, 1)
})

t.test('an addition arrives without what is refused of it', async (t) => {
  const message = { requester: draftOf().requester, html: '<p>Sigo igual</p>', files: [fileOf('<a>.txt')] }
  for (const field of ['user_id', 'attachments']) {
    const { helpdesk, sandbox } = await openTestHelpdesk(t)
    await helpdesk.createTicket(draftOf(), lane)
    sandbox.faults.fieldFault(field)
    t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'done' })
    const [entry] = sandbox.account.conversations.values()
    t.match(entry, { incoming: true, private: false, bodyText: /Sigo igual/ })
    t.equal(entry?.body.includes('&lt;a&gt;.txt'), field === 'attachments')
  }
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  sandbox.faults.fieldFault('body')
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'invalid' } })
})

t.test('says that a ticket is gone when it takes no addition', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  const message = { requester: draftOf().requester, html: 'x', files: [] }
  t.match(await helpdesk.addAsCustomer('99', message, lane), { effect: 'none', failure: { kind: 'gone' } })
  await helpdesk.addAsCustomer('1', message, lane)
  t.same(await helpdesk.deleteTicket('1', lane), { effect: 'done', value: null })
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'gone' } })
  t.match(await helpdesk.getTicket('1', lane), { ok: true, value: { deleted: true } })
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'gone' } })
  t.match(await helpdesk.addNote('99', { html: 'x', private: true }, lane), {
    effect: 'none',
    failure: { kind: 'gone' },
  })
  sandbox.faults.add({ kind: 'status', status: 503 }, { method: 'GET' })
  t.match(await helpdesk.addAsCustomer('1', message, lane), {
    effect: 'none',
    failure: { kind: 'unavailable' },
  })
})

t.test(
  'an addition whose answer is lost has an unknown effect, and is found again by its marker',
  async (t) => {
    const { helpdesk, sandbox } = await openTestHelpdesk(t)
    await helpdesk.createTicket(draftOf(), lane)
    sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST', path: '/tickets/*/notes' })
    const message = { requester: draftOf().requester, html: '<p>x relevo-add-1</p>', files: [] }
    t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'unknown' })
    t.same(await helpdesk.hasMarkedMessage('1', 'relevo-add-1', lane), { ok: true, value: { found: true } })
    t.same(await helpdesk.hasMarkedMessage('1', 'relevo-add-2', lane), { ok: true, value: { found: false } })
    t.same(await helpdesk.hasMarkedMessage('99', 'relevo-add-1', lane), { ok: true, value: null })
    sandbox.faults.add({ kind: 'status', status: 500 }, { method: 'GET' })
    t.match(await helpdesk.hasMarkedMessage('1', 'x', lane), { ok: false, failure: { kind: 'unavailable' } })
  },
)

t.test('looks through all pages of a conversation', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  for (let index = 0; index < 120; index++) {
    await helpdesk.addNote('1', { html: `note ${index}.`, private: true }, lane)
  }
  const before = sandbox.requests.length
  t.match(await helpdesk.hasMarkedMessage('1', 'note 110.', lane), { value: { found: true } })
  t.equal(sandbox.requests.length - before, 2)
})

t.test('finds tickets by their marker among those of the person', async (t) => {
  const { helpdesk, sandbox, governor } = await openTestHelpdesk(t)
  const { requester } = draftOf()
  const query = { requester, marker: 'relevo-7f3a', since: since() }
  t.same(await helpdesk.findByMarker(query, lane), { ok: true, value: [] }, 'nobody knows the person')
  await helpdesk.createTicket(draftOf({ describe: () => 'another' }), lane)
  t.same(await helpdesk.findByMarker(query, lane), { ok: true, value: [] })
  await helpdesk.createTicket(draftOf(), lane)
  await helpdesk.createTicket(draftOf(), lane)
  governor.requests.length = 0
  const found = await helpdesk.findByMarker(query, lane)
  t.match(found, { ok: true, value: [{ ticket: { id: '3', status: 'open' } }, { ticket: { id: '2' } }] })
  t.match(governor.requests, [{ operation: 'list-tickets', cost: 3 }])
  t.match(sandbox.requests.at(-1)?.query, /email=marta%40example\.com/)
  t.match(sandbox.requests.at(-1)?.query, /updated_since=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\dZ/)
})

t.test('finds tickets that were made under another name because the e-mail was refused', async (t) => {
  const { helpdesk } = await openTestHelpdesk(t)
  for (const requester of [
    { email: 'a*b*@example.com', phone: '+34600112233', name: 'Ann' },
    { email: 'c*d*@example.com', phone: null, name: 'Bob' },
    { email: null, phone: '+34600445566', name: null },
  ]) {
    const created = await helpdesk.createTicket(draftOf({ requester }), lane)
    const id = created.effect === 'done' ? created.value.ticket.id : ''
    t.match(await helpdesk.findByMarker({ requester, marker: 'relevo-7f3a', since: since() }, lane), {
      ok: true,
      value: [{ ticket: { id } }],
    })
  }
})

t.test('a + in an e-mail arrives as it is', async (t) => {
  const { helpdesk } = await openTestHelpdesk(t)
  const requester = { email: 'marta+bot@example.com', phone: null, name: null }
  await helpdesk.createTicket(draftOf({ requester }), lane)
  t.match(await helpdesk.findByMarker({ requester, marker: 'relevo-7f3a', since: since() }, lane), {
    value: [{ ticket: { id: '1' } }],
  })
})

t.test('looks through all pages of a person’s tickets', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  for (let index = 0; index < 100; index++)
    await helpdesk.createTicket(draftOf({ describe: () => 'x' }), lane)
  const before = sandbox.requests.length
  const query = { requester: draftOf().requester, marker: 'relevo-7f3a', since: since() }
  t.match(await helpdesk.findByMarker(query, lane), { ok: true, value: [{ ticket: { id: '1' } }] })
  t.equal(sandbox.requests.length - before, 2)
})

t.test('cannot say whether a marker is there when it cannot look', async (t) => {
  const requesters = [
    { email: 'marta@example.com', phone: null, name: null },
    { email: null, phone: '+34600112233', name: 'Marta' },
  ]
  for (const requester of requesters) {
    const { helpdesk, sandbox } = await openTestHelpdesk(t)
    await helpdesk.createTicket(draftOf({ requester }), lane)
    for (const path of ['/tickets', '/contacts']) {
      if (requester.email !== null && path === '/contacts') continue
      const restore = sandbox.faults.add({ kind: 'status', status: 503 }, { method: 'GET', path })
      t.match(await helpdesk.findByMarker({ requester, marker: 'relevo-7f3a', since: since() }, lane), {
        ok: false,
        failure: { kind: 'unavailable' },
      })
      restore()
    }
  }
})

t.test('changes a ticket and keeps the tags that it has', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf(), lane)
  t.same(await helpdesk.updateTicket('1', { status: 'solved', priority: 'urgent', addTags: ['b'] }, lane), {
    effect: 'done',
    value: null,
  })
  t.match(sandbox.account.tickets.get(1), { status: 4, priority: 4, tags: ['chatbot', 'b'] })
  const before = sandbox.requests.length
  t.match(await helpdesk.updateTicket('1', { addTags: ['b'] }, lane), { effect: 'done' })
  t.match(await helpdesk.updateTicket('1', {}, lane), { effect: 'done' })
  t.equal(sandbox.requests.length - before, 1, 'nothing is written when nothing changes')
  t.match(await helpdesk.updateTicket('99', { addTags: ['b'] }, lane), { effect: 'none' })
  sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'PUT' })
  t.match(await helpdesk.updateTicket('1', { status: 'closed' }, lane), { effect: 'unknown' })
})

t.test('reads a ticket in the neutral vocabulary', async (t) => {
  const { helpdesk, served, sandbox } = await openTestHelpdesk(t)
  await helpdesk.createTicket(draftOf({ type: 'Question', status: 'pending' }), lane)
  const requesterId = String(sandbox.account.tickets.get(1)?.requesterId)
  t.match(await helpdesk.getTicket('1', lane), {
    ok: true,
    value: {
      id: '1',
      url: `${served.url}/a/tickets/1`,
      subject: 'No puedo entrar',
      status: 'pending',
      statusLabel: 'Pending',
      priority: 'high',
      type: 'Question',
      tags: ['chatbot'],
      requesterId,
      agentId: null,
      groupId: null,
      deleted: false,
      createdAt: /^\d{4}-.*Z$/,
    },
  })
  t.same(await helpdesk.getTicket('99', lane), { ok: true, value: null })
  t.same(
    await helpdesk.getTicket('../agents/me', lane),
    { ok: true, value: null },
    'an id stays in its place',
  )
  const ticket = sandbox.account.tickets.get(1)
  if (ticket) ticket.status = 6
  t.match(await helpdesk.getTicket('1', lane), {
    value: { status: 'other', statusLabel: 'Waiting on Customer' },
  })
})

t.test('tells the form of the account', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
  const read = await helpdesk.fieldSchema(lane)
  t.match(read, {
    ok: true,
    value: {
      types: ['Question', 'Incident', 'Problem', 'Feature Request', 'Refund'],
      statuses: ['Open', 'Pending', 'Resolved', 'Closed', 'Waiting on Customer', 'Waiting on Third Party'],
      groups: ['Facturación', 'Soporte'],
    },
  })
  const fields = read.ok ? read.value.fields : []
  t.match(
    fields.find((field) => field.name === 'cf_place'),
    {
      label: 'País',
      kind: 'nested',
      custom: true,
      required: false,
      choices: [
        'España > Madrid > Centro',
        'España > Madrid > Norte',
        'España > Sevilla > Triana',
        'Chile > Santiago > Centro',
      ],
    },
  )
  await helpdesk.fieldSchema(lane)
  await helpdesk.fieldSchema({ ...lane, fresh: true })
  t.equal(sandbox.requests.length, 2, 'kept, unless a fresh one is asked for')
  sandbox.faults.add({ kind: 'forbidden' })
  const other = await openTestHelpdesk(t, { sandbox: { apiKeys: { 'sandbox-key': { permissions: [] } } } })
  t.same(await other.helpdesk.fieldSchema(lane), {
    ok: true,
    value: { fields: [], types: [], statuses: [], groups: [] },
  })
})

t.test('many who ask for the form at once share one call, and one may leave', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  const abort = new AbortController()
  const leaving = helpdesk.fieldSchema({ ...lane, signal: abort.signal })
  const staying = [
    helpdesk.fieldSchema(lane),
    helpdesk.fieldSchema({ ...lane, signal: new AbortController().signal }),
  ]
  abort.abort()
  t.match(await leaving, { ok: false, failure: { kind: 'held' } })
  t.match(await Promise.all(staying), [{ ok: true }, { ok: true }])
  t.match(await helpdesk.fieldSchema({ ...lane, signal: AbortSignal.abort(), fresh: true }), { ok: false })
  t.ok(sandbox.requests.length <= 2)
})

t.test('finds an agent by e-mail, once', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
  const draft = draftOf({ agent: 'LUIS@acme.example', group: 'Soporte' })
  t.match(await helpdesk.createTicket(draft, lane), { effect: 'done', value: { unmapped: [] } })
  await helpdesk.createTicket(draft, lane)
  const luis = [...sandbox.account.agents.values()].find((agent) => agent.email === 'luis@acme.example')
  t.equal(sandbox.account.tickets.get(2)?.responderId, luis?.id)
  t.equal(sandbox.requests.filter((call) => call.path === '/agents').length, 1)
})

t.test('looks groups and products up when the form does not tell them', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, {
    sandbox: {
      ...richForm,
      fields: {},
      apiKeys: { 'sandbox-key': { permissions: ['tickets:create', 'agents:view'] } },
    },
  })
  const draft = draftOf({ group: 'No such group', product: 'No such product' })
  t.match(await helpdesk.createTicket(draft, lane), {
    effect: 'done',
    value: {
      unmapped: [
        { field: 'group', why: 'not-a-choice' },
        { field: 'product', why: 'not-a-choice' },
      ],
    },
  })
  await helpdesk.createTicket(draft, lane)
  const paths = sandbox.requests.map((call) => `${call.path} ${call.status}`)
  t.same(paths, ['/ticket_fields 200', '/groups 200', '/products 403', '/tickets 201', '/tickets 201'])
  sandbox.faults.add({ kind: 'status', status: 503 }, { path: '/agents' })
  t.match(await helpdesk.createTicket(draftOf({ agent: 'ana@acme.example' }), lane), {
    effect: 'none',
    failure: { kind: 'unavailable' },
  })
})

t.test('proves address and credentials with one call that passes a shut door', async (t) => {
  const { helpdesk, sandbox, governor } = await openTestHelpdesk(t, { sandbox: richForm })
  t.match(await helpdesk.probe(lane), {
    ok: true,
    value: { agent: { id: /^\d+$/, email: 'ana@acme.example', permissions: [String, String] } },
  })
  t.equal(governor.requests[0]?.probe, true)
  t.equal(sandbox.requests.length, 1)
  t.equal(await governor.probe?.(), true)
  sandbox.faults.add({ kind: 'forbidden', code: 'account_suspended' })
  t.match(await helpdesk.probe(lane), { ok: false, failure: { kind: 'credentials' } })
  t.equal(await governor.probe?.(), false)
  sandbox.faults.clear()
  sandbox.faults.add({ kind: 'forbidden' })
  t.match(await helpdesk.probe(lane), { ok: false, failure: { kind: 'credentials', status: 403 } })
})

t.test('passes on what the governor knows, and closes it', async (t) => {
  const { helpdesk, governor } = await openTestHelpdesk(t)
  t.same(helpdesk.availability(), { state: 'open' })
  t.match(helpdesk.budget(), { allowance: 100 })
  t.type(
    helpdesk.onAvailability(() => {}),
    'function',
  )
  t.equal(helpdesk.name, 'main')
  t.equal(helpdesk.vendor, 'freshdesk')
  await helpdesk.close()
  t.ok(governor.closed)
})

t.test('neither logs nor reports what a person wrote', async (t) => {
  const { helpdesk, sandbox, lines, observed } = await openTestHelpdesk(t)
  sandbox.faults.add({ kind: 'field', field: 'source' }, { count: 1 })
  await helpdesk.createTicket(draftOf(), { ...lane, reference: 'handoff-1' })
  await helpdesk.findByMarker({ requester: draftOf().requester, marker: 'relevo-7f3a', since: since() }, lane)
  const shown = lines.join() + JSON.stringify(observed)
  t.match(shown, 'handoff-1')
  t.match(
    observed.map(({ route, status, outcome }) => `${route} ${status} ${outcome}`),
    ['/ticket_fields 200 done', '/tickets 400 invalid', '/tickets 201 done', '/tickets 200 done'],
  )
  t.notMatch(shown, /marta|600112233|entrar|sandbox-key|c2FuZGJveC1rZXk/i)
})
