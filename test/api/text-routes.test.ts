import t from 'tap'
import { openApiApp } from './open-api-app.ts'

t.test('classifies a text and stores nothing', async (t) => {
  const { ask, asked } = await openApiApp(t)
  const answer = await ask('POST', '/v1/classifications', {
    text: ' The invoice is wrong. ',
    category: 'money',
  })
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), {
    category: 'billing',
    type: 'Question',
    group: 'Billing',
    priority: 'medium',
    tags: ['billing'],
    custom_fields: { cf_area: 'money' },
    decided_by: 'rule',
    confidence: null,
    priority_confidence: null,
    language: null,
    reasons: ['The text contains “invoice” (Billing).'],
    words: [],
    runner_up: null,
    similar_tickets: [],
    model: null,
    steps: [],
  })
  t.same(asked, [
    { text: 'The invoice is wrong.', subject: null, botCategory: 'money', language: null, trustBot: true },
  ])
  t.match((await ask('GET', '/v1/custody')).json(), { received: 0 })
})

t.test('classifies several texts in their order', async (t) => {
  const { ask, asked } = await openApiApp(t)
  const items = [{ text: 'one' }, { text: 'two', subject: 'Second', language: 'en' }]
  const answer = await ask('POST', '/v1/classifications', { items })
  t.equal(answer.statusCode, 200)
  t.equal(answer.json().items.length, 2)
  t.match(answer.json().items[1], { category: 'billing', steps: [] })
  t.match(asked, [{ text: 'one' }, { text: 'two', subject: 'Second', language: 'en' }])
})

t.test(
  'refuses a batch that is empty, too long, or mixed with a single text, and says what to send',
  async (t) => {
    const { ask, asked } = await openApiApp(t)
    const many = Array.from({ length: 101 }, () => ({ text: 'x' }))
    const mixed = { text: 'x', items: [{ text: 'y' }] }
    for (const body of [
      { items: [] },
      { items: many },
      { items: [{ text: ' ' }] },
      { items: ['x'] },
      mixed,
      [],
    ])
      t.equal((await ask('POST', '/v1/classifications', body)).statusCode, 400)
    t.match((await ask('POST', '/v1/classifications', mixed)).json(), {
      errors: [{ message: /one `text`, or `items`/ }],
    })
    t.same(asked, [])
  },
)

t.test('a text is required', async (t) => {
  const { ask, asked } = await openApiApp(t)
  for (const body of [{}, { text: '' }, { text: ' ' }, { text: 1 }, { text: 'x', more: 1 }])
    t.equal((await ask('POST', '/v1/classifications', body)).statusCode, 400)
  t.same(asked, [])
})

t.test('erases one person by e-mail or by phone, and nobody else', async (t) => {
  const { ask, put } = await openApiApp(t)
  const ana = await put('a')
  const byPhone = await put('b', {
    handoff: { requester: { email: null, phone: '+34 600 11 22 33', name: null } },
  })
  const bea = await put('c', {
    handoff: { requester: { email: 'bea@example.org', phone: null, name: null } },
  })
  const forgotten = { tickets: 0, drafts: 0, replies: 0, taken_back: 0, calls: 0, knowledge: 0 }
  t.same((await ask('POST', '/v1/erasures', { email: 'ana@example.org' })).json(), {
    ok: true,
    erased: 1,
    forgotten,
  })
  t.same((await ask('POST', '/v1/erasures', { phone: '+34600112233' })).json(), {
    ok: true,
    erased: 1,
    forgotten,
  })
  t.same((await ask('POST', '/v1/erasures', { phone: '+34600112233' })).json(), {
    ok: true,
    erased: 0,
    forgotten,
  })
  const contentOf = async (id: string) => (await ask('GET', `/v1/handoffs/${id}`)).json().handoff
  t.equal(await contentOf(ana), null)
  t.equal(await contentOf(byPhone), null)
  t.match(await contentOf(bea), { user_email: 'bea@example.org' })
})

t.test('an erasure names exactly one person', async (t) => {
  const { ask } = await openApiApp(t)
  for (const body of [{}, { email: 'ana' }, { email: 'a@example.org', phone: '1' }, { name: 'Ana' }])
    t.equal((await ask('POST', '/v1/erasures', body)).statusCode, 400)
})
