import t from 'tap'
import { errorsOf, newTicket, openSandbox } from '../open-sandbox.ts'

const create = { method: 'POST', path: '/tickets' }

/** Whether a promise is still open after everything that is ready has run. */
const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
  const open = Symbol('open')
  const turn = new Promise((resolve) => setTimeout(resolve, 5, open))
  return (await Promise.race([promise.catch(() => null), turn])) === open
}

/** Until a condition holds. */
const waitFor = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}

t.test('faults that do no work', async (t) => {
  const { call, sandbox, account } = openSandbox()
  const post = () => call('POST', '/tickets', newTicket())
  const { faults } = sandbox

  let stop = faults.add({ kind: 'drop' }, create)
  await t.rejects(post(), 'network error')
  stop()
  stop = faults.add({ kind: 'hang' }, create)
  t.ok(await isPending(post()))
  stop()

  stop = faults.add({ kind: 'status', status: 503 }, create)
  t.match(await post(), { status: 503, body: { code: 'server_error' } })
  stop()
  stop = faults.add({ kind: 'status', status: 502, body: 'html' }, create)
  const page = await post()
  t.equal(page.status, 502)
  t.equal(page.headers.get('content-type'), 'text/html')
  t.match(page.text, /<h1>502/)
  stop()
  stop = faults.add({ kind: 'status', status: 504, body: 'empty' }, create)
  t.match(await post(), { status: 504, text: '' })
  stop()

  for (const [retryAfter, header] of [
    [30, '30'],
    [null, null],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 'Wed, 21 Oct 2099 07:28:00 GMT'],
    [999_999_999, '999999999'],
  ] as const) {
    stop = faults.add({ kind: 'rate-limit', retryAfter }, create)
    const reply = await post()
    t.equal(reply.status, 429)
    t.equal(reply.headers.get('retry-after'), header)
    stop()
  }
  stop = faults.add({ kind: 'unauthorized' }, create)
  t.match(await post(), { status: 401, body: { code: 'invalid_credentials' } })
  stop()
  stop = faults.add({ kind: 'forbidden', code: 'account_suspended' }, create)
  t.match(await post(), { status: 403, body: { code: 'account_suspended' } })
  stop()
  stop = faults.add({ kind: 'redirect', location: 'https://elsewhere.example/' }, create)
  const moved = await post()
  t.equal(moved.status, 302)
  t.equal(moved.headers.get('location'), 'https://elsewhere.example/')
  stop()

  faults.down()
  await t.rejects(post(), 'network error')
  faults.up()

  t.equal(account.tickets.size, 0)
  t.equal((await post()).status, 201)
  const [first] = sandbox.requests
  t.match(first, { status: null, fault: 'drop', credits: 0 })
})

t.test('faults that work and spoil the answer', async (t) => {
  const { call, sandbox, account } = openSandbox()
  const post = () => call('POST', '/tickets', newTicket())
  const { faults } = sandbox

  let stop = faults.add({ kind: 'act-then-drop' }, create)
  await t.rejects(post(), 'network error')
  t.equal(account.tickets.size, 1)
  t.match(sandbox.requests.at(-1), { status: null, fault: 'act-then-drop', credits: 1 })
  stop()
  stop = faults.add({ kind: 'act-then-hang' }, create)
  t.ok(await isPending(post()))
  t.equal(account.tickets.size, 2)
  stop()
  stop = faults.add({ kind: 'act-then-status', status: 502, body: 'html' }, create)
  t.equal((await post()).status, 502)
  t.equal(account.tickets.delete(3), true)
  stop()
  stop = faults.add({ kind: 'half-answer' }, create)
  await t.rejects(post())
  t.equal(account.tickets.size, 3)
  stop()
  stop = faults.add({ kind: 'invalid-json' }, create)
  t.match(await post(), { status: 201, text: /^\{"id"/, body: null })
  stop()
  stop = faults.add({ kind: 'empty-answer' }, create)
  t.match(await post(), { status: 201, text: '' })
  t.equal(account.tickets.size, 5)
  stop()
  stop = faults.add({ kind: 'invalid-json' }, { method: 'DELETE' })
  t.match(await call('DELETE', '/tickets/1'), { status: 200, body: null })
  stop()
  stop = faults.add({ kind: 'half-answer' }, { method: 'DELETE' })
  await t.rejects(call('DELETE', '/tickets/2'), 'even where there was no body')
})

t.test('act-late works later, after the connection was cut or while it hangs', async (t) => {
  for (const connection of ['cut', 'hang'] as const) {
    const { call, sandbox, account, clock } = openSandbox()
    sandbox.faults.add({ kind: 'act-late', ms: 20_000, connection }, create)
    const post = call('POST', '/tickets', newTicket())
    if (connection === 'cut') await t.rejects(post, 'network error')
    else t.ok(await isPending(post))
    clock.advance(19_999)
    t.equal(account.tickets.size, 0)
    t.same((await call('GET', '/tickets')).body, [])
    clock.advance(1)
    t.equal(account.tickets.size, 1)
    t.equal((await call('GET', '/tickets')).body[0].created_at, '2026-01-15T10:00:20Z')
  }
})

t.test('latency waits, then works', async (t) => {
  const { call, sandbox, account, clock } = openSandbox()
  sandbox.faults.add({ kind: 'latency', ms: 5_000 }, create)
  const post = call('POST', '/tickets', newTicket())
  t.ok(await isPending(post))
  t.equal(account.tickets.size, 0)
  clock.advance(5_000)
  t.equal((await post).status, 201)
})

t.test('a slow answer is spread over its time', async (t) => {
  const { call, sandbox, account, clock } = openSandbox()
  sandbox.faults.add({ kind: 'slow-answer', ms: 10_000 }, create)
  let isOver = false
  const post = call('POST', '/tickets', newTicket()).finally(() => {
    isOver = true
  })
  await waitFor(() => account.tickets.size === 1)
  let waited = 0
  while (!isOver && waited < 20_000) {
    clock.advance(500)
    waited += 500
    await new Promise((resolve) => setImmediate(resolve))
  }
  const reply = await post
  t.equal(reply.status, 201)
  t.equal(reply.body.id, 1)
  t.ok(waited >= 9_500, `${waited} ms`)
})

t.test('every field can be refused by itself, wherever it is sent', async (t) => {
  const options = {
    agents: [{ name: 'Ada', email: 'ada@x.co' }],
    groups: [{ name: 'Billing', agents: ['ada@x.co'] }],
    products: [{ name: 'Betsur' }],
    fields: { custom: [{ name: 'cf_a', kind: 'text' }] },
  } as const
  const { call, sandbox, account } = openSandbox(options)
  const [agent] = account.agents.keys()
  const [group] = account.groups.keys()
  const [product] = account.products.keys()
  const full = newTicket({
    name: 'Ana',
    phone: '600',
    type: 'Question',
    responder_id: agent,
    group_id: group,
    product_id: product,
    tags: ['a'],
    cc_emails: ['b@example.com'],
    custom_fields: { cf_a: 'x' },
  })
  const names = [...Object.keys(full), 'cf_a', 'custom_fields.cf_a']
  for (const field of names) {
    const stop = sandbox.faults.fieldFault(field)
    const reply = await call('POST', '/tickets', full)
    t.equal(reply.status, 400, field)
    t.same(errorsOf(reply), [`${field} invalid_value`])
    const { [field]: _, ...without } = full
    const custom_fields = field.endsWith('cf_a') ? {} : full['custom_fields']
    const rest = await call('POST', '/tickets', {
      ...without,
      ...('custom_fields' in without && { custom_fields }),
    })
    const messages = rest.status === 201 ? [] : errorsOf(rest)
    t.notOk(messages.includes(`${field} invalid_value`), `${field} is not named when it is not sent`)
    stop()
  }
})

t.test('a field can be missing by order', async (t) => {
  const { call, sandbox } = openSandbox()
  sandbox.faults.fieldFault('type', 'missing_field', 'Mandatory attribute missing')
  const refused = await call('POST', '/tickets', newTicket())
  t.same(errorsOf(refused), ['type missing_field'])
  t.equal((await call('POST', '/tickets', newTicket({ type: 'Question' }))).status, 201)
  t.match(sandbox.faults.list(), [{ played: 1 }], 'played only where it found its field')
})

t.test('attachments can be refused as a field', async (t) => {
  const { call, sandbox } = openSandbox()
  sandbox.faults.fieldFault('attachments')
  const form = new FormData()
  for (const [name, value] of Object.entries({ email: 'a@b.co', subject: 's', description: 'd' })) {
    form.append(name, value)
  }
  t.equal((await call('POST', '/tickets', form)).status, 201)
  form.append('attachments[]', new Blob(['x']), 'x')
  t.same(errorsOf(await call('POST', '/tickets', form)), ['attachments invalid_value'])
})
