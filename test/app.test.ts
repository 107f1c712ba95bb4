import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import t from 'tap'
import { apiKey, getJson, helpdeskKey, postHandoff, secret, startService } from './start-service.ts'

const lucia = {
  user_email: 'lucia.ferrer@example.com',
  user_name: 'Lucía Ferrer',
  conversation_summary: 'El retiro de 120 € sigue pendiente <b>desde el martes</b>.',
  category: 'Pagos',
  message_id: 'm-1',
}

t.test('a hand-off becomes exactly one ticket, and the sender learns its number', async (t) => {
  const service = await startService(t)
  const response = await postHandoff(service, lucia, { wait: 10 })
  t.equal(response.status, 201)
  t.match(response.headers.get('location'), /^\/v1\/handoffs\/ho_/)
  const answer: unknown = await response.json()
  t.match(answer, { ok: true, status: 'delivered', duplicate: false, ticket: { id: 1, action: 'created' } })
  const [ticket] = [...service.sandbox.account.tickets.values()]
  t.equal(service.sandbox.account.tickets.size, 1)
  t.match(ticket?.subject, /El retiro de 120 €/)
  t.match(ticket?.description, /&lt;b&gt;desde el martes&lt;\/b&gt;/, 'markup is shown as it was written')
  t.equal(service.sandbox.account.contacts.get(ticket?.requesterId ?? 0)?.email, 'lucia.ferrer@example.com')
})

t.test('the same delivery three times at once and once later is one ticket', async (t) => {
  const service = await startService(t)
  const answers = await Promise.all([1, 2, 3].map(() => postHandoff(service, lucia, { wait: 10 })))
  answers.push(await postHandoff(service, lucia, { wait: 10 }))
  const bodies = await Promise.all(answers.map((answer): Promise<unknown> => answer.json()))
  t.equal(service.sandbox.account.tickets.size, 1)
  t.equal(new Set(bodies.map((body) => JSON.stringify(Reflect.get(Object(body), 'ticket')))).size, 1)
  t.equal(bodies.filter((body) => Reflect.get(Object(body), 'duplicate') === true).length, 3)
})

t.test('what is refused for its content is told to the sender and kept for a person', async (t) => {
  const service = await startService(t)
  const response = await postHandoff(service, { conversation_summary: 'Nobody to answer.', category: 'x' })
  t.equal(response.status, 422)
  t.match(response.headers.get('content-type'), /application\/problem\+json/)
  t.match(await response.json(), { ok: false, handoff_id: /^ho_/, errors: [{ field: 'user_email' }] })
  t.match(await getJson(service, '/v1/custody'), { received: 0, refused: 1, balanced: true })
  t.match(await getJson(service, '/v1/handoffs?state=refused'), { handoffs: [{ state: 'refused' }] })
})

t.test('a hand-off outlives the service', async (t) => {
  const first = await startService(t)
  first.sandbox.faults.down()
  t.equal((await postHandoff(first, lucia)).status, 202)
  await first.app.close()
  await first.worker.stop({ deadlineMs: 2000 })
  await first.dependencies.close()
  const second = await startService(t, { dataDir: first.config.store.dataDir })
  await t.resolves(waitFor(async () => second.sandbox.account.tickets.size === 1))
  t.match(await getJson(second, '/v1/custody'), { received: 1, balanced: true })
})

t.test('connections on which nothing comes do not hold up the end', async (t) => {
  const service = await startService(t)
  const { port } = new URL(service.url)
  const opened = ['', 'POST /webhooks/generic HTTP/1.1\r\nhost: x\r\n'].map(async (begun) => {
    const socket = connect(Number(port), '127.0.0.1')
    const cut = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
    await once(socket, 'connect')
    socket.write(begun)
    return { cut }
  })
  const sockets = await Promise.all(opened)
  const startedAt = performance.now()
  await service.app.close()
  await Promise.all(sockets.map(({ cut }) => cut))
  t.ok(performance.now() - startedAt < 5000)
})

t.test(
  'a request that does not arrive in the configured time is cut, and so is a silent connection',
  async (t) => {
    const service = await startService(t, { config: { server: { requestTimeout: '1s' } } })
    const { port } = new URL(service.url)
    const head = 'POST /webhooks/generic HTTP/1.1\r\nhost: x\r\n'
    const begun = {
      nothing: '',
      'half a head': head,
      'half a body': `${head}x-webhook-secret: ${secret}\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{`,
    }
    const startedAt = performance.now()
    await Promise.all(
      Object.entries(begun).map(async ([name, bytes]) => {
        const socket = connect(Number(port), '127.0.0.1')
        let answer = ''
        const cut = new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
        socket.on('data', (chunk) => {
          answer += chunk
        })
        socket.write(bytes)
        await cut
        t.match(answer, /^HTTP\/1\.1 408 /, name)
      }),
    )
    // Node looks every two seconds.
    t.ok(performance.now() - startedAt < 15_000)
  },
)

t.test('the request id follows a hand-off from the door to its ticket', async (t) => {
  const service = await startService(t)
  const response = await postHandoff(service, lucia, { wait: 10 })
  const id: unknown = Reflect.get(Object(await response.json()), 'handoff_id')
  const detail = await getJson(service, `/v1/handoffs/${String(id)}`)
  t.match(detail, { id, state: 'delivered', request_id: /.{8,}/ })
  const events: unknown = Reflect.get(Object(detail), 'history')
  t.ok(Array.isArray(events))
  t.match(
    (Array.isArray(events) ? events : []).map((row: unknown) => Reflect.get(Object(row), 'event')),
    ['received', 'delivering', 'classified', 'write-marked', 'delivered'],
  )
})

t.test('no log line at any level holds an address, a text, a name or a secret', async (t) => {
  const service = await startService(t, { logLevel: 'trace' })
  await postHandoff(service, lucia, { wait: 10 })
  await postHandoff(service, { ...lucia, user_email: 'broken at example', message_id: 'm-2' })
  await postHandoff(service, lucia, { headers: { 'x-webhook-secret': 'wrong-secret-value' } })
  service.sandbox.faults.add({ kind: 'status', status: 500, body: 'html' }, { method: 'POST', count: 1 })
  service.sandbox.faults.fieldFault('type')
  await postHandoff(service, { ...lucia, user_email: 'otra@example.com', message_id: 'm-3' }, { wait: 10 })
  await getJson(service, '/v1/handoffs/lucia.ferrer@example.com')
  t.ok(service.logs().length > 0, 'something is logged')
  const forbidden = [
    'lucia',
    'example.com',
    'Ferrer',
    'retiro',
    'martes',
    secret,
    apiKey,
    helpdeskKey,
    'wrong-secret',
  ]
  for (const word of forbidden) t.notMatch(service.rawLogs(), new RegExp(word, 'i'), word)
})

t.test('health, readiness and metrics tell how it goes', async (t) => {
  const service = await startService(t)
  await postHandoff(service, lucia, { wait: 10 })
  t.match(await getJson(service, '/livez'), { status: 'ok' })
  t.match(await getJson(service, '/readyz'), { ready: true, status: 'ok' })
  const metrics = await (await fetch(`${service.url}/metrics`)).text()
  t.match(metrics, /relevo_handoffs_received_total\{source="betsur"\} 1/)
  t.match(metrics, /relevo_handoffs_delivered_total\{helpdesk="main",action="created"\} 1/)
  t.notMatch(metrics, /lucia|example\.com/)
})

t.test('an unknown address is answered as a problem', async (t) => {
  const service = await startService(t)
  const response = await fetch(`${service.url}/nothing-here`)
  t.equal(response.status, 404)
  t.match(await response.json(), { ok: false, code: 'not_found' })
})

t.test('the OpenAPI document is served as it lies in the repository', async (t) => {
  const service = await startService(t)
  const yaml = await (await fetch(`${service.url}/openapi.yaml`)).text()
  t.equal(yaml, await readFile(new URL('../openapi.yaml', import.meta.url), 'utf8'))
  t.match(await getJson(service, '/openapi.json'), { openapi: '3.1.0', paths: { '/webhooks/{source}': {} } })
})

const waitFor = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('It did not come about within 6 s.')
}
