import { connect } from 'node:net'
import t, { type Test } from 'tap'
import { Agent, request } from 'undici'
import type { EffectInput } from '../../src/sandbox/faults/fault.ts'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../../src/sandbox/freshdesk/options.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { authorization, type Json, newTicket } from './open-sandbox.ts'

const serve = async (t: Test, options: FreshdeskSandboxOptions = {}) => {
  const sandbox = createFreshdeskSandbox(options)
  const served = await serveSandbox({ sandbox })
  const dispatcher = new Agent()
  t.teardown(async () => {
    await dispatcher.destroy()
    await served.close()
  })
  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
    timeoutMs?: number,
  ) => {
    const reply = await request(`${served.url}${path}`, {
      method,
      dispatcher,
      ...(timeoutMs !== undefined && { signal: AbortSignal.timeout(timeoutMs) }),
      headers: { authorization: authorization(), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await reply.body.text()
    const isJson = String(reply.headers['content-type']).startsWith('application/json')
    const parsed: Json = isJson && text !== '' ? JSON.parse(text) : null
    return { status: reply.statusCode, headers: reply.headers, text, body: parsed }
  }
  const create = (timeoutMs?: number) => call('POST', '/api/v2/tickets', newTicket(), timeoutMs)
  const play = (effect: EffectInput) => sandbox.faults.add(effect, { method: 'POST', path: '/tickets' })
  return { sandbox, served, call, create, play, account: sandbox.account }
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise
    return 'answered'
  } catch (error) {
    if (!(error instanceof Error)) return String(error)
    return 'code' in error && typeof error.code === 'string' ? error.code : error.name
  }
}

const waitFor = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5))
}

t.test('the same handlers answer over a socket', async (t) => {
  const { call, create, served } = await serve(t)
  const made = await create()
  t.equal(made.status, 201)
  t.equal(made.headers['location'], `${served.url}/api/v2/tickets/1`)
  t.equal((await call('GET', '/api/v2/tickets/1')).body.subject, 'I cannot log in')
  const gone = await call('DELETE', '/api/v2/tickets/1')
  t.match(gone, { status: 204, text: '' })
  t.match(await call('GET', '/api/v2/tickets/5'), { status: 404, text: '' })
  t.equal((await call('GET', '/api/v2//tickets')).status, 400)
})

t.test('a connection is cut before or after the work', async (t) => {
  const { create, play, account } = await serve(t)
  let stop = play({ kind: 'drop' })
  t.equal(await codeOf(create()), 'UND_ERR_SOCKET')
  t.equal(account.tickets.size, 0)
  stop()
  stop = play({ kind: 'act-then-drop' })
  t.equal(await codeOf(create()), 'UND_ERR_SOCKET')
  t.equal(account.tickets.size, 1)
  stop()
  t.equal((await create()).status, 201, 'the next call is unaffected')
})

t.test('an answer is cut in the middle', async (t) => {
  const { play, account, served } = await serve(t)
  play({ kind: 'half-answer' })
  const reply = await request(`${served.url}/api/v2/tickets`, {
    method: 'POST',
    headers: { authorization: authorization(), 'content-type': 'application/json' },
    body: JSON.stringify(newTicket()),
  })
  t.equal(reply.statusCode, 201)
  let received = ''
  await t.rejects(async () => {
    for await (const chunk of reply.body) received += chunk
  })
  t.ok(received.startsWith('{') && received.length * 2 <= Number(reply.headers['content-length']) + 1)
  t.equal(account.tickets.size, 1)
})

t.test('a hanging call runs into the time-out of its caller', async (t) => {
  const { create, play, account } = await serve(t)
  const stop = play({ kind: 'hang' })
  t.equal(await codeOf(create(50)), 'TimeoutError')
  stop()
  play({ kind: 'act-then-hang' })
  t.equal(await codeOf(create(50)), 'TimeoutError')
  t.equal(account.tickets.size, 1)
})

t.test('late work is done after the caller has gone', async (t) => {
  const { create, play, account } = await serve(t)
  const stop = play({ kind: 'act-late', ms: 400, connection: 'hang' })
  t.equal(await codeOf(create(50)), 'TimeoutError')
  t.equal(account.tickets.size, 0)
  await waitFor(() => account.tickets.size === 1)
  stop()
  play({ kind: 'act-late', ms: 50 })
  t.equal(await codeOf(create()), 'UND_ERR_SOCKET')
  await waitFor(() => account.tickets.size === 2)
})

t.test('a slow answer arrives whole', async (t) => {
  const { create, play } = await serve(t)
  play({ kind: 'slow-answer', ms: 60 })
  t.equal((await create()).body.id, 1)
})

t.test('nobody listens while it is down', async (t) => {
  const { create, sandbox, served } = await serve(t)
  await create()
  sandbox.faults.down()
  await served.stopListening()
  t.equal(await codeOf(create()), 'ECONNREFUSED')
  sandbox.faults.up()
  await served.resume()
  t.equal((await create()).status, 201, 'on the same port')
  await served.close()
  await served.resume()
  t.equal(await codeOf(create()), 'ECONNREFUSED', 'closed is for good')
  await served.close()
})

t.test('it comes up again by itself', async (t) => {
  const { create, sandbox } = await serve(t)
  sandbox.faults.down(100)
  let refused = 0
  while ((await codeOf(create())) !== 'answered') refused += 1
  t.ok(refused > 0)
})

t.test('a port that is taken is an error', async (t) => {
  const { served, sandbox } = await serve(t)
  await t.rejects(serveSandbox({ sandbox, port: Number(new URL(served.url).port) }), { code: 'EADDRINUSE' })
})

t.test('it listens where it is told, on IPv6 too', async (t) => {
  const sandbox = createFreshdeskSandbox()
  const served = await serveSandbox({ sandbox, host: '::1' })
  t.teardown(() => served.close())
  t.match(served.url, /^http:\/\/\[::1\]:\d+$/)
})

t.test('a body beyond what it takes, or one that breaks off, does no harm', async (t) => {
  const { served, call, account } = await serve(t)
  const { port } = new URL(served.url)
  const socket = connect(Number(port), '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write('POST /api/v2/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"')
  socket.destroy()
  const big = await request(`${served.url}/api/v2/tickets`, {
    method: 'POST',
    body: Buffer.alloc(64 * 2 ** 20 + 1),
  })
    .then((reply) => reply.body.dump().then(() => reply.statusCode))
    .catch(() => 413)
  t.equal(big, 413)
  t.equal((await call('GET', '/api/v2/agents/me')).status, 200)
  t.equal(account.tickets.size, 0)
})

t.test('the page shows tickets, their conversation and the calls', async (t) => {
  const { call, served, account } = await serve(t, {
    groups: [{ name: 'Billing' }],
    fields: { custom: [{ name: 'cf_a', kind: 'text' }] },
  })
  const page = async (path: string, language = 'en') => {
    const reply = await request(`${served.url}${path}`, { headers: { 'accept-language': language } })
    return { status: reply.statusCode, headers: reply.headers, text: await reply.body.text() }
  }
  t.match((await page('/')).text, /No tickets yet/)
  const [group] = account.groups.keys()
  const hostile = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'
  await call(
    'POST',
    '/api/v2/tickets',
    newTicket({
      name: hostile,
      subject: hostile,
      description: hostile,
      group_id: group,
      tags: ['bot'],
      custom_fields: { cf_a: 'blue' },
    }),
  )
  const requester = [...account.contacts.keys()][0]
  const says = { body: 'me again', private: false, incoming: true, user_id: requester }
  await call('POST', '/api/v2/tickets/1/notes', says)
  await call('POST', '/api/v2/tickets/1/notes', { body: 'inner thought' })
  await call('POST', '/api/v2/tickets/1/reply', { body: 'try this' })
  await call('DELETE', '/api/v2/tickets/1')
  const { text, headers, status } = await page('/')
  t.equal(status, 200)
  t.match(headers['content-security-policy'], /default-src 'none'/)
  t.notMatch(text, /<script/)
  t.notMatch(text, /<img/)
  t.match(text, /&lt;img src=x onerror=alert\(1\)&gt;/)
  t.match(text, /<iframe sandbox=""[^>]* srcdoc="&lt;div&gt;/)
  for (const piece of [
    'Billing',
    '#bot',
    'cf_a: blue',
    'me again',
    'inner thought',
    'try this',
    'Public note',
    'Private note',
    'Reply',
    'deleted',
    'POST /tickets',
    'http-equiv="refresh"',
  ]) {
    t.ok(text.includes(piece), piece)
  }
  t.notOk((await page('/?refresh=no')).text.includes('http-equiv="refresh"'))
  t.match((await page('/', 'es-ES,es;q=0.9,en;q=0.5')).text, /lang="es"[\s\S]*Mesa de ayuda/)
  t.match((await page('/', 'fr, en, es')).text, /lang="en"/)
  const one = await page('/a/tickets/1')
  t.match(one.text, /id="ticket-1"/)
  t.equal((await page('/a/tickets/9')).status, 404)
  t.equal((await page('/elsewhere')).status, 404)
  t.equal((await call('POST', '/', {})).status, 405)
})

t.test('the page names attachments, and says when tickets are left out', async (t) => {
  const { served, account } = await serve(t, { limits: { total: 1000, create: null } })
  const form = new FormData()
  for (const [name, value] of Object.entries({ phone: '600', name: 'Ana', subject: 's', description: 'd' })) {
    form.append(name, value)
  }
  form.append('attachments[]', new Blob(['x']), 'photo.png')
  for (let count = 0; count < 51; count += 1) {
    const reply = await fetch(`${served.url}/api/v2/tickets`, {
      method: 'POST',
      body: form,
      headers: { authorization: authorization() },
    })
    t.equal(reply.status, 201)
  }
  t.equal(account.attachments.size, 51)
  const text = await (await fetch(served.url)).text()
  t.match(text, /Attachments: photo\.png/)
  t.match(text, /1 older tickets/)
})

t.test('another process can control it', async (t) => {
  const { call, create, sandbox } = await serve(t)
  await create()
  const state = (await call('GET', '/_sandbox/state')).body
  t.match(state, {
    tickets: [{ id: 1, subject: 'I cannot log in' }],
    contacts: [{}],
    conversations: [],
    down: false,
  })
  t.notOk('indexed' in state.tickets[0])
  t.equal((await call('GET', '/_sandbox/requests')).body.length, 1)
  t.equal((await call('GET', '/_sandbox/requests?after=1')).body.length, 0)
  const fault = { effect: { kind: 'status', status: 503 }, match: { path: '/tickets', count: 1 } }
  const added = await call('POST', '/_sandbox/faults', fault)
  t.equal(added.status, 201)
  t.equal((await create()).status, 503)
  t.equal((await create()).status, 201)
  t.match((await call('GET', '/_sandbox/faults')).body, [{ id: added.body.id, seen: 2, played: 1 }])
  t.equal((await call('DELETE', `/_sandbox/faults/${added.body.id}`)).status, 200)
  t.equal((await call('DELETE', `/_sandbox/faults/${added.body.id}`)).status, 404)
  await call('POST', '/_sandbox/faults', fault)
  await call('DELETE', '/_sandbox/faults')
  t.same(sandbox.faults.list(), [])
  t.match((await call('POST', '/_sandbox/limits', { total: 5 })).body, { total: 5, create: 280 })
  t.match((await call('GET', '/_sandbox/limits')).body, { total: 5 })
  t.equal((await call('POST', '/_sandbox/limits', { total: 'x' })).status, 400)
  t.equal((await call('POST', '/_sandbox/faults', { effect: { kind: 'flood' } })).status, 400)
  t.equal((await call('GET', '/_sandbox/nothing')).status, 404)
  t.equal((await call('POST', '/_sandbox/reset')).status, 200)
  t.equal(sandbox.account.tickets.size, 0)
})

t.test('its control takes no form of a foreign page, and nothing that is not JSON', async (t) => {
  const { served } = await serve(t)
  const post = (headers: Record<string, string>, body: string) =>
    request(`${served.url}/_sandbox/reset`, { method: 'POST', headers, body }).then(
      (reply) => reply.statusCode,
    )
  t.equal(await post({ origin: 'https://evil.example', 'content-type': 'text/plain' }, ''), 415)
  t.equal(await post({ 'content-type': 'application/json' }, ''), 200)
  const broken = await request(`${served.url}/_sandbox/faults`, { method: 'POST', body: '{' })
  t.equal(broken.statusCode, 400)
})
