import t from 'tap'
import type { TicketDraft } from '../../../src/helpdesk/helpdesk.ts'
import { draftOf, fileOf, openTestHelpdesk, richForm } from './open-test-helpdesk.ts'

const lane = { lane: 'new' } as const

t.test('creates a ticket with one call when the form is known', async (t) => {
  const { helpdesk, sandbox, served } = await openTestHelpdesk(t, { sandbox: richForm })
  await helpdesk.fieldSchema(lane)
  const before = sandbox.requests.length
  const result = await helpdesk.createTicket(
    draftOf({
      type: 'question',
      group: 'facturacion',
      product: 'BETSUR',
      customFields: {
        'nº de pedido': 'A-1',
        details: 'line\nline',
        cf_items: '3',
        importe: '12,5',
        vip: 'sí',
        since: '2026-03-01T10:00:00Z',
        canal: 'telefono',
        pais: 'España > Madrid > Norte',
      },
    }),
    lane,
  )
  t.equal(sandbox.requests.length - before, 1)
  t.match(result, { effect: 'done', value: { ticket: { id: '1', url: `${served.url}/a/tickets/1` } } })
  if (result.effect === 'done') t.same(result.value.unmapped, [])
  const ticket = sandbox.account.tickets.get(1)
  t.match(ticket, {
    subject: 'No puedo entrar',
    status: 2,
    priority: 3,
    source: 7,
    type: 'Question',
    tags: ['chatbot'],
    customFields: {
      cf_order_number: 'A-1',
      cf_details: 'line\nline',
      cf_items: 3,
      cf_amount: 12.5,
      cf_vip: true,
      cf_since: '2026-03-01',
      cf_channel: 'Teléfono',
      cf_place: 'España',
      cf_city: 'Madrid',
      cf_district: 'Norte',
    },
  })
  t.equal(
    [...sandbox.account.groups.values()].find((group) => group.id === ticket?.groupId)?.name,
    'Facturación',
  )
  t.equal([...sandbox.account.products.values()].find((one) => one.id === ticket?.productId)?.name, 'Betsur')
})

t.test('writes what does not fit into the text, with a tag', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
  const result = await helpdesk.createTicket(
    draftOf({
      type: 'Nonsense',
      group: 'Nobody',
      agent: 'nobody@acme.example',
      product: 'Nothing',
      tags: ['chatbot', 'a'.repeat(40)],
      customFields: {
        colour: 'red',
        cf_items: 'many',
        canal: 'Fax',
        pais: 'España > Lisboa',
        since: '03/04/2026',
      },
    }),
    lane,
  )
  t.equal(result.effect, 'done')
  const unmapped = result.effect === 'done' ? result.value.unmapped : []
  t.same(unmapped.map(({ field, why }) => [field, why]).toSorted(), [
    ['agent', 'not-a-choice'],
    ['canal', 'not-a-choice'],
    ['cf_items', 'wrong-type'],
    ['colour', 'unknown-field'],
    ['group', 'not-a-choice'],
    ['pais', 'not-a-choice'],
    ['product', 'not-a-choice'],
    ['since', 'wrong-type'],
    ['tags', 'too-long'],
    ['type', 'not-a-choice'],
  ])
  const ticket = sandbox.account.tickets.get(1)
  t.match(ticket?.description, /colour=red/)
  t.ok(ticket?.tags.includes('relevo-unmapped'))
  t.equal(ticket?.customFields['cf_place'], 'España', 'the part of a path that exists is kept')
})

t.test('gives required fields the configured value, else a default that is named', async (t) => {
  const required = richForm.fields.custom.map((field) => ({ ...field, requiredForAgents: true }))
  const { helpdesk, sandbox } = await openTestHelpdesk(t, {
    sandbox: {
      ...richForm,
      fields: { custom: required, required: ['ticket_type', 'group', 'agent', 'product'] },
    },
    config: { required: { 'Nº de pedido': 'none', Type: 'Incident', cf_place: 'Sevilla' } },
  })
  const result = await helpdesk.createTicket(draftOf(), lane)
  t.equal(result.effect, 'done')
  t.match(sandbox.account.tickets.get(1), {
    type: 'Incident',
    customFields: {
      cf_order_number: 'none',
      cf_details: '-',
      cf_items: 0,
      cf_channel: 'Otro',
      cf_vip: true,
      cf_place: 'España',
      cf_city: 'Sevilla',
      cf_district: 'Triana',
    },
  })
  const unmapped = result.effect === 'done' ? result.value.unmapped : []
  t.ok(unmapped.every(({ why }) => why === 'defaulted'))
  t.notOk(unmapped.some(({ field }) => field === 'Nº de pedido' || field === 'Type'))

  const before = sandbox.requests.length
  t.equal((await helpdesk.createTicket(draftOf(), lane)).effect, 'done')
  t.equal(
    sandbox.requests.length - before,
    1,
    'defaults that were refused once are not tried with the next ticket',
  )
})

const everything = () =>
  draftOf({
    type: 'Question',
    group: 'Soporte',
    agent: 'luis@acme.example',
    product: 'Betsur',
    files: [fileOf('log.txt')],
    customFields: {
      cf_order_number: 'A-1',
      cf_details: 'text',
      cf_items: 3,
      cf_amount: 1.5,
      cf_vip: true,
      cf_since: '2026-03-01',
      cf_channel: 'Web',
      cf_place: 'España > Madrid > Norte',
    },
  })

const optionalFields = [
  'email',
  'name',
  'priority',
  'status',
  'source',
  'type',
  'group_id',
  'responder_id',
  'product_id',
  'tags',
  'attachments',
  'custom_fields',
  ...richForm.fields.custom.map((field) => field.name),
  'cf_city',
  'cf_district',
]

t.test('makes the ticket whatever single field is refused, and says so', async (t) => {
  for (const code of ['invalid_value', 'invalid_field']) {
    for (const field of optionalFields) {
      const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
      sandbox.faults.fieldFault(field, code)
      const result = await helpdesk.createTicket(everything(), lane)
      t.equal(result.effect, 'done', `${field} refused as ${code}`)
      t.equal(sandbox.account.tickets.size, 1)
      const ticket = sandbox.account.tickets.get(1)
      if (field !== 'source' && result.effect === 'done') {
        t.ok(result.value.unmapped.length > 0, `${field} is named`)
        for (const { value } of result.value.unmapped)
          t.ok(
            ticket?.description.includes(value.replaceAll('>', '&gt;')) ||
              ticket?.description.includes(value),
            `${field} is in the text`,
          )
        if (field !== 'tags') t.ok(ticket?.tags.includes('relevo-unmapped'))
      }
      const creates = sandbox.requests.filter((call) => call.method === 'POST').length
      t.ok(creates <= 4, `${field} took ${creates} calls`)
    }
  }
})

t.test('makes the ticket whatever single field turns out to be required', async (t) => {
  for (const custom of richForm.fields.custom) {
    const fields = richForm.fields.custom.map((field) =>
      field === custom ? { ...field, requiredForAgents: true } : field,
    )
    const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
    await helpdesk.fieldSchema(lane)
    // The form changes after it was read.
    for (const field of sandbox.account.fields) {
      if (field.name === custom.name) field.requiredForAgents = fields.some((one) => one.name === field.name)
    }
    const result = await helpdesk.createTicket(draftOf(), lane)
    t.match(result, { effect: 'done', value: { unmapped: [{ why: 'defaulted' }] } }, custom.name)
  }
})

t.test(
  'learns which of its own values an account refuses, and forgets when that does not help',
  async (t) => {
    const custom = [
      { name: 'cf_kind', kind: 'dropdown', choices: ['Other', 'Alpha', 'Beta'], requiredForAgents: true },
    ] as const
    const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: { fields: { custom } } })
    const kinds = () => [...sandbox.account.tickets.values()].map((ticket) => ticket.customFields['cf_kind'])
    const calls = async () => {
      const before = sandbox.requests.length
      await helpdesk.createTicket(draftOf(), lane)
      return sandbox.requests.length - before
    }
    await helpdesk.fieldSchema(lane)
    sandbox.faults.add({ kind: 'field', field: 'cf_kind' }, { method: 'POST', count: 1 })
    t.equal(await calls(), 2)
    t.equal(await calls(), 1)
    sandbox.faults.add({ kind: 'field', field: 'cf_kind' }, { method: 'POST', count: 1 })
    t.equal(await calls(), 2, 'what was learnt before still holds in later rounds')
    t.same(kinds(), ['Alpha', 'Alpha', 'Beta'])
    const restore = sandbox.faults.fieldFault('cf_kind')
    t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'none', failure: { kind: 'invalid' } })
    restore()
    t.equal(await calls(), 1)
    t.same(kinds(), ['Alpha', 'Alpha', 'Beta', 'Other'])
  },
)

t.test("what is given under the names of the system's own fields gets into them", async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, {
    sandbox: {
      ...richForm,
      companies: [{ name: 'Acme' }],
      fields: { ...richForm.fields, types: ['Question', 'Problem'], required: ['product'] },
    },
  })
  const create = async (customFields: Record<string, unknown>, more: Partial<TicketDraft> = {}) => {
    const made = await helpdesk.createTicket(draftOf({ customFields, ...more }), lane)
    if (made.effect !== 'done') throw new Error(made.effect)
    const ticket = sandbox.account.tickets.get(Number(made.value.ticket.id))
    const nameIn = (items: Map<number, { name: string }>, id: number | null | undefined) =>
      id == null ? null : items.get(id)?.name
    return {
      unmapped: made.value.unmapped,
      tags: ticket?.tags,
      type: ticket?.type,
      product: nameIn(sandbox.account.products, ticket?.productId),
      group: nameIn(sandbox.account.groups, ticket?.groupId),
      company: nameIn(sandbox.account.companies, ticket?.companyId),
      agent: ticket?.responderId === undefined || ticket.responderId === null ? null : 'somebody',
    }
  }
  t.match(
    await create({
      product_id: 'institucional',
      type: 'Problem',
      group_id: 'Soporte',
      company_id: 'acme',
      responder_id: 'luis@acme.example',
    }),
    {
      ...{ product: 'Institucional', type: 'Problem', group: 'Soporte', company: 'Acme', agent: 'somebody' },
      unmapped: [],
      tags: ['chatbot'],
    },
  )
  t.match(
    await create(
      { product_id: 'Institucional', group_id: 'Soporte' },
      { product: 'Betsur', group: 'Facturación' },
    ),
    { product: 'Institucional', group: 'Soporte', unmapped: [] },
    'a key says more than what a source or the classifier chose',
  )
  t.match(await create({ Product: 'Institucional' }), { product: 'Institucional', unmapped: [] })
  t.match(
    await create({ Product: 'Institucional' }, { product: 'Betsur' }),
    { product: 'Betsur', unmapped: [{ field: 'Product', why: 'unknown-field' }] },
    'what a bot calls so does not',
  )
  const id = [...sandbox.account.products.values()].find(({ name }) => name === 'Institucional')?.id
  t.match(await create({ product_id: id }), { product: 'Institucional', unmapped: [] })
  t.match((await create({ product_id: 'Nothing', company_id: 'Nobody' })).unmapped, [
    { field: 'product', value: 'Nothing', why: 'not-a-choice' },
    { field: 'company', value: 'Nobody', why: 'not-a-choice' },
    { field: 'Product', why: 'defaulted' },
  ])
})
