import type { Socket } from 'node:net'
import t from 'tap'
import * as z from 'zod'
import { createManualClock } from '../../manual-clock.ts'
import { lane, openClient, post, secret } from './open-client.ts'
import { answerOf, openRawServer } from './open-raw-server.ts'

t.test('sends one request and reads the answer', async (t) => {
  const server = await openRawServer(t, (socket) =>
    socket.write(
      answerOf('201 Created', '{"id":7,"more":true}', [
        'X-Ratelimit-Total: 100.0',
        'Date: Sat, 21 Nov 2026 08:00:00 GMT',
        'x-ratelimit-REMAINING: 42',
        'link: <http://x/api/things?page=2>; rel="next"',
      ]),
    ),
  )
  const { client, governor, observed } = openClient(t, `${server.url}//`)
  t.same(await client.call(post, lane), {
    effect: 'done',
    value: { id: 7 },
    hasNext: true,
    answeredAt: Date.UTC(2026, 10, 21, 8),
  })
  t.match(server.received[0], /^POST \/api\/things HTTP\/1\.1\r\n/)
  t.match(server.received[0], secret)
  t.match(governor.requests, [{ lane: 'new', operation: 'create', cost: 1 }])
  t.match(governor.observations, [{ outcome: 'answered', status: 201, total: 100, remaining: 42 }])
  t.match(observed, [
    { method: 'POST', route: '/things', status: 201, outcome: 'done', reference: 'h-1', helpdesk: 'main' },
  ])
})

t.test('tells its caller right before a write goes out, and only then', async (t) => {
  const server = await openRawServer(t, (socket) => socket.write(answerOf('200 OK', '{"id":1}')))
  const { client } = openClient(t, server.url)
  let sends = 0
  const options = {
    ...lane,
    onSend: () => {
      sends += 1
      t.equal(server.received.length, 0, 'nothing has left yet')
    },
  }
  await client.call(post, options)
  t.equal(sends, 1)
  await client.call({ ...post, method: 'GET' }, options)
  t.equal(sends, 1, 'a read may be cut at any time, so nobody needs to know')
})

t.test('uses connections again', async (t) => {
  const server = await openRawServer(t, (socket) => socket.write(answerOf('200 OK', '{"id":1}')))
  const { client } = openClient(t, server.url)
  for (let index = 0; index < 20; index++) t.equal((await client.call(post, lane)).effect, 'done')
  // undici rests a connection for a turn of the event loop after each answer, so that a second one may take over.
  t.ok(server.connections() <= 4)
})

t.test('knows that nothing happened when nothing was sent', async (t) => {
  t.test('connection refused', async (t) => {
    const { client, governor } = openClient(t, 'http://127.0.0.1:1')
    t.match(await client.call(post, lane), {
      effect: 'none',
      failure: { kind: 'unavailable', status: null, code: 'ECONNREFUSED', message: /refused/ },
    })
    t.match(governor.observations, [{ outcome: 'no-answer', status: null }])
  })

  t.test('unknown name', async (t) => {
    // A label of more than 63 letters is no name, which the resolver knows without asking anybody.
    const { client } = openClient(t, `http://${'a'.repeat(64)}.invalid`)
    t.match(await client.call(post, lane), {
      effect: 'none',
      failure: { kind: 'unavailable', code: /ENOTFOUND|EAI_AGAIN/, message: /resolved/ },
    })
  })

  t.test('a server that does not speak TLS', async (t) => {
    const server = await openRawServer(t, () => {})
    const plain = await openRawServer(t, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const { client } = openClient(t, plain.url.replace('http:', 'https:'), { connectMs: 200 })
    t.match(await client.call(post, lane), { effect: 'none', failure: { kind: 'unavailable' } })
    t.equal(server.connections(), 0)
  })

  t.test('no connection in time', async (t) => {
    // A TLS handshake that is never answered: connected, but nothing of the request can be written.
    const silent = await openRawServer(t, () => {})
    const { client } = openClient(t, silent.url.replace('http:', 'https:'), { connectMs: 50 })
    t.match(await client.call(post, lane), {
      effect: 'none',
      failure: { kind: 'unavailable', code: 'UND_ERR_CONNECT_TIMEOUT', message: /in time/ },
    })
  })

  t.test('the deadline passes while it waits for a connection', async (t) => {
    const silent = await openRawServer(t, () => {})
    const { client } = openClient(t, silent.url.replace('http:', 'https:'), {
      connectMs: 5_000,
      requestMs: 50,
    })
    t.match(await client.call(post, lane), {
      effect: 'none',
      failure: { kind: 'unavailable', code: 'DEADLINE' },
    })
  })

  t.test('aborted before it was sent', async (t) => {
    const server = await openRawServer(t, (socket) => socket.write(answerOf('200 OK', '{"id":1}')))
    const { client, governor } = openClient(t, server.url)
    t.match(await client.call(post, { ...lane, signal: AbortSignal.abort() }), {
      effect: 'none',
      failure: { kind: 'held' },
    })
    t.match(governor.observations, [{ outcome: 'never-sent' }])
    t.equal(server.received.length, 0)
  })

  t.test('aborted while it waits for a connection, it is not sent when the connection stands', async (t) => {
    const silent = await openRawServer(t, () => {})
    const { client } = openClient(t, silent.url.replace('http:', 'https:'), { connectMs: 300 })
    const abort = new AbortController()
    const call = client.call(post, { ...lane, signal: abort.signal })
    abort.abort()
    t.match(await call, { effect: 'none', failure: { kind: 'held' } })
  })

  t.test('the governor holds it', async (t) => {
    const server = await openRawServer(t, () => {})
    const { client, governor } = openClient(t, server.url)
    governor.holding = true
    t.match(await client.call(post, lane), { effect: 'none', failure: { kind: 'held' } })
    t.equal(server.connections(), 0)
    t.same(governor.observations, [])
  })
})

t.test('does not know what happened once the request was under way', async (t) => {
  const cases: Record<string, { answer: (socket: Socket) => void; failure: object; observed?: string }> = {
    'closed without an answer': { answer: (socket) => socket.end(), failure: { status: null } },
    'reset without an answer': {
      answer: (socket) => socket.resetAndDestroy(),
      failure: { status: null, message: /broke/ },
    },
    'cut in the middle of the head': {
      answer: (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-le'),
      failure: { status: null },
    },
    'cut in the middle of the body': {
      answer: (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 50\r\n\r\n{"id":'),
      failure: { status: 201, message: /unreadable/ },
      observed: 'answered',
    },
    'no answer in time': { answer: () => {}, failure: { code: 'DEADLINE', message: /in time/ } },
    'an answer whose body does not end in time': {
      answer: (socket) => socket.write('HTTP/1.1 201 Created\r\ncontent-length: 50\r\n\r\n{"id":'),
      failure: { code: 'DEADLINE', status: 201 },
      observed: 'answered',
    },
    'not HTTP': { answer: (socket) => socket.end('SSH-2.0-x\r\n\r\n'), failure: { status: null } },
    'an error page': {
      answer: (socket) => socket.write(answerOf('502 Bad Gateway', '<html>edge</html>')),
      failure: { status: 502 },
    },
    'an error without a body': {
      answer: (socket) => socket.write(answerOf('500 Internal Server Error')),
      failure: { status: 500 },
    },
    'a request time-out of the server': {
      answer: (socket) => socket.write(answerOf('408 Request Timeout')),
      failure: { status: 408 },
    },
    'a success that is not JSON': {
      answer: (socket) => socket.write(answerOf('201 Created', '{"id": 7, ')),
      failure: { status: 201, code: 'NOT_JSON' },
      observed: 'answered',
    },
    'a success of another shape': {
      answer: (socket) => socket.write(answerOf('200 OK', '{"number":7}')),
      failure: { status: 200, code: 'WRONG_SHAPE' },
      observed: 'answered',
    },
    'a success without a body': {
      answer: (socket) => socket.write(answerOf('204 No Content')),
      failure: { status: 204, code: 'WRONG_SHAPE' },
      observed: 'answered',
    },
  }
  for (const [name, { answer, failure, observed = 'no-answer' }] of Object.entries(cases)) {
    t.test(name, async (t) => {
      const server = await openRawServer(t, answer)
      const client = openClient(t, server.url, { requestMs: 500 })
      t.match(await client.client.call(post, lane), {
        effect: 'unknown',
        failure: { kind: 'unavailable', ...failure },
      })
      t.equal(server.received.filter((text) => text.startsWith('POST')).length, 1, 'sent once')
      t.match(client.governor.observations, [{ outcome: observed }])
      t.equal(client.observed[0]?.outcome, 'unknown')
    })
  }

  t.test('aborted under way', async (t) => {
    const abort = new AbortController()
    const server = await openRawServer(t, () => abort.abort())
    const { client } = openClient(t, server.url)
    t.match(await client.call(post, { ...lane, signal: abort.signal }), {
      effect: 'unknown',
      failure: { kind: 'unavailable', code: 'ABORTED' },
    })
  })

  t.test('an answer beyond all limits', async (t) => {
    const server = await openRawServer(t, (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 40000000\r\n\r\n')
      for (let sent = 0; sent < 40; sent++) socket.write(Buffer.alloc(1_000_000, ' '))
    })
    const { client } = openClient(t, server.url, { requestMs: 10_000 })
    t.match(await client.call(post, lane), { effect: 'unknown', failure: { code: 'ANSWER_TOO_LARGE' } })
  })
})

t.test('knows that nothing happened when the help desk says no', async (t) => {
  const now = Date.UTC(2026, 5, 1)
  const cases: [string, string[], object][] = [
    [
      '301 Moved Permanently',
      ['location: https://elsewhere.example/'],
      { kind: 'unavailable', code: 'REDIRECTED' },
    ],
    ['400 Bad Request', [], { kind: 'invalid', status: 400 }],
    ['401 Unauthorized', [], { kind: 'credentials', status: 401 }],
    ['402 Payment Required', [], { kind: 'forbidden', status: 402 }],
    ['403 Forbidden', [], { kind: 'forbidden', status: 403 }],
    ['451 Unavailable For Legal Reasons', [], { kind: 'forbidden', status: 451 }],
    ['404 Not Found', [], { kind: 'not-found' }],
    ['405 Method Not Allowed', [], { kind: 'gone' }],
    ['409 Conflict', [], { kind: 'conflict' }],
    ['413 Content Too Large', [], { kind: 'too-large' }],
    ['415 Unsupported Media Type', [], { kind: 'invalid', status: 415 }],
    ['429 Too Many Requests', ['retry-after: 7'], { kind: 'rate-limited', retryAt: now + 7_000 }],
    ['429 Too Many Requests', [], { kind: 'rate-limited', retryAt: now + 30_000 }],
  ]
  for (const [status, headers, failure] of cases) {
    for (const body of ['', '<html>no</html>', '{"code":']) {
      const server = await openRawServer(t, (socket) => socket.write(answerOf(status, body, headers)))
      const { client, governor } = openClient(t, server.url, { clock: createManualClock(now) })
      t.match(await client.call(post, lane), { effect: 'none', failure }, status)
      t.match(governor.observations, [{ outcome: 'answered', status: Number.parseInt(status, 10) }])
      t.equal(server.received.length, 1, 'neither followed nor repeated')
    }
  }
})

t.test('takes an empty body for null where the schema allows it', async (t) => {
  const server = await openRawServer(t, (socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
  const { client } = openClient(t, server.url)
  const call = { ...post, method: 'DELETE', schema: z.null() } as const
  t.match(await client.call(call, lane), { effect: 'done', value: null, hasNext: false, answeredAt: null })
})

t.test('sends a form with its length and its type', async (t) => {
  const server = await openRawServer(t, (socket) => socket.write(answerOf('200 OK', '{"id":1}')))
  const { client } = openClient(t, server.url)
  const form = new FormData()
  form.append('attachments[]', new Blob(['hello'], { type: 'text/plain' }), 'ñandú "1".txt')
  t.equal((await client.call({ ...post, body: { form } }, lane)).effect, 'done')
  t.match(server.received.join(''), /content-type: multipart\/form-data; boundary=/)
  t.match(server.received.join(''), /content-length: \d+/)
  t.notMatch(server.received.join(''), /transfer-encoding/)
})

t.test('logs and reports neither bodies nor secrets', async (t) => {
  const server = await openRawServer(t, (socket) =>
    socket.write(answerOf('400 Bad Request', '{"text":"private"}')),
  )
  const { client, lines, observed } = openClient(t, server.url)
  await client.call({ ...post, path: '/things?email=marta%40example.com' }, lane)
  const shown = lines.join() + JSON.stringify(observed)
  t.match(shown, 'h-1')
  t.notMatch(shown, /personal|private|marta|c2Vj/)
})

t.test('closes what is open', async (t) => {
  const server = await openRawServer(t, () => {})
  const { client } = openClient(t, server.url, { requestMs: 10_000 })
  const call = client.call(post, lane)
  while (server.received.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await client.close()
  t.match(await call, { effect: 'unknown' })
  t.match(await client.call(post, lane), { effect: 'none' })
})
