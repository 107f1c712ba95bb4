import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { request } from 'undici'
import { authorization, newTicket } from './open-sandbox.ts'

const main = fileURLToPath(new URL('../../src/sandbox/main.ts', import.meta.url))

const start = (args: readonly string[]) =>
  spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

t.test('it runs in a process of its own, says where, and can be taken down and up', async (t) => {
  const child = start([
    '--port',
    '0',
    '--api-key',
    'k',
    '--limit',
    '50',
    '--limit-create',
    '2',
    '--window-ms',
    '60000',
    '--search-delay-ms',
    '0',
  ])
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url, controlUrl } = JSON.parse(String(line))
  const post = (address: string, body: unknown) =>
    request(address, {
      method: 'POST',
      headers: { authorization: authorization('k'), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const made = await post(`${url}/api/v2/tickets`, newTicket({ custom_fields: { cf_channel: 'Web' } }))
  t.equal(made.statusCode, 201)
  t.equal(made.headers['x-ratelimit-total'], '50')
  t.equal((await post(`${controlUrl}/_sandbox/down`, {})).statusCode, 200)
  await t.rejects(post(`${url}/api/v2/tickets`, newTicket()), { code: 'ECONNREFUSED' })
  t.equal((await post(`${controlUrl}/_sandbox/up`, {})).statusCode, 200)
  let status = 0
  while (status === 0) {
    status = await post(`${url}/api/v2/tickets`, newTicket()).then(
      (reply) => reply.statusCode,
      () => 0,
    )
  }
  t.equal(status, 201)
  t.equal((await request(`${controlUrl}/`)).statusCode, 404)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  t.equal(code, 0)
})

t.test('as a Zendesk it has its own credentials, limits, control and page', async (t) => {
  const child = start(['--vendor', 'zendesk', '--port', '0', '--api-token', 'k', '--limit', '50'])
  t.teardown(() => child.kill('SIGKILL'))
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url, controlUrl } = JSON.parse(String(line))
  const basic = Buffer.from('relevo@sandbox.example/token:k').toString('base64')
  const create = (subject: string) =>
    request(`${url}/api/v2/tickets`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ticket: {
          subject,
          comment: { html_body: '<p>Where is my order?</p>' },
          requester: { name: 'Ana', email: 'ana@example.org' },
          tags: ['bot'],
        },
      }),
    })
  const made = await create('Order <b>48213</b>')
  t.equal(made.statusCode, 201, await made.body.text())
  t.equal(made.headers['x-rate-limit'], '50')
  const fault = { effect: { kind: 'status', status: 503 }, match: { path: '/tickets', count: 1 } }
  const staged = await request(`${controlUrl}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  t.equal(staged.statusCode, 201)
  t.equal((await create('Another')).statusCode, 503)
  const page = await (await request(`${url}/`)).body.text()
  t.match(page, 'Zendesk: a pretend account')
  t.match(page, '<a href="/agent/tickets/1">#1</a> Order &lt;b&gt;48213&lt;/b&gt;')
  t.match(page, 'Ana · ana@example.org')
  t.match(page, '#bot')
  t.match(page, 'Where is my order?')
  const alone = await request(`${url}/agent/tickets/1`)
  t.equal(alone.statusCode, 200)
  t.match(await alone.body.text(), 'Where is my order?')
  t.equal((await request(`${url}/a/tickets/1`)).statusCode, 404, "that is Freshdesk's address")
})

t.test('it explains itself, and refuses a faulty option', async (t) => {
  const help = start(['--help'])
  let text = ''
  help.stdout.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(help, 'close')
  t.equal(code, 0)
  t.match(text, /--control-port/)
  const [faulty] = await once(start(['--port', 'x']), 'exit')
  t.equal(faulty, 1)
  for (const given of [
    ['--vendor', 'jira'],
    ['--vendor', 'zendesk', '--api-key', 'k'],
    ['--api-token', 'k'],
  ]) {
    const [code] = await once(start(given), 'exit')
    t.equal(code, 1, given.join(' '))
  }
})
