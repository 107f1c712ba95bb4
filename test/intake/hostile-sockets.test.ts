import { connect } from 'node:net'
import t from 'tap'
import { problemSchema } from '../../schemas/problem.ts'
import { buildIntake, secret } from './build-intake.ts'

const good = '{"user_email":"ann@ex.org","conversation_summary":"Help"}'

interface RawInput {
  name: string
  status: number
  code: string
  /** What is written to the socket; the connection stays open after it. */
  bytes: string | Buffer
}

const request = (headers: string[], body: string, first = 'POST /webhooks/botpress HTTP/1.1') =>
  [first, 'host: relevo', ...headers, '', body].join('\r\n')

const length = (body: string) => `content-length: ${Buffer.byteLength(body)}`
const withSecret = `x-webhook-secret: ${secret}`
const json = 'content-type: application/json'

const rawInputs: RawInput[] = [
  {
    name: 'the secret twice',
    status: 401,
    code: 'secret_wrong',
    bytes: request([withSecret, withSecret, json, length(good)], good),
  },
  {
    name: 'a wrong and a right secret',
    status: 401,
    code: 'secret_wrong',
    bytes: request(['x-webhook-secret: guess', withSecret, json, length(good)], good),
  },
  {
    name: 'the idempotency key twice',
    status: 400,
    code: 'bad_idempotency_key',
    bytes: request([withSecret, 'idempotency-key: a', 'idempotency-key: b', json, length(good)], good),
  },
  {
    name: 'two lengths',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, json, length(good), 'content-length: 3'], good),
  },
  {
    name: 'a length and chunks',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, json, length(good), 'transfer-encoding: chunked'], good),
  },
  {
    name: 'a negative length',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, json, 'content-length: -1'], good),
  },
  {
    name: 'a length that is no number',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, json, 'content-length: ten'], good),
  },
  {
    name: 'a length beyond the limit, without the body',
    status: 413,
    code: 'body_too_large',
    bytes: request([withSecret, json, 'content-length: 99999999'], '{'),
  },
  {
    name: 'chunks beyond the limit',
    status: 413,
    code: 'body_too_large',
    bytes: request(
      [withSecret, json, 'transfer-encoding: chunked'],
      `${(2 * 1024 * 1024).toString(16)}\r\n${'x'.repeat(2 * 1024 * 1024)}\r\n`,
    ),
  },
  {
    name: 'a chunk size that is no number',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, json, 'transfer-encoding: chunked'], 'zz\r\nx\r\n'),
  },
  {
    name: 'headers that overflow',
    status: 431,
    code: 'headers_too_large',
    bytes: request([withSecret, `x-big: ${'x'.repeat(20_000)}`, length(good)], good),
  },
  {
    name: 'thousands of headers',
    status: 431,
    code: 'headers_too_large',
    bytes: request([withSecret, ...Array.from({ length: 3000 }, (_, i) => `x-${i}: y`), length(good)], good),
  },
  {
    name: 'an address that overflows',
    status: 431,
    code: 'headers_too_large',
    bytes: request([withSecret, length(good)], good, `POST /webhooks/${'x'.repeat(20_000)} HTTP/1.1`),
  },
  {
    name: 'a NUL in a header',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, 'x-nul: a\u0000b', length(good)], good),
  },
  {
    name: 'a space before the colon',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret, 'x-space : a', length(good)], good),
  },
  {
    // Node takes this for HTTP 0.9, whose requests have no body; what follows is answered on its own.
    name: 'no HTTP version',
    status: 400,
    code: 'empty_body',
    bytes: request([withSecret], good, 'POST /webhooks/botpress'),
  },
  {
    name: 'an unknown HTTP version',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret], good, 'POST /webhooks/botpress HTTP/9.9'),
  },
  {
    name: 'an unknown method',
    status: 400,
    code: 'malformed_request',
    bytes: request([withSecret], good, 'TAKE /webhooks/botpress HTTP/1.1'),
  },
  {
    name: 'a TLS greeting',
    status: 400,
    code: 'malformed_request',
    bytes: Buffer.from('16030100c8010000c403035f5e100000000000', 'hex'),
  },
  { name: 'noise', status: 400, code: 'malformed_request', bytes: Buffer.alloc(2000, 0xa5) },
  {
    name: 'a body that never ends',
    status: 408,
    code: 'request_timeout',
    bytes: request([withSecret, json, 'content-length: 1000'], '{"user_email":'),
  },
  {
    name: 'chunks that never end',
    status: 408,
    code: 'request_timeout',
    bytes: request([withSecret, json, 'transfer-encoding: chunked'], '5\r\n{"a":\r\n'),
  },
  {
    name: 'headers that never end',
    status: 408,
    code: 'request_timeout',
    bytes: 'POST /webhooks/botpress HTTP/1.1\r\nhost: relevo\r\nx-slow: ',
  },
]

/** Everything the server writes until it closes the connection. */
const exchange = (port: number, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      received += text
      const body = received.split('\r\n\r\n')[1]
      // Some answers leave the connection open; their body is complete when it parses.
      if (body !== undefined && isComplete(received, body)) socket.end()
    })
    socket.on('close', () => resolve(received))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may close while we still write.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.write(bytes)
  })

const isComplete = (received: string, body: string) =>
  Buffer.byteLength(body) >= Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.POSITIVE_INFINITY)

const firstBody = (received: string) => {
  const length = Number(/content-length: (\d+)/i.exec(received)?.[1])
  return Buffer.from(received.split('\r\n\r\n')[1] ?? '').toString('utf8', 0, length)
}

const server = {
  requestTimeout: 250,
  http: { connectionsCheckingInterval: 50, headersTimeout: 250 },
} as const

t.test(
  'what is wrong below HTTP is refused with a code, and the next good request is not affected',
  async (t) => {
    const intake = await buildIntake(t, { server })
    const port = Number(new URL(await intake.app.listen({ port: 0, host: '127.0.0.1' })).port)
    for (const input of rawInputs) {
      const received = await exchange(port, input.bytes)
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1])
      const problem = problemSchema.parse(JSON.parse(firstBody(received)))
      t.same({ status, code: problem.code }, { status: input.status, code: input.code }, input.name)
      const next = await fetch(`http://127.0.0.1:${port}/webhooks/botpress`, {
        method: 'POST',
        headers: { 'x-webhook-secret': secret },
        body: JSON.stringify({ user_email: 'ann@ex.org', conversation_summary: input.name }),
      })
      t.equal(next.status, 202, `the next good request after ${input.name}`)
      await next.text()
    }
    t.equal(intake.ledger.puts.length, rawInputs.length, 'nothing hostile was kept')
  },
)

t.test('who hangs up in the middle of a body leaves nothing behind', async (t) => {
  const intake = await buildIntake(t)
  const port = Number(new URL(await intake.app.listen({ port: 0, host: '127.0.0.1' })).port)
  for (let round = 0; round < 20; round += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(request([withSecret, json, 'content-length: 1000'], '{"user_email":"ann@ex.org",'), () =>
          socket.destroy(),
        )
      })
      socket.on('close', () => resolve())
    })
  }
  const next = await fetch(`http://127.0.0.1:${port}/webhooks/botpress`, {
    method: 'POST',
    headers: { 'x-webhook-secret': secret },
    body: good,
  })
  t.equal(next.status, 202)
  t.equal(intake.ledger.puts.length, 1)
})
