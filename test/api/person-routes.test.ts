import t from 'tap'
import { key, openApiApp } from './open-api-app.ts'

const nobody = { email: null, phone: null, name: null }

t.test('retries a waiting hand-off at once', async (t) => {
  const { ask, put, claim, ledger, clock } = await openApiApp(t)
  const id = await put('a')
  await ledger.retryLater(await claim(), {
    dueAt: clock.now() + 600_000,
    why: 'help desk is down',
    failed: true,
  })
  const answer = await ask('POST', `/v1/handoffs/${id}/retry`)
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { id, state: 'waiting', due_at: '2026-11-20T12:00:00.000Z' })
  const { history } = answer.json<{ history: { by: string | null }[] }>()
  t.equal(history.at(-1)?.by, 'api')
  t.equal((await claim()).entry.id, id)
})

t.test('accepts a verb with a JSON content type and no body, as many clients send it', async (t) => {
  const { app, put, claim, ledger, clock } = await openApiApp(t)
  const id = await put('a')
  await ledger.retryLater(await claim(), { dueAt: clock.now() + 600_000, why: 'x', failed: true })
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/handoffs/${id}/retry`,
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
  })
  t.equal(answer.statusCode, 200)
})

t.test('says which state a verb needs', async (t) => {
  const { ask, put } = await openApiApp(t)
  const id = await put('a')
  const answer = await ask('POST', `/v1/handoffs/${id}/release`)
  t.equal(answer.statusCode, 409)
  t.match(answer.json(), {
    ok: false,
    code: 'wrong_state',
    handoff_id: id,
    detail: /is received; this needs it to be parked or refused/,
  })
})

t.test('every verb on an unknown id is a 404', async (t) => {
  const { ask } = await openApiApp(t)
  for (const [method, verb, body] of [
    ['POST', '/retry', undefined],
    ['POST', '/release', undefined],
    ['POST', '/dismiss', { reason: 'x' }],
    ['PATCH', '', { category: 'x' }],
  ] as const) {
    const answer = await ask(method, `/v1/handoffs/ho_unknown${verb}`, body)
    t.equal(answer.statusCode, 404, `${method} ${verb}`)
    t.match(answer.json(), { code: 'not_found' })
  }
})

t.test('dismisses with a reason, which is kept', async (t) => {
  const { ask, put } = await openApiApp(t)
  const id = await put('a')
  for (const body of [
    undefined,
    {},
    { reason: '  ' },
    { reason: 'x'.repeat(501) },
    { reason: 'x', more: 1 },
  ]) {
    const refused = await ask('POST', `/v1/handoffs/${id}/dismiss`, body)
    t.equal(refused.statusCode, 400)
  }
  const answer = await ask('POST', `/v1/handoffs/${id}/dismiss`, { reason: ' It was a test. ' })
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { state: 'dismissed', why: 'It was a test.' })
  t.match((await ask('GET', '/v1/custody')).json(), { received: 1, dismissed: 1, balanced: true })
})

t.test('corrects and releases a hand-off that was refused at the door', async (t) => {
  const { ask, put, claim } = await openApiApp(t)
  const id = await put('a', { refusal: 'nobody to answer', handoff: { requester: nobody } })
  const early = await ask('POST', `/v1/handoffs/${id}/release`)
  t.equal(early.statusCode, 422)
  t.match(early.json(), {
    code: 'invalid_handoff',
    errors: [{ field: 'user_email', code: 'contact_missing' }],
  })

  const edited = await ask('PATCH', `/v1/handoffs/${id}`, {
    user_email: ' bea@example.org ',
    priority: 'high',
  })
  t.equal(edited.statusCode, 200)
  t.match(edited.json(), {
    state: 'refused',
    handoff: { user_email: 'bea@example.org', priority: 'high', conversation_summary: 'I cannot log in.' },
  })
  const released = await ask('POST', `/v1/handoffs/${id}/release`)
  t.equal(released.statusCode, 200)
  t.match(released.json(), { state: 'received' })
  const { entry } = await claim()
  t.equal(entry.handoff.requester.email, 'bea@example.org')
  t.match((await ask('GET', '/v1/custody')).json(), { received: 1, refused: 0, balanced: true })
})

t.test('releases a parked hand-off, whatever it says', async (t) => {
  const { ask, put, claim, ledger } = await openApiApp(t)
  const id = await put('a')
  await ledger.park(await claim(), 'needs a person')
  t.match((await ask('POST', `/v1/handoffs/${id}/release`)).json(), { state: 'waiting' })
})

t.test('an edit must leave someone to answer and something to say', async (t) => {
  const { ask, put } = await openApiApp(t)
  const id = await put('a', { handoff: { transcript: [], summary: 'Help' } })
  const codes = async (body: object) => {
    const answer = await ask('PATCH', `/v1/handoffs/${id}`, body)
    return [answer.statusCode, ...(answer.json().errors ?? []).map(({ code }: { code: string }) => code)]
  }
  t.same(await codes({ user_email: null }), [422, 'contact_missing'])
  t.same(await codes({ conversation_summary: ' ' }), [422, 'nothing_to_say'])
  t.same(await codes({ user_email: null, conversation_summary: '' }), [
    422,
    'contact_missing',
    'nothing_to_say',
  ])
  t.same(await codes({ user_email: null, user_phone: '+34 600 11 22 33' }), [200])
  t.same(await codes({ conversation_summary: '', subject: 'Help' }), [200])
})

t.test('a malformed address on record has to be set right', async (t) => {
  const { ask, put } = await openApiApp(t)
  const requester = { email: 'ana(at)example.org', phone: null, name: null }
  const id = await put('a', { refusal: 'malformed e-mail', handoff: { requester } })
  t.match((await ask('PATCH', `/v1/handoffs/${id}`, { category: 'x' })).json(), {
    errors: [{ field: 'user_email', code: 'invalid_email' }],
  })
  t.equal((await ask('PATCH', `/v1/handoffs/${id}`, { user_email: 'ana@example.org' })).statusCode, 200)
})

t.test('an edit takes known fields in their form only', async (t) => {
  const { ask, put } = await openApiApp(t)
  const id = await put('a')
  for (const body of [
    {},
    { user_email: 'ana' },
    { user_email: 'ana@localhost' },
    { user_email: `${'a'.repeat(65)}@example.org` },
    { priority: 'highest' },
    { tags: 'a,b' },
    { tags: Array(51).fill('x') },
    { summary: 'x' },
    { category: 7 },
    { subject: 'x'.repeat(256) },
    [],
    { __proto__x: 1 },
  ]) {
    const answer = await ask('PATCH', `/v1/handoffs/${id}`, body)
    t.equal(answer.statusCode, 400, JSON.stringify(body).slice(0, 60))
    t.match(answer.json(), { ok: false, code: 'invalid_request' })
    t.notMatch(answer.body, /ana@localhost|aaaa/, 'quotes nothing')
  }
  const edited = await ask('PATCH', `/v1/handoffs/${id}`, {
    user_name: null,
    tags: [' vip '],
    custom_fields: { a: [1] },
    language: 'es',
    category: 'facturación',
  })
  t.match(edited.json().handoff, {
    user_name: null,
    tags: ['vip'],
    custom_fields: { a: [1] },
    language: 'es',
    category: 'facturación',
  })
})

t.test('what was erased cannot be edited', async (t) => {
  const { ask, put } = await openApiApp(t)
  const id = await put('a')
  t.match((await ask('POST', '/v1/erasures', { email: 'ANA@example.org' })).json(), { ok: true, erased: 1 })
  const answer = await ask('PATCH', `/v1/handoffs/${id}`, { category: 'x' })
  t.equal(answer.statusCode, 409)
  t.match(answer.json(), { code: 'content_erased' })
  t.match((await ask('GET', `/v1/handoffs/${id}`)).json(), { state: 'dismissed', handoff: null })
})

t.test('poisoned and broken JSON is refused', async (t) => {
  const { app, put } = await openApiApp(t)
  const id = await put('a')
  for (const payload of [
    '{"__proto__":{"a":1}}',
    '{"category":',
    'null',
    '"x"',
    '{"constructor":{"prototype":1}}',
  ]) {
    const answer = await app.inject({
      method: 'PATCH',
      url: `/v1/handoffs/${id}`,
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      payload,
    })
    t.equal(answer.statusCode, 400, payload)
  }
})
