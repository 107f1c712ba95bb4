import t from 'tap'
import { buildIntake, secret } from './build-intake.ts'

const basic = `Basic ${Buffer.from(`zapier:${secret}`).toString('base64')}`

t.test('POST with payload type json becomes a hand-off', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/zapier',
    headers: { 'x-webhook-secret': secret, 'user-agent': 'Zapier' },
    payload: { subject: 'Order late', requester: { email: 'ann@ex.org' }, priority: '2', tags: 'vip,eu' },
  })
  t.equal(answer.statusCode, 202)
  t.match(ledger.puts[0]?.handoff, {
    requester: { email: 'ann@ex.org', phone: null },
    subject: 'Order late',
    summary: 'Order late',
    priority: 'medium',
    tags: ['vip', 'eu'],
    extra: {},
  })
})

t.test('POST with payload type form and Basic authentication becomes the same', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/zapier',
    headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'subject=Order+late&requester__email=ann%40ex.org&priority=2&phone=',
  })
  t.equal(answer.statusCode, 202)
  t.match(ledger.puts[0]?.handoff, {
    requester: { email: 'ann@ex.org', phone: null },
    subject: 'Order late',
    priority: 'medium',
  })
})

t.test('a request that is wrapped in an array is unwrapped', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const payload = [
    { email: 'ann@ex.org', motivo: 'x', nested__a__b: 'true', adjuntos: 'https://ex.org/a.png' },
  ]
  const answer = await app.inject({
    method: 'POST',
    url: '/webhooks/zapier',
    headers: { authorization: basic },
    payload,
  })
  t.equal(answer.statusCode, 202)
  t.match(ledger.puts[0]?.handoff, {
    attachments: [{ url: 'https://ex.org/a.png', name: null }],
    extra: { nested: { a: { b: 'true' } } },
  })
})

t.test('a form brings lists as repeated names, as names with brackets, or as JSON', async (t) => {
  const { app, ledger } = await buildIntake(t)
  const form = new URLSearchParams([
    ['email', 'ann@ex.org'],
    ['motivo', 'línea 1\nlínea 2'],
    ['tags', 'a'],
    ['tags', 'b'],
    ['archivos[]', 'https://ex.org/1'],
    ['transcript', '[{"from":"user","text":"Hola"}]'],
    ['custom_fields__cf_order', '12'],
  ])
  await app.inject({
    method: 'POST',
    url: '/webhooks/zapier',
    headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    payload: form.toString(),
  })
  t.match(ledger.puts[0]?.handoff, {
    summary: 'línea 1\nlínea 2',
    tags: ['a', 'b'],
    attachments: [{ url: 'https://ex.org/1' }],
    transcript: [{ from: 'user', text: 'Hola' }],
    customFields: { cf_order: '12' },
  })
})

t.test('an identical replay is answered as the first was, and is no second hand-off', async (t) => {
  const { app, ledger, events } = await buildIntake(t)
  const post = (payload: object) =>
    app.inject({ method: 'POST', url: '/webhooks/zapier', headers: { authorization: basic }, payload })
  const first = await post({ email: 'ann@ex.org', motivo: 'x', n: 1 })
  const replay = await post({ n: 1, motivo: 'x', email: 'ann@ex.org' })
  t.same(replay.json(), { ...first.json(), duplicate: true })
  t.equal((await post({ email: 'ann@ex.org', motivo: 'y', n: 1 })).json().duplicate, false)
  t.equal(ledger.puts.length, 2)
  t.same(
    events.map(({ kind }) => kind),
    ['received', 'duplicate', 'received'],
  )
})

t.test('what Zapier shows to people is readable', async (t) => {
  const { app } = await buildIntake(t)
  const post = (payload: string, type: string) =>
    app.inject({
      method: 'POST',
      url: '/webhooks/zapier',
      headers: { authorization: basic, 'content-type': type },
      payload,
    })
  const broken = await post('{"motivo":"she said "no""}', 'application/json')
  t.equal(broken.statusCode, 400)
  t.match(broken.json(), {
    ok: false,
    code: 'invalid_json',
    detail: /quotation mark/,
    error: { code: 'invalid_json' },
  })
  const xml = await post('<handoff/>', 'application/xml')
  t.equal(xml.statusCode, 415)
  t.match(xml.json(), { code: 'unsupported_media_type', detail: /application\/json/ })
  const empty = await post('motivo=&email=', 'application/x-www-form-urlencoded')
  t.equal(empty.statusCode, 422)
  t.match(empty.json().detail, /user_email: Send user_email or user_phone/)
})
