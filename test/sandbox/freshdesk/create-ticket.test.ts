import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

t.test('a created ticket comes back whole, with its address', async (t) => {
  const { call, account } = openSandbox()
  const reply = await call(
    'POST',
    '/tickets',
    newTicket({ tags: ['bot', 'bot'], cc_emails: ['b@example.com'] }),
  )
  t.equal(reply.status, 201)
  t.equal(reply.headers.get('location'), 'https://acme.freshdesk.com/api/v2/tickets/1')
  t.match(reply.body, {
    id: 1,
    subject: 'I cannot log in',
    description: '<div>It says <b>no</b></div>',
    description_text: 'It says no',
    status: 2,
    tags: ['bot'],
    cc_emails: ['b@example.com'],
    created_at: '2026-01-15T10:00:00Z',
    attachments: [],
  })
  t.ok(reply.body.requester_id > 2 ** 32, 'global ids are beyond 32 bits')
  t.equal(account.tickets.size, 1)
})

t.test('status, priority and source have defaults', async (t) => {
  const { call } = openSandbox({ firstTicketId: 900 })
  const reply = await call('POST', '/tickets', { email: 'a@b.co', subject: 's', description: 'd' })
  t.match(reply.body, { id: 900, status: 2, priority: 1, source: 2 })
})

t.test('the due times are null at first and filled in seconds later, unless they were sent', async (t) => {
  const { call, clock } = openSandbox()
  const due = { due_by: '2026-02-01T10:00:00+02:00', fr_due_by: '2026-01-20T10:00:00' }
  const first = await call('POST', '/tickets', newTicket())
  t.match(first.body, { due_by: null, fr_due_by: null })
  const second = await call('POST', '/tickets', newTicket(due))
  t.match(second.body, { due_by: '2026-02-01T08:00:00Z', fr_due_by: '2026-01-20T10:00:00Z' })
  clock.advance(3_000)
  const later = await call('GET', '/tickets/1')
  t.match(later.body, { due_by: '2026-01-18T10:00:00Z', fr_due_by: '2026-01-16T04:00:00Z' })
  const sent = await call('GET', '/tickets/2')
  t.match(sent.body, { due_by: '2026-02-01T08:00:00Z', fr_due_by: '2026-01-20T10:00:00Z' })
})

t.test('sent twice it makes two tickets', async (t) => {
  const { call, account } = openSandbox()
  await call('POST', '/tickets', newTicket())
  const second = await call('POST', '/tickets', newTicket())
  t.equal(second.body.id, 2)
  t.equal(account.contacts.size, 1, 'of one contact')
})

t.test('in JSON a number written as text is refused, with the vendor wording', async (t) => {
  const { call } = openSandbox()
  const reply = await call('POST', '/tickets', newTicket({ status: '2', priority: '1', group_id: '7' }))
  t.equal(reply.status, 400)
  t.equal(reply.body.description, 'Validation failed')
  t.same(reply.body.errors[0], {
    field: 'status',
    message: "Value set is of type String.It should be one of these values: '2,3,4,5,6,7'",
    code: 'datatype_mismatch',
  })
  t.same(
    errorsOf(reply),
    ['status', 'priority', 'group_id'].map((field) => `${field} datatype_mismatch`),
  )
})

t.test('an unknown field is refused, the old description_html among them', async (t) => {
  const { call } = openSandbox()
  const reply = await call('POST', '/tickets', newTicket({ description_html: 'x', hello: 1 }))
  t.same(errorsOf(reply), ['description_html invalid_field', 'hello invalid_field'])
  t.equal(reply.body.errors[0].message, 'Unexpected/invalid field in request')
})

t.test('each faulty field is named', async (t) => {
  const cases: [name: string, given: Record<string, unknown>, error: string][] = [
    ['a status that the account has not', { status: 99 }, 'status invalid_value'],
    ['a priority beyond', { priority: 5 }, 'priority invalid_value'],
    ['an undocumented source', { source: 99 }, 'source invalid_value'],
    ['a broken number', { priority: 1.5 }, 'priority datatype_mismatch'],
    ['a type that is no choice', { type: 'Nonsense' }, 'type invalid_value'],
    ['a type of another kind', { type: 3 }, 'type datatype_mismatch'],
    ['a subject of 256', { subject: 'x'.repeat(256) }, 'subject invalid_value'],
    ['a subject of no kind', { subject: null }, 'subject datatype_mismatch'],
    ['tags as text', { tags: 'bot' }, 'tags datatype_mismatch'],
    ['a tag of 33', { tags: ['x'.repeat(33)] }, 'tags invalid_value'],
    ['31 tags', { tags: Array.from({ length: 31 }, (_, index) => `t${index}`) }, 'tags invalid_value'],
    ['a tag that is a number', { tags: [1] }, 'tags datatype_mismatch'],
    ['an address that other checks let pass', { email: 'a*b*@x.com' }, 'email invalid_value'],
    ['a faulty copy address', { cc_emails: ['no'] }, 'cc_emails invalid_value'],
    ['an unknown group', { group_id: 7 }, 'group_id invalid_value'],
    ['an unknown agent', { responder_id: 7 }, 'responder_id invalid_value'],
    ['an unknown product', { product_id: 7 }, 'product_id invalid_value'],
    ['an unknown company', { company_id: 7 }, 'company_id invalid_value'],
    ['an unknown requester', { requester_id: 7 }, 'requester_id invalid_value'],
    ['an unknown parent', { parent_id: 7 }, 'parent_id invalid_value'],
    ['unknown related tickets', { related_ticket_ids: [7] }, 'related_ticket_ids invalid_value'],
    [
      'related tickets of another kind',
      { related_ticket_ids: ['x'] },
      'related_ticket_ids datatype_mismatch',
    ],
    ['related tickets that are no list', { related_ticket_ids: 7 }, 'related_ticket_ids datatype_mismatch'],
    ['an id below 1', { group_id: -1 }, 'group_id invalid_value'],
    ['a time that is none', { due_by: 'tomorrow' }, 'due_by invalid_value'],
    ['custom fields as a list', { custom_fields: [] }, 'custom_fields datatype_mismatch'],
    ['files in JSON', { attachments: [1] }, 'attachments datatype_mismatch'],
    ['nothing but blanks', { subject: '  ' }, 'subject missing_field'],
    ['an empty description', { description: '<br>' }, 'description missing_field'],
  ]
  const { call, account } = openSandbox()
  for (const [name, given, error] of cases) {
    const reply = await call('POST', '/tickets', newTicket(given))
    t.equal(reply.status, 400, name)
    t.same(errorsOf(reply), [error], name)
  }
  t.equal(account.tickets.size, 0)
  t.equal(account.contacts.size, 0, 'a refused ticket makes no contact')
})

t.test('null empties what may be empty', async (t) => {
  const { call } = openSandbox()
  const nothing = { type: null, group_id: null, responder_id: null, due_by: null, phone: null }
  t.equal((await call('POST', '/tickets', newTicket(nothing))).status, 201)
})

t.test('subject and description are wanted, and whatever the account wants besides', async (t) => {
  const { call, account } = openSandbox({
    agents: [{ name: 'Ada', email: 'ada@x.co' }],
    fields: {
      required: ['ticket_type', 'group', 'agent', 'product', 'company'],
      custom: [
        { name: 'cf_order', kind: 'text', requiredForAgents: true },
        { name: 'cf_agreed', kind: 'checkbox', requiredForAgents: true },
      ],
    },
  })
  const reply = await call('POST', '/tickets', { email: 'a@b.co', custom_fields: { cf_agreed: false } })
  t.same(errorsOf(reply).sort(), [
    'company_id missing_field',
    'custom_fields.cf_agreed missing_field',
    'custom_fields.cf_order missing_field',
    'description missing_field',
    'group_id missing_field',
    'product_id missing_field',
    'responder_id missing_field',
    'subject missing_field',
    'type missing_field',
  ])
  t.equal(reply.body.errors[0].message, 'Mandatory attribute missing')
  for (const field of account.fields) field.requiredForAgents = false
  t.equal(
    (await call('POST', '/tickets', { email: 'a@b.co' })).status,
    201,
    'the form may change while it runs',
  )
})

t.test('errors may name custom fields barely', async (t) => {
  const { call } = openSandbox({ customFieldErrors: 'bare' })
  const reply = await call('POST', '/tickets', newTicket({ custom_fields: { cf_no: 1 } }))
  t.same(errorsOf(reply), ['cf_no invalid_field'])
})

t.test(
  'what is required for closure is wanted when closing, for Resolved too unless set otherwise',
  async (t) => {
    const fields = { requiredForClosure: ['ticket_type'] }
    const strict = openSandbox({ fields })
    t.equal((await strict.call('POST', '/tickets', newTicket({ status: 4 }))).status, 400)
    t.equal((await strict.call('POST', '/tickets', newTicket({ status: 5 }))).status, 400)
    t.equal((await strict.call('POST', '/tickets', newTicket({ status: 3 }))).status, 201)
    const loose = openSandbox({ fields, closureIncludesResolved: false })
    t.equal((await loose.call('POST', '/tickets', newTicket({ status: 4 }))).status, 201)
  },
)

t.test('the requester', async (t) => {
  t.test('is made from an e-mail, with a name, and claimed by a company with that domain', async (t) => {
    const { call, account } = openSandbox({ companies: [{ name: 'Example', domains: ['example.com'] }] })
    const reply = await call('POST', '/tickets', newTicket({ name: 'Ana Ruiz', phone: '123' }))
    const contact = account.contacts.get(reply.body.requester_id)
    t.match(contact, { name: 'Ana Ruiz', email: 'ana@example.com', phone: '123' })
    t.equal(reply.body.company_id, contact?.companyId)
    t.ok(reply.body.company_id)
  })
  t.test('is found again whatever the case of the e-mail, unless set otherwise', async (t) => {
    const loose = openSandbox()
    await loose.call('POST', '/tickets', newTicket())
    await loose.call('POST', '/tickets', newTicket({ email: 'ANA@example.com' }))
    t.equal(loose.account.contacts.size, 1)
    const strict = openSandbox({ emailIsCaseInsensitive: false })
    await strict.call('POST', '/tickets', newTicket())
    await strict.call('POST', '/tickets', newTicket({ email: 'ANA@example.com' }))
    t.equal(strict.account.contacts.size, 2)
  })
  t.test('may be an agent', async (t) => {
    const { call, account } = openSandbox()
    const [agent] = account.agents.values()
    const reply = await call('POST', '/tickets', newTicket({ email: agent?.email }))
    t.equal(reply.body.requester_id, agent?.id)
  })
  t.test('by phone needs a name, unless the phone is known', async (t) => {
    const { call } = openSandbox()
    const base = { subject: 's', description: 'd', phone: '+34 600' }
    t.same(errorsOf(await call('POST', '/tickets', base)), ['name missing_field'])
    const first = await call('POST', '/tickets', { ...base, name: 'Luis' })
    t.equal(first.status, 201)
    const second = await call('POST', '/tickets', base)
    t.equal(second.body.requester_id, first.body.requester_id)
  })
  t.test('may come by an external or a Twitter id, not by an unknown Facebook id', async (t) => {
    const { call, account } = openSandbox()
    const base = { subject: 's', description: 'd' }
    for (const identity of [{ unique_external_id: 'u1' }, { twitter_id: 'tw' }]) {
      const first = await call('POST', '/tickets', { ...base, ...identity })
      const second = await call('POST', '/tickets', { ...base, ...identity })
      t.equal(first.body.requester_id, second.body.requester_id)
    }
    t.equal(account.contacts.size, 2)
    const refused = await call('POST', '/tickets', { ...base, facebook_id: 'fb' })
    t.same(errorsOf(refused), ['facebook_id invalid_value'])
  })
  t.test('by its id', async (t) => {
    const { call, account } = openSandbox()
    const { body } = await call('POST', '/tickets', newTicket())
    const reply = await call(
      'POST',
      '/tickets',
      newTicket({ email: undefined, requester_id: body.requester_id }),
    )
    t.equal(reply.body.requester_id, body.requester_id)
    t.equal(account.contacts.size, 1)
  })
  t.test('is wanted', async (t) => {
    const { call } = openSandbox()
    for (const email of [undefined, null]) {
      t.same(errorsOf(await call('POST', '/tickets', newTicket({ email }))), ['requester_id missing_field'])
    }
  })
})

t.test('an agent must be of the ticket group, unless set otherwise', async (t) => {
  const options = {
    agents: [
      { name: 'Ada', email: 'ada@x.co' },
      { name: 'Bob', email: 'bob@x.co' },
    ],
    groups: [{ name: 'Billing', agents: ['ada@x.co'] }],
  }
  const { call, account } = openSandbox(options)
  const [ada, bob] = account.agents.keys()
  const [group] = account.groups.keys()
  t.equal((await call('POST', '/tickets', newTicket({ group_id: group, responder_id: ada }))).status, 201)
  const refused = await call('POST', '/tickets', newTicket({ group_id: group, responder_id: bob }))
  t.same(errorsOf(refused), ['responder_id invalid_value'])
  const loose = openSandbox({ ...options, checkMembership: false })
  t.equal(
    (await loose.call('POST', '/tickets', newTicket({ group_id: group, responder_id: bob }))).status,
    201,
  )
})

t.test('the product is ignored when the mailbox is given', async (t) => {
  const { call, account } = openSandbox({ products: [{ name: 'Betsur' }] })
  const [product] = account.products.keys()
  const reply = await call('POST', '/tickets', newTicket({ product_id: product, email_config_id: 5 }))
  t.match(reply.body, { product_id: null, email_config_id: 5 })
  t.match((await call('POST', '/tickets', newTicket({ product_id: product }))).body, { product_id: product })
})

t.test('a parent and related tickets are tied', async (t) => {
  const { call } = openSandbox()
  for (let count = 0; count < 3; count += 1) await call('POST', '/tickets', newTicket())
  const child = await call('POST', '/tickets', newTicket({ parent_id: 1 }))
  t.match(child.body, { association_type: 2, associated_tickets_list: [1], associated_tickets_count: 1 })
  t.match((await call('GET', '/tickets/1')).body, { association_type: 1, associated_tickets_list: [4] })
  const tracker = await call('POST', '/tickets', newTicket({ related_ticket_ids: [2, 3] }))
  t.match(tracker.body, { association_type: 3, associated_tickets_list: [2, 3] })
  t.match((await call('GET', '/tickets/3')).body, { association_type: 4, associated_tickets_list: [5] })
})

const customFields = {
  custom: [
    { name: 'cf_text', kind: 'text' },
    { name: 'cf_long', kind: 'paragraph' },
    { name: 'cf_number', kind: 'number' },
    { name: 'cf_decimal', kind: 'decimal' },
    { name: 'cf_check', kind: 'checkbox' },
    { name: 'cf_date', kind: 'date' },
    { name: 'cf_choice', kind: 'dropdown', choices: ['Red', 'Blue'] },
    {
      name: 'cf_country',
      kind: 'nested',
      tree: { Spain: { Madrid: ['Centro'], Sevilla: [] }, France: { Paris: [] } },
      levels: [
        { name: 'cf_city', label: 'City' },
        { name: 'cf_district', label: 'District' },
      ],
    },
  ],
} as const

t.test('custom fields take the values of their kinds', async (t) => {
  const { call } = openSandbox({ fields: customFields })
  const custom_fields = {
    cf_text: 'a',
    cf_long: 'x'.repeat(300),
    cf_number: 3,
    cf_decimal: 2.5,
    cf_check: true,
    cf_date: '2026-02-28',
    cf_choice: 'Red',
    cf_country: 'Spain',
    cf_city: 'Madrid',
    cf_district: 'Centro',
  }
  t.same((await call('POST', '/tickets', newTicket({ custom_fields }))).body.custom_fields, custom_fields)
  const empty = await call('POST', '/tickets', newTicket({ custom_fields: { cf_choice: null } }))
  t.same(
    Object.values(empty.body.custom_fields),
    Object.values(custom_fields).map(() => null),
    'all are shown, empty',
  )
})

t.test('custom fields refuse other values, each by its name', async (t) => {
  const { call } = openSandbox({ fields: customFields })
  const cases: [given: Record<string, unknown>, error: string][] = [
    [{ cf_text: 5 }, 'cf_text datatype_mismatch'],
    [{ cf_text: 'x'.repeat(256) }, 'cf_text invalid_value'],
    [{ cf_number: '3' }, 'cf_number datatype_mismatch'],
    [{ cf_number: 2.5 }, 'cf_number datatype_mismatch'],
    [{ cf_decimal: '2.5' }, 'cf_decimal datatype_mismatch'],
    [{ cf_check: 'true' }, 'cf_check datatype_mismatch'],
    [{ cf_date: '2026-02-30' }, 'cf_date invalid_value'],
    [{ cf_date: '2026-02-01T00:00:00Z' }, 'cf_date invalid_value'],
    [{ cf_date: 3 }, 'cf_date datatype_mismatch'],
    [{ cf_choice: 'Green' }, 'cf_choice invalid_value'],
    [{ cf_choice: 1 }, 'cf_choice datatype_mismatch'],
    [{ cf_country: 'Italy' }, 'cf_country invalid_value'],
    [{ cf_country: 'France', cf_city: 'Madrid' }, 'cf_city invalid_value'],
    [{ cf_city: 'Madrid' }, 'cf_city invalid_value'],
    [{ cf_country: 'Spain', cf_city: 'Sevilla', cf_district: 'Centro' }, 'cf_district invalid_value'],
    [{ cf_other: 1 }, 'cf_other invalid_field'],
  ]
  for (const [custom_fields, error] of cases) {
    const reply = await call('POST', '/tickets', newTicket({ custom_fields }))
    t.same(errorsOf(reply), [`custom_fields.${error}`], error)
  }
})
