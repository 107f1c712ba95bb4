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
})
