import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

t.test('a contact is created, viewed and changed', async (t) => {
  const { call, clock } = openSandbox()
  const reply = await call('POST', '/contacts', {
    name: 'Ana',
    email: 'ana@example.com',
    tags: ['vip'],
    custom_fields: { cf_a: 1, cf_b: null },
    view_all_tickets: false,
  })
  t.equal(reply.status, 201)
  t.match(reply.headers.get('location'), /\/contacts\/\d+$/)
  clock.advance(1000)
  const { id } = reply.body
  const changed = await call('PUT', `/contacts/${id}`, {
    job_title: 'CTO',
    email: 'ana@example.com',
    custom_fields: { cf_b: 2 },
  })
  t.match(changed.body, {
    name: 'Ana',
    job_title: 'CTO',
    custom_fields: { cf_a: 1, cf_b: 2 },
    updated_at: '2026-01-15T10:00:01Z',
  })
  t.same((await call('GET', `/contacts/${id}`)).body, changed.body)
  t.equal((await call('GET', '/contacts/5')).status, 404)
  t.equal((await call('PUT', '/contacts/5', {})).status, 404)
})

t.test('a contact needs a name and something to reach it by', async (t) => {
  const { call } = openSandbox()
  t.same(errorsOf(await call('POST', '/contacts', {})), ['name missing_field', 'email missing_field'])
  t.equal((await call('POST', '/contacts', { name: 'Ana', mobile: '600' })).status, 201)
  const faulty = { name: 'Ana', email: 'a*b*@x.com', colour: 1, custom_fields: { cf_a: [] } }
  t.same(errorsOf(await call('POST', '/contacts', faulty)), [
    'colour invalid_field',
    'email invalid_value',
    'custom_fields.cf_a invalid_value',
  ])
})

t.test('a second contact with the address is a 409 that names the first, deleted ones too', async (t) => {
  const { call } = openSandbox()
  const { body } = await call('POST', '/contacts', { name: 'Ana', email: 'ana@example.com' })
  const again = () => call('POST', '/contacts', { name: 'Ana', email: 'Ana@example.com' })
  const reply = await again()
  t.equal(reply.status, 409)
  t.same(reply.body.errors, [
    {
      field: 'email',
      message: 'It should be a unique value',
      code: 'duplicate_value',
      additional_info: { user_id: body.id },
    },
  ])
  t.equal((await call('DELETE', `/contacts/${body.id}`)).status, 204)
  t.equal((await again()).status, 409)
  t.same((await call('GET', '/contacts?email=ana@example.com')).body, [])
  t.match((await call('GET', '/contacts?email=ana@example.com&state=deleted')).body, [
    { id: body.id, deleted: true },
  ])
  t.equal((await call('PUT', `/contacts/${body.id}`, { name: 'x' })).status, 405)
  t.equal((await call('DELETE', `/contacts/${body.id}`)).status, 405)
  t.equal((await call('DELETE', '/contacts/5')).status, 404)
  t.equal((await call('PUT', `/contacts/${body.id}/restore`)).status, 204)
  t.equal((await call('PUT', `/contacts/${body.id}/restore`)).status, 404)
  t.equal((await call('GET', '/contacts')).body.length, 1)
})

t.test('other identifiers are unique too, also when changed', async (t) => {
  const { call } = openSandbox()
  await call('POST', '/contacts', { name: 'Ana', unique_external_id: 'u', twitter_id: 't', email: 'a@b.co' })
  const both = await call('POST', '/contacts', { name: 'B', unique_external_id: 'u', twitter_id: 't' })
  t.same(errorsOf(both), ['unique_external_id duplicate_value', 'twitter_id duplicate_value'])
  const { body } = await call('POST', '/contacts', { name: 'B', email: 'b@b.co' })
  t.equal((await call('PUT', `/contacts/${body.id}`, { email: 'a@b.co' })).status, 409)
  t.equal((await call('PUT', `/contacts/${body.id}`, { email: 5 })).status, 400)
})

t.test('contacts are listed by what is asked', async (t) => {
  const { call, account, clock } = openSandbox({ companies: [{ name: 'B', domains: ['b.co'] }] })
  await call('POST', '/contacts', {
    name: 'Ana Ruiz',
    email: 'ana@b.co',
    phone: '1',
    unique_external_id: 'u',
  })
  clock.advance(60_000)
  await call('POST', '/contacts', { name: 'Ruth', mobile: '2' })
  const names = async (query: string) =>
    (await call('GET', `/contacts?${query}`)).body.map((contact: { name: string }) => contact.name)
  const [company] = account.companies.keys()
  t.same(await names(''), ['Ana Ruiz', 'Ruth'])
  t.same(await names('phone=1'), ['Ana Ruiz'])
  t.same(await names('mobile=2'), ['Ruth'])
  t.same(await names(`company_id=${company}`), ['Ana Ruiz'])
  t.same(await names('unique_external_id=u'), ['Ana Ruiz'])
  t.same(await names('email=nobody@b.co'), [], 'no match is an empty list here')
  t.same(await names('state=unverified'), ['Ana Ruiz', 'Ruth'])
  t.same(await names('state=verified'), [])
  t.same(await names('updated_since=2026-01-15T10:00:30Z'), ['Ruth'])
  const [first] = account.contacts.values()
  if (first) first.blocked = true
  t.same(await names('state=blocked'), ['Ana Ruiz'])
  t.same(await names(''), ['Ruth'])
  t.equal((await call('GET', '/contacts?state=all')).status, 400)
  t.equal((await call('GET', '/contacts?updated_since=x')).status, 400)
  t.match((await call('GET', '/contacts/autocomplete?term=ru')).body, [
    { name: 'Ana Ruiz' },
    { name: 'Ruth' },
  ])
})

t.test('agents keep name and address in their contact', async (t) => {
  const { call } = openSandbox({
    agents: [
      { name: 'Ada Byron', email: 'ada@x.co', phone: '1', mobile: '2' },
      { name: 'Bob', email: 'bob@x.co', occasional: true },
    ],
    groups: [{ name: 'Billing', agents: ['bob@x.co'] }],
    apiKeys: { bob: { agent: 'bob@x.co' } },
  })
  const get = async (path: string) => (await call('GET', path, undefined, { key: 'bob' })).body
  const [group] = await get('/groups')
  const me = await get('/agents/me')
  t.match(me, { contact: { name: 'Bob', email: 'bob@x.co' }, occasional: true, group_ids: [group.id] })
  t.same(group.agent_ids, [me.id])
  t.same(await get(`/agents/${me.id}`), me)
  t.equal((await get('/agents')).length, 2)
  t.equal((await get('/agents?email=BOB@x.co')).length, 1)
  t.equal((await get('/agents?phone=1&mobile=2')).length, 1)
  t.equal((await get('/agents?state=fulltime')).length, 1)
  t.equal((await get('/agents?state=x')).description, 'Validation failed')
  t.match(await get('/agents/autocomplete?term=BY'), [{ email: 'ada@x.co' }])
  t.equal(await get('/agents/5'), null)
})

t.test('groups, products and companies are listed and viewed', async (t) => {
  const { call, account } = openSandbox({
    groups: [{ name: 'Billing' }],
    products: [{ name: 'Betsur' }],
    companies: [{ name: 'Acme' }],
  })
  for (const path of ['/groups', '/admin/groups', '/products', '/companies']) {
    const [item] = (await call('GET', path)).body
    t.same((await call('GET', `${path}/${item.id}`)).body, item, path)
    t.equal((await call('GET', `${path}/5`)).status, 404)
  }
  t.match((await call('GET', '/companies/autocomplete?name=ac')).body, { companies: [{ name: 'Acme' }] })
  const made = await call('POST', '/companies', { name: 'New', domains: ['example.com'] })
  t.equal(made.status, 201)
  const { body } = await call('POST', '/tickets', newTicket())
  t.equal(account.contacts.get(body.requester_id)?.companyId, made.body.id)
  t.equal((await call('POST', '/companies', { name: 'New' })).status, 409)
  t.same(errorsOf(await call('POST', '/companies', {})), ['name missing_field'])
})

t.test('the knowledge base and canned responses can be read', async (t) => {
  const { call } = openSandbox({
    solutions: [
      {
        name: 'Help',
        folders: [
          { name: 'Start', articles: [{ title: 'Log in', description: '<p>Use your <b>e-mail</b></p>' }] },
        ],
      },
    ],
    cannedResponses: [{ name: 'Greetings', responses: [{ title: 'Hello', content: '<div>Hi</div>' }] }],
  })
  const [category] = (await call('GET', '/solutions/categories')).body
  t.same((await call('GET', '/solutions/categories/es')).body, [category])
  const [folder] = (await call('GET', `/solutions/categories/${category.id}/folders`)).body
  t.match(folder, { name: 'Start', articles_count: 1, visibility: 1 })
  const [article] = (await call('GET', `/solutions/folders/${folder.id}/articles`)).body
  t.match(article, { title: 'Log in', description_text: 'Use your e-mail', status: 2, folder_id: folder.id })
  t.same((await call('GET', `/solutions/folders/${folder.id}/subfolders`)).body, [])
  t.same((await call('GET', `/solutions/articles/${article.id}`)).body, article)
  t.same((await call('GET', `/solutions/articles/${article.id}/es`)).body, article)
  t.equal((await call('GET', '/search/solutions?term=E-MAIL')).body.length, 1)
  t.same((await call('GET', '/search/solutions?term=zzz')).body, [])
  t.same(errorsOf(await call('GET', '/search/solutions')), ['term missing_field'])
  const [canned] = (await call('GET', '/canned_response_folders')).body
  t.match(canned, { name: 'Greetings', responses_count: 1 })
  t.match((await call('GET', `/canned_response_folders/${canned.id}`)).body, {
    canned_responses: [{ title: 'Hello' }],
  })
  const [response] = (await call('GET', `/canned_response_folders/${canned.id}/responses`)).body
  t.match((await call('GET', `/canned_responses/${response.id}`)).body, {
    title: 'Hello',
    content: '<div>Hi</div>',
  })
  for (const path of [
    '/solutions/categories/5/folders',
    '/solutions/folders/5/articles',
    '/solutions/folders/5/subfolders',
    '/solutions/articles/5',
    '/canned_response_folders/5',
    '/canned_response_folders/5/responses',
    '/canned_responses/5',
  ]) {
    t.equal((await call('GET', path)).status, 404, path)
  }
})

t.test('the form is told with choices in the shape of each type', async (t) => {
  const { call } = openSandbox({
    groups: [{ name: 'Billing' }],
    fields: {
      types: ['Question'],
      statuses: [
        { id: 2, label: 'Open', customerLabel: 'Being Processed' },
        { id: 8, label: 'Parts' },
      ],
      custom: [
        { name: 'cf_choice', label: 'Choice', kind: 'dropdown', choices: ['A'], requiredForAgents: true },
        {
          name: 'cf_country',
          kind: 'nested',
          tree: { Spain: { Madrid: ['Centro'] } },
          levels: [{ name: 'cf_city', label: 'City' }],
        },
      ],
    },
  })
  const { body } = await call('GET', '/ticket_fields')
  const field = (name: string) => body.find((item: { name: string }) => item.name === name)
  t.match(field('subject'), { type: 'default_subject', required_for_agents: true, default: true })
  t.notOk('choices' in field('subject'))
  t.same(field('status').choices, { 2: ['Open', 'Being Processed'], 8: ['Parts', 'Parts'] })
  t.same(field('priority').choices, { Low: 1, Medium: 2, High: 3, Urgent: 4 })
  t.equal(field('source').choices.Chat, 7)
  t.same(field('ticket_type').choices, ['Question'])
  t.same(Object.keys(field('group').choices), ['Billing'])
  t.same(Object.keys(field('agent').choices), ['Ada Agent'])
  t.same(field('product').choices, {})
  t.match(field('cf_choice'), {
    type: 'custom_dropdown',
    choices: ['A'],
    default: false,
    required_for_agents: true,
  })
  t.same(field('cf_country').choices, { Spain: { Madrid: ['Centro'] } })
  t.match(field('cf_country').nested_ticket_fields, [{ name: 'cf_city', label: 'City', level: 2 }])
  t.equal((await call('GET', '/ticket_fields?type=custom_dropdown')).body.length, 1)
  const refused = await call('POST', '/tickets', newTicket({ status: 3, custom_fields: { cf_choice: 'A' } }))
  t.equal(refused.body.errors[0].message, "It should be one of these values: '2,8'")
})
