import { getResponse } from 'msw'
import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

t.test('every answer carries the limit, a request id and the version', async (t) => {
  const { call } = openSandbox()
  for (const path of ['/agents/me', '/tickets/9', '/nowhere', '/tickets?page=0']) {
    const { headers } = await call('GET', path)
    t.equal(headers.get('x-ratelimit-total'), '700')
    t.match(headers.get('x-ratelimit-remaining'), /^\d+$/)
    t.equal(headers.get('x-ratelimit-used-currentrequest'), '1')
    t.match(headers.get('x-request-id'), /^[0-9a-f-]{36}$/)
    t.equal(headers.get('x-freshdesk-api-version'), 'latest=v2; requested=v2')
  }
})

t.test('a missing or wrong key is a 401', async (t) => {
  const { call } = openSandbox()
  for (const value of [
    '',
    'Bearer sandbox-key',
    `Basic ${Buffer.from('wrong:X').toString('base64')}`,
    'Basic !',
  ]) {
    const reply = await call('GET', '/agents/me', undefined, { headers: { authorization: value } })
    t.equal(reply.status, 401)
    t.same(reply.body, {
      code: 'invalid_credentials',
      message: 'You have to be logged in to perform this action.',
    })
  }
  t.equal((await call('GET', '/agents/me', undefined, { key: 'constructor' })).status, 401)
})

t.test('a key of an agent who is not there is a 401', async (t) => {
  const { call } = openSandbox({ apiKeys: { lost: { agent: 'nobody@x.co' } } })
  t.equal((await call('GET', '/agents/me', undefined, { key: 'lost' })).status, 401)
})

t.test('a missing permission is a 403', async (t) => {
  const { call } = openSandbox({ apiKeys: { small: { permissions: ['tickets:create'] } } })
  const asSmall = (method: string, path: string, body?: unknown) => call(method, path, body, { key: 'small' })
  t.equal((await asSmall('POST', '/tickets', newTicket())).status, 201)
  t.equal((await asSmall('GET', '/ticket_fields')).status, 200, 'who creates tickets reads the form')
  t.equal((await asSmall('GET', '/agents/me')).status, 200)
  for (const path of ['/tickets/1', '/tickets', '/contacts', '/agents', '/products', '/admin/groups']) {
    const reply = await asSmall('GET', path)
    t.equal(reply.status, 403, path)
    t.equal(reply.body.code, 'access_denied')
  }
})

t.test('an unknown address is an empty 404, a wrong verb a 405', async (t) => {
  const { call } = openSandbox()
  const lost = await call('GET', '/nowhere')
  t.equal(lost.status, 404)
  t.equal(lost.text, '')
  const wrong = await call('PATCH', '/tickets/1')
  t.equal(wrong.status, 405)
  t.equal(wrong.headers.get('allow'), 'GET, PUT, DELETE')
})

t.test('a base address that ends in a slash gives not a 404 but an invalid field', async (t) => {
  const { call } = openSandbox()
  const reply = await call('GET', '//tickets')
  t.equal(reply.status, 400)
  t.match(errorsOf(reply), [/invalid_field/])
})

t.test('only JSON is given and taken', async (t) => {
  const { call } = openSandbox()
  const accept = (value: string) => call('GET', '/agents/me', undefined, { headers: { accept: value } })
  t.equal((await accept('text/html')).status, 406)
  t.equal((await accept('application/json')).status, 200)
  t.equal((await accept('text/html, */*;q=0.1')).status, 200)
  const send = (type: string, body = '{}') =>
    call('POST', '/tickets', body, { headers: { 'content-type': type } })
  t.equal((await send('application/x-www-form-urlencoded', 'a=b')).status, 415)
  t.equal((await send('text/plain')).status, 415)
  t.equal((await send('application/json; charset=utf-8')).status, 400, 'read, and found wanting')
  for (const body of ['{', '[]', 'null', '"x"', '']) {
    const reply = await send('application/json', body)
    t.equal(reply.status, 400)
    t.equal(reply.body.code, 'invalid_json', body)
  }
})

t.test('only its own origin is answered, if it has one', async (t) => {
  const { sandbox } = openSandbox({ origin: 'https://acme.freshdesk.com' })
  const ask = (origin: string) => getResponse(sandbox.handlers, new Request(`${origin}/api/v2/agents/me`))
  t.equal((await ask('https://acme.freshdesk.com'))?.status, 401)
  t.equal(await ask('https://other.freshdesk.com'), undefined)
  t.equal(await ask('https://acme.freshdesk.com.evil.example'), undefined)
})

t.test('the log holds every call; reset forgets everything', async (t) => {
  const { call, sandbox, clock } = openSandbox()
  await call('POST', '/tickets', newTicket())
  await call('GET', '/tickets?email=x@y.co')
  t.same(sandbox.requests, [
    {
      number: 1,
      method: 'POST',
      path: '/tickets',
      query: '',
      at: clock.now(),
      status: 201,
      credits: 1,
      fault: null,
    },
    {
      number: 2,
      method: 'GET',
      path: '/tickets',
      query: 'email=x@y.co',
      at: clock.now(),
      status: 400,
      credits: 1,
      fault: null,
    },
  ])
  sandbox.faults.add({ kind: 'act-late', ms: 1000 })
  await call('POST', '/tickets', newTicket()).catch(() => undefined)
  sandbox.reset()
  clock.advance(1000)
  t.equal(sandbox.account.tickets.size, 0, 'work still to be done late is forgotten')
  t.equal(sandbox.account.contacts.size, 0)
  t.equal(sandbox.requests.length, 0)
  t.same(sandbox.faults.list(), [])
  const reply = await call('POST', '/tickets', newTicket())
  t.equal(reply.body.id, 1)
  t.equal(reply.headers.get('x-ratelimit-remaining'), '699')
})
