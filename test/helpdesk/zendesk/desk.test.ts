import t from 'tap'
import { draftOf, fileOf } from '../freshdesk/open-test-helpdesk.ts'
import { openZendeskHelpdesk, richAccount } from './open-zendesk-helpdesk.ts'

const lane = { lane: 'background' } as const
const minute = 60_000
const draft = (over: Parameters<typeof draftOf>[0] = {}) =>
  draftOf({ marker: 'relevo-7f3a', tags: ['chatbot', 'vip'], ...over })

t.test('tickets are found by every condition that is told, page by page', async (t) => {
  const { helpdesk, later } = await openZendeskHelpdesk(t, { sandbox: richAccount })
  await helpdesk.createTicket(draft({ group: 'Soporte', customFields: { Canal: 'Teléfono' } }), lane)
  await helpdesk.createTicket(
    draft({ marker: 'h-2', tags: ['vip'], type: 'Question', subject: 'Otra cosa' }),
    lane,
  )
  const find = async (query: object) => {
    const read = await helpdesk.findTickets({ limit: 10, ...query }, lane)
    return read.ok ? read.value.tickets.map(({ id }) => id).toSorted() : read.failure
  }
  t.same(await find({ tags: ['vip'] }), [], 'the index lags')
  later(3 * minute)
  t.same(await find({ requesterEmail: 'marta@example.com' }), ['1', '2'])
  t.same(await find({ tags: ['vip', 'chatbot'] }), ['1'])
  t.same(await find({ group: 'soporte', status: ['open'], priority: ['high', 'urgent'] }), ['1'])
  t.same(await find({ type: ['Question'], agent: 'none' }), ['2'])
  t.same(await find({ customFields: { Canal: 'Teléfono' } }), ['1'])
  t.same(await find({ text: 'otra cosa' }), ['2'])
  t.same(await find({ createdAfter: '2020-01-01T00:00:00Z', updatedBefore: '2021-01-01T00:00:00Z' }), [])
  t.match(await find({ group: 'Nadie' }), { kind: 'invalid', message: /There are: Facturación, Soporte/ })
  t.match(await find({ requesterPhone: '+34' }), { kind: 'unsupported' })
  t.match(await find({ cursor: 'x' }), { kind: 'invalid', faults: [{ field: 'cursor' }] })

  const query = {
    requesterEmail: 'marta@example.com',
    limit: 1,
    order: { by: 'created', direction: 'ascending' },
  } as const
  const first = await helpdesk.findTickets(query, lane)
  t.match(first, { ok: true, value: { tickets: [{ id: '1' }], total: 2, complete: false } })
  const cursor = first.ok ? (first.value.next ?? '') : ''
  t.match(await helpdesk.findTickets({ ...query, cursor }, lane), {
    value: { tickets: [{ id: '2' }], next: null },
  })
  t.match(await helpdesk.findFirstTicket({ text: 'nada de nada', limit: 1 }, lane), { ok: true, value: null })
})

t.test('nothing that is looked for becomes a part of the search', async (t) => {
  const { helpdesk, later, sandbox } = await openZendeskHelpdesk(t, { sandbox: richAccount })
  const requester = { ...draft().requester, name: 'none', email: 'otro@example.com' }
  await helpdesk.createTicket(draft(), lane)
  await helpdesk.createTicket(draft({ marker: 'h-2', requester }), lane)
  later(3 * minute)
  const find = async (query: object) => {
    const read = await helpdesk.findTickets({ limit: 10, status: ['open'], ...query }, lane)
    return read.ok ? read.value.tickets.map(({ id }) => id).toSorted() : read.failure
  }
  const [marta, other] = ['1', '2'].map((id) => String(sandbox.account.tickets.get(Number(id))?.requesterId))
  t.same(await find({ requesterId: marta }), ['1'])
  t.same(await find({ requesterId: other, requesterEmail: 'otro@example.com' }), ['2'])
  t.same(await find({ requesterId: marta, requesterEmail: 'otro@example.com' }), [], 'both, not either')
  t.same(await find({ requesterId: 'none' }), [], 'no name')
  t.same(await find({ requesterId: 'Marta' }), [])
  t.same(await find({ requesterId: `0x${Number(marta).toString(16)}`, status: undefined }), [])
  t.same(await find({ text: '*' }), [], 'a star is no word')
  t.same(await find({ text: 'cuenta\\ -status:open' }), [], 'a backslash opens no quotes')
  t.same(await find({ type: ['*'] }), [])
})

t.test('what is no id of a ticket is asked for nowhere', async (t) => {
  const { helpdesk, sandbox } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft(), lane)
  const before = sandbox.requests.length
  const gone = { effect: 'none', failure: { kind: 'not-found' } }
  for (const id of ['01', 'update_many', 'count', '../users/me']) {
    t.same(await helpdesk.getTicket(id, lane), { ok: true, value: null })
    t.same(await helpdesk.listConversation(id, { limit: 5 }, lane), { ok: true, value: null })
    t.same(await helpdesk.latestCustomerMessage(id, lane), { ok: true, value: null })
    t.match(await helpdesk.reply(id, { html: '<p>x</p>' }, lane), gone)
    t.match(await helpdesk.note(id, { html: '<p>x</p>' }, lane), gone)
    t.match(await helpdesk.change(id, { priority: 'low', addTags: ['x'] }, lane), gone)
    t.match(await helpdesk.assign(id, { agent: null }, lane), gone)
  }
  t.equal(sandbox.requests.length, before)
})

t.test("a reply that names the reference of the hand-off is the agent's, not the customer's", async (t) => {
  const { helpdesk } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft(), lane)
  await helpdesk.reply('1', { html: '<p>Su referencia es relevo-7f3a.</p>' }, lane)
  const said = await helpdesk.listConversation('1', { limit: 10 }, lane)
  t.match(said, { value: { messages: [{ from: 'customer' }, { from: 'agent', text: /relevo-7f3a/ }] } })
  t.match(await helpdesk.latestCustomerMessage('1', lane), {
    value: { message: { text: /No puedo entrar/ } },
  })
})

t.test(
  'a conversation is read from its first words on, and a hand-off is what the customer said',
  async (t) => {
    const { helpdesk } = await openZendeskHelpdesk(t)
    await helpdesk.createTicket(draft(), lane)
    t.match(await helpdesk.latestCustomerMessage('1', lane), {
      value: { message: { from: 'customer', text: /No puedo entrar/ } },
    })
    const reply = await helpdesk.reply(
      '1',
      { html: '<p>Pruebe otra vez</p>', status: 'pending', files: [fileOf('a.txt')] },
      lane,
    )
    t.match(reply, {
      effect: 'done',
      value: { message: { from: 'agent', private: false, text: 'Pruebe otra vez' } },
    })
    t.match(await helpdesk.getTicket('1', lane), { value: { status: 'pending' } })
    t.match(await helpdesk.note('1', { html: '<p>ojo</p>' }, lane), {
      effect: 'done',
      value: { message: { private: true } },
    })
    const added = { requester: draft().requester, html: '<p>Sigo igual</p>', files: [] }
    await helpdesk.addAsCustomer('1', added, lane)
    t.match(await helpdesk.latestCustomerMessage('1', lane), { value: { message: { text: 'Sigo igual' } } })
    const first = await helpdesk.listConversation('1', { limit: 3 }, lane)
    t.match(first, {
      value: {
        messages: [
          { from: 'customer' },
          { from: 'agent', attachments: [{ name: 'a.txt' }], authorName: 'Relevo' },
          { from: 'agent', private: true },
        ],
      },
    })
    const cursor = (first.ok && first.value?.next) || ''
    t.match(await helpdesk.listConversation('1', { limit: 3, cursor }, lane), {
      value: { messages: [{ from: 'customer', authorName: 'Marta' }], next: null },
    })
    t.match(await helpdesk.listConversation('2', { limit: 3, cursor }, lane), {
      ok: false,
      failure: { kind: 'invalid' },
    })
    t.same(await helpdesk.listConversation('9', { limit: 3 }, lane), { ok: true, value: null })
    t.match(await helpdesk.reply('9', { html: '<p>x</p>' }, lane), {
      effect: 'none',
      failure: { kind: 'not-found' },
    })
    t.match(await helpdesk.reply('1', { html: ' ' }, lane), { effect: 'none', failure: { kind: 'invalid' } })
  },
)

t.test(
  'tickets are assigned and changed by names, and unknown names are refused with those that there are',
  async (t) => {
    const { helpdesk, ticket, sandbox } = await openZendeskHelpdesk(t, {
      sandbox: { ...richAccount, customStatuses: [{ category: 'open', label: 'Bei Technik' }] },
    })
    await helpdesk.createTicket(draft(), lane)
    t.match(await helpdesk.assign('1', { agent: 'ana ruiz', group: 'Facturación' }, lane), { effect: 'done' })
    const ana = [...sandbox.account.users.values()].find(({ name }) => name === 'Ana Ruiz')
    t.equal(ticket().assigneeId, ana?.id)
    t.match(await helpdesk.assign('1', { agent: 'Nadie' }, lane), {
      effect: 'none',
      failure: { kind: 'invalid', message: /Relevo, Ana Ruiz/ },
    })
    t.match(await helpdesk.assign('1', { agent: null }, lane), {
      effect: 'done',
      value: { ticket: { agentId: null } },
    })
    const changed = await helpdesk.change(
      '1',
      {
        statusLabel: 'bei technik',
        type: 'Incident',
        priority: 'urgent',
        addTags: ['Nuevo'],
        removeTags: ['vip'],
        customFields: { Canal: 'Fax', VIP: 'sí' },
      },
      lane,
    )
    t.match(changed, {
      effect: 'done',
      value: {
        ticket: { status: 'open', type: 'incident', priority: 'urgent', tags: ['chatbot', 'nuevo'] },
        unmapped: [{ field: 'Canal', why: 'not-a-choice' }],
      },
    })
    t.match(await helpdesk.change('1', { type: 'Reclamo' }, lane), {
      effect: 'none',
      failure: { kind: 'invalid' },
    })
    t.match(await helpdesk.change('9', { addTags: ['x'] }, lane), {
      effect: 'none',
      failure: { kind: 'not-found' },
    })
    ticket().status = 'closed'
    t.match(await helpdesk.change('1', { priority: 'low' }, lane), {
      effect: 'none',
      failure: { kind: 'gone' },
    })
  },
)

t.test('nothing is changed when somebody else was quicker', async (t) => {
  const { helpdesk, ticket, later } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft(), lane)
  const read = await helpdesk.getTicket('1', lane)
  const since = (read.ok && read.value?.updatedAt) || ''
  later(2000)
  t.match(await helpdesk.change('1', { ifUnchangedSince: since, addTags: ['a'], priority: 'low' }, lane), {
    effect: 'done',
    value: { ticket: { tags: ['chatbot', 'vip', 'a'], priority: 'low' } },
  })
  t.match(await helpdesk.change('1', { ifUnchangedSince: since, addTags: ['b'] }, lane), {
    effect: 'none',
    failure: { kind: 'conflict' },
  })
  t.notOk(ticket().tags.includes('b'))
})

t.test('people, groups and articles', async (t) => {
  const { helpdesk, later } = await openZendeskHelpdesk(t, {
    sandbox: { ...richAccount, articles: [{ title: 'Contraseñas', body: '<p>Pulse <b>aquí</b></p>' }] },
  })
  const agents = await helpdesk.listAgents(lane)
  t.match(agents, {
    value: [
      { name: 'Relevo', groupIds: [] },
      { email: 'ana@acme.example', available: null },
    ],
  })
  t.equal(agents.ok && agents.value[1]?.groupIds.length, 1)
  t.match(await helpdesk.listGroups(lane), { value: [{ name: 'Facturación' }, { name: 'Soporte' }] })
  await helpdesk.createTicket(draft(), lane)
  later(3 * minute)
  const found = await helpdesk.findPerson({ email: 'MARTA@example.com' }, lane)
  t.match(found, { value: { name: 'Marta', role: 'customer' } })
  const id = (found.ok && found.value?.id) || ''
  t.match(await helpdesk.findPerson({ id }, lane), { value: { email: 'marta@example.com' } })
  t.same(await helpdesk.findPerson({ id: '9' }, lane), { ok: true, value: null })
  t.match(await helpdesk.searchKnowledge({ text: 'contraseñas', limit: 3 }, lane), {
    value: [{ title: 'Contraseñas', text: 'Pulse aquí', url: /\/hc\// }],
  })
})

t.test('changes are told by a cursor that goes on, deleted tickets too', async (t) => {
  const { helpdesk, later } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft(), lane)
  await helpdesk.createTicket(draft({ marker: 'h-2' }), lane)
  await helpdesk.deleteTicket('2', lane)
  later(2 * minute)
  const first = await helpdesk.listChangedSince({ since: Date.now() - 10 * minute }, lane)
  t.match(first, { value: { tickets: [{ id: '1' }, { id: '2', deleted: true }], atEnd: true } })
  const cursor = first.ok ? first.value.next : ''
  t.match(await helpdesk.listChangedSince({ cursor }, lane), { value: { tickets: [], atEnd: true } })
  await helpdesk.change('1', { priority: 'low' }, lane)
  t.match(await helpdesk.listChangedSince({ cursor }, lane), {
    value: { tickets: [{ id: '1', priority: 'low' }] },
  })
  t.match(await helpdesk.listChangedSince({ cursor: 'x' }, lane), { ok: false, failure: { kind: 'invalid' } })
})
