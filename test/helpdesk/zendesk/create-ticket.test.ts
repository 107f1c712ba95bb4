import t from 'tap'
import { draftOf, fileOf } from '../freshdesk/open-test-helpdesk.ts'
import { openZendeskHelpdesk, richAccount } from './open-zendesk-helpdesk.ts'

const lane = { lane: 'new', reference: 'relevo-7f3a' } as const
const draft = (over: Parameters<typeof draftOf>[0] = {}) => draftOf({ marker: 'relevo-7f3a', ...over })

t.test('a hand-off becomes one ticket of the person who asked, with one write', async (t) => {
  const { helpdesk, sandbox, ticket, comments, writes, served } = await openZendeskHelpdesk(t)
  const made = await helpdesk.createTicket(draft({ tags: ['Chat Bot', 'relevo'] }), lane)
  t.match(made, {
    effect: 'done',
    value: { ticket: { id: '1', url: `${served.url}/agent/tickets/1` }, unmapped: [] },
  })
  t.match(ticket(), {
    subject: 'No puedo entrar',
    status: 'new',
    priority: 'high',
    externalId: 'relevo-7f3a',
    tags: ['chat_bot', 'relevo'],
  })
  t.match(sandbox.account.users.get(ticket().requesterId), { email: 'marta@example.com', name: 'Marta' })
  t.match(comments(), [{ public: true, htmlBody: /No puedo entrar/ }])
  t.same(writes(), ['POST /tickets'])
  t.ok(sandbox.account.keys.has('relevo-7f3a'), 'under its marker')
})

t.test('names become ids, and labels the values of options', async (t) => {
  const { helpdesk, ticket, field, sandbox } = await openZendeskHelpdesk(t, { sandbox: richAccount })
  const made = await helpdesk.createTicket(
    draft({
      type: 'Incident',
      group: 'facturacion',
      agent: 'ana@acme.example',
      product: 'institucional',
      customFields: {
        'nº de pedido': 12345,
        Artículos: '3',
        vip: 'sí',
        Desde: '2026-03-31',
        canal: 'Digital > Web',
        Temas: 'pagos, envios',
      },
    }),
    lane,
  )
  t.match(made, { effect: 'done', value: { unmapped: [] } })
  const group = [...sandbox.account.groups.values()][0]
  const brand = [...sandbox.account.brands.values()][1]
  t.match(ticket(), { type: 'incident', groupId: group?.id, brandId: brand?.id })
  t.equal(sandbox.account.users.get(ticket().assigneeId ?? 0)?.email, 'ana@acme.example')
  t.match(ticket().fields, {
    [field('Nº de pedido')]: '12345',
    [field('Artículos')]: '3',
    [field('VIP')]: true,
    [field('Desde')]: '2026-03-31',
    [field('Canal')]: 'canal_web',
    [field('Temas')]: ['tema_pagos', 'tema_envios'],
  })
})

t.test('what the account has no place for goes into the text, with a tag', async (t) => {
  const { helpdesk, ticket, writes } = await openZendeskHelpdesk(t, { sandbox: richAccount })
  const made = await helpdesk.createTicket(
    draft({
      type: 'Reclamo',
      group: 'Nadie',
      product: 'Otra',
      customFields: { Canal: 'Fax', Artículos: 'muchos', Color: 'rojo', Temas: ['Pagos', 'Gatos'] },
    }),
    lane,
  )
  t.match(made, { effect: 'done' })
  const text = ticket().description
  for (const line of [
    'type=Reclamo (not-a-choice)',
    'group=Nadie (not-a-choice)',
    'product=Otra (not-a-choice)',
    'Canal=Fax (not-a-choice)',
    'Artículos=muchos (wrong-type)',
    'Color=rojo (unknown-field)',
    'Temas=Gatos (not-a-choice)',
  ])
    t.match(text, line)
  t.ok(ticket().tags.includes('relevo-unmapped'))
  t.same(writes(), ['POST /tickets'], 'known beforehand')
})

t.test('never refused for form: whatever is refused is dropped, defaulted, and said', async (t) => {
  const fields = [
    ...richAccount.fields,
    {
      title: 'Motivo',
      type: 'tagger',
      options: [
        { name: 'A', value: 'a' },
        { name: 'Otro', value: 'motivo_otro' },
      ],
      requiredOnCreate: true,
    },
    { title: 'Código', type: 'regexp', pattern: '^\\d+$', requiredOnCreate: true },
    { title: 'Acepto', type: 'checkbox', requiredOnCreate: true },
  ] as const
  const { helpdesk, ticket, sandbox, field } = await openZendeskHelpdesk(t, {
    sandbox: { ...richAccount, fields },
  })
  for (const name of ['priority', 'tags', field('Canal')]) sandbox.faults.fieldFault(name)
  const made = await helpdesk.createTicket(
    draft({ agent: 'nobody@acme.example', customFields: { Canal: 'Teléfono', Código: 'abc' } }),
    lane,
  )
  t.match(made, { effect: 'done' }, JSON.stringify(made))
  const text = ticket().description
  for (const line of [
    'priority=high (refused)',
    'assignee=nobody@acme.example (refused)',
    'Canal=canal_telefono (refused)',
    'Código=abc (refused)',
    'Motivo=motivo_otro (defaulted)',
    'Acepto=true (defaulted)',
  ])
    t.match(text, line)
  t.match(ticket().fields, { [field('Motivo')]: 'motivo_otro', [field('Acepto')]: true })
  t.equal(sandbox.account.tickets.size, 1)
})

t.test('an address that is refused, or none at all, still becomes a ticket of its person', async (t) => {
  const { helpdesk, ticket, sandbox } = await openZendeskHelpdesk(t)
  const odd = { email: 'marta@localhost', phone: '+34600112233', name: 'Marta' }
  t.match(await helpdesk.createTicket(draft({ requester: odd }), lane), { effect: 'done' })
  t.match(sandbox.account.users.get(ticket().requesterId), {
    name: 'Marta',
    phone: '+34600112233',
    email: null,
  })
  t.match(ticket().description, 'email=marta@localhost (refused)')
  const byPhone = { email: null, phone: '+34600112233', name: null }
  for (const marker of ['h-2', 'h-3'])
    t.match(await helpdesk.createTicket(draft({ requester: byPhone, marker }), lane), { effect: 'done' })
  t.equal(ticket(2).requesterId, ticket(3).requesterId, 'one person')
  t.match(await helpdesk.findByMarker({ requester: byPhone, marker: 'h-3', since: 0 }, lane), {
    ok: true,
    value: [{ ticket: { id: '3', externalId: 'h-3' } }],
  })
})

t.test('files go ahead, and what is too large is named', async (t) => {
  const { helpdesk, comments, ticket } = await openZendeskHelpdesk(t, { sandbox: { maxUploadBytes: 10 } })
  const files = [fileOf('a.txt', 'small'), fileOf('b.txt', 'much too large')]
  t.match(await helpdesk.createTicket(draft({ files }), lane), { effect: 'done' })
  t.match(comments()[0]?.files, [{ name: 'a.txt', contentType: 'text/plain' }])
  t.match(ticket().description, 'attachments=b.txt (refused)')
})

t.test('a text that is too long is cut, keeps its reference, and goes along whole as a file', async (t) => {
  const { helpdesk, comments, ticket } = await openZendeskHelpdesk(t)
  const describe = () => `<p>${'palabra '.repeat(10_000)}</p><p>relevo-7f3a</p>`
  t.match(await helpdesk.createTicket(draft({ describe }), lane), { effect: 'done' })
  t.match(ticket().description, 'relevo-7f3a')
  t.match(comments()[0]?.files, [{ name: 'hand-off.txt' }])
})

t.test('the same hand-off sent again within two hours is the same ticket', async (t) => {
  const { helpdesk, sandbox, ticket } = await openZendeskHelpdesk(t)
  for (let at = 0; at < 2; at++)
    t.match(await helpdesk.createTicket(draft(), lane), { effect: 'done', value: { ticket: { id: '1' } } })
  // Another text under a known key: the ticket is looked for, and found.
  t.match(await helpdesk.createTicket(draft({ priority: 'low' }), lane), {
    effect: 'done',
    value: { ticket: { id: '1' } },
  })
  t.equal(sandbox.account.tickets.size, 1)
  // Nobody deletes our tickets but people; then it is made anew, under another key.
  ticket().status = 'deleted'
  t.match(await helpdesk.createTicket(draft({ priority: 'low' }), lane), {
    effect: 'done',
    value: { ticket: { id: '2' } },
  })
})

t.test('after two hours the key is forgotten, and the external id still finds the ticket', async (t) => {
  const { helpdesk, sandbox, later } = await openZendeskHelpdesk(t)
  await helpdesk.createTicket(draft(), lane)
  later(3 * 3_600_000)
  const query = { requester: draft().requester, marker: 'relevo-7f3a', since: 0 }
  t.match(await helpdesk.findByMarker(query, lane), { ok: true, value: [{ ticket: { id: '1' } }] })
  await helpdesk.createTicket(draft(), lane)
  t.equal(sandbox.account.tickets.size, 2, 'so it must be looked for first')
})

t.test('whether a write took effect is told as it is', async (t) => {
  const { helpdesk, sandbox } = await openZendeskHelpdesk(t)
  const create = () => helpdesk.createTicket(draft(), lane)
  const on = { method: 'POST', path: '/tickets', count: 1 }
  sandbox.faults.add({ kind: 'act-then-drop' }, on)
  t.match(await create(), { effect: 'unknown', failure: { kind: 'unavailable' } })
  sandbox.faults.add({ kind: 'status', status: 503 }, on)
  t.match(await create(), { effect: 'unknown', failure: { kind: 'unavailable' } })
  // The first request under this key still runs.
  sandbox.faults.add({ kind: 'status', status: 409 }, on)
  t.match(await create(), { effect: 'unknown', failure: { code: 'STILL_RUNNING' } })
  sandbox.faults.add({ kind: 'rate-limit', retryAfter: 30 }, on)
  t.match(await create(), { effect: 'none', failure: { kind: 'rate-limited' } })
  sandbox.faults.add({ kind: 'unauthorized' }, on)
  t.match(await create(), { effect: 'none', failure: { kind: 'credentials' } })
  sandbox.faults.add({ kind: 'forbidden' }, on)
  t.match(await create(), { effect: 'none', failure: { kind: 'forbidden' } })
  sandbox.faults.add({ kind: 'status', status: 404 }, on)
  t.match(await create(), { effect: 'none', failure: { kind: 'unavailable' } })
})

t.test("what is given under the names of the system's own fields gets into them", async (t) => {
  const { helpdesk, ticket, sandbox } = await openZendeskHelpdesk(t, { sandbox: richAccount })
  const customFields = {
    type: 'problem',
    group_id: 'Facturación',
    brand_id: 'Institucional',
    assignee_id: 'Ana Ruiz',
  }
  const made = await helpdesk.createTicket(draft({ customFields, group: 'Soporte', product: 'Betsur' }), lane)
  t.match(made, { effect: 'done', value: { unmapped: [] } })
  const { type, groupId, brandId, assigneeId } = ticket()
  t.equal(type, 'problem')
  t.equal(sandbox.account.groups.get(groupId ?? 0)?.name, 'Facturación')
  t.equal(sandbox.account.brands.get(brandId ?? 0)?.name, 'Institucional')
  t.equal(sandbox.account.users.get(assigneeId ?? 0)?.email, 'ana@acme.example')
  t.match(
    await helpdesk.createTicket(
      draft({ marker: 'relevo-7f3b', customFields: { brand_id: 'None', assignee_id: 'Nobody' } }),
      lane,
    ),
    {
      value: {
        unmapped: [
          { field: 'product', why: 'not-a-choice' },
          { field: 'agent', why: 'not-a-choice' },
        ],
      },
    },
  )
})
