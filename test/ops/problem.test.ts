import fastify from 'fastify'
import t from 'tap'
import { problemSchema } from '../../schemas/problem.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { sendProblem, setProblemHandlers } from '../../src/ops/problem.ts'
import { problemFromError } from '../../src/ops/problem-from-error.ts'
import { problemServerOptions } from '../../src/ops/problem-server-options.ts'

const build = async (t: { teardown(end: () => Promise<void>): void }, lines: string[] = []) => {
  const app = fastify({
    ...problemServerOptions,
    bodyLimit: 100,
    logger: { level: 'error', stream: { write: (line: string) => lines.push(line) } },
  })
  setProblemHandlers(app)
  const schema = { body: { type: 'object', required: ['a'], properties: { a: { type: 'number' } } } }
  app.post('/validated', { schema }, async () => ({}))
  app.post('/throws', async () => {
    throw new Error('ann@ex.org wrote this')
  })
  app.post('/unavailable', async () => {
    throw new LedgerUnavailable('disk-full', 'free some space')
  })
  app.get('/sent', async (_request, reply) =>
    sendProblem(reply, {
      status: 422,
      code: 'invalid_handoff',
      title: 'Refused',
      detail: 'Why.',
      errors: [{ field: 'f', code: 'c', message: 'm' }],
      handoffId: 'h',
      headers: { 'retry-after': '1' },
    }),
  )
  t.teardown(() => app.close())
  return app
}

t.test('a problem holds everything that it was sent with, flat and nested', async (t) => {
  const app = await build(t)
  const answer = await app.inject('/sent')
  t.equal(answer.statusCode, 422)
  t.match(answer.headers, { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '1' })
  t.same(problemSchema.parse(answer.json()), {
    ok: false,
    type: 'urn:relevo:problem:invalid_handoff',
    title: 'Refused',
    status: 422,
    code: 'invalid_handoff',
    detail: 'Why.',
    request_id: answer.json().request_id,
    handoff_id: 'h',
    errors: [{ field: 'f', code: 'c', message: 'm' }],
    error: { code: 'invalid_handoff', message: 'Why.' },
  })
})

t.test("Fastify's own errors are problems too", async (t) => {
  const app = await build(t)
  const json = { 'content-type': 'application/json' }
  const cases = [
    [{ method: 'GET', url: '/nothing' }, 404, 'not_found'],
    [{ method: 'GET', url: '/%zz' }, 400, 'bad_url'],
    [{ method: 'POST', url: '/validated', payload: '{', headers: json }, 400, 'invalid_json'],
    [{ method: 'POST', url: '/validated', payload: '', headers: json }, 400, 'empty_body'],
    [{ method: 'POST', url: '/validated', payload: 'x'.repeat(101), headers: json }, 413, 'body_too_large'],
    [
      { method: 'POST', url: '/validated', payload: 'x', headers: { 'content-type': 'a/b' } },
      415,
      'unsupported_media_type',
    ],
    [{ method: 'POST', url: '/unavailable' }, 503, 'store_unavailable'],
  ] as const
  for (const [request, status, code] of cases) {
    const answer = await app.inject(request)
    t.same({ status: answer.statusCode, code: problemSchema.parse(answer.json()).code }, { status, code })
    t.match(answer.headers['content-type'], /problem\+json/)
  }
})

t.test('a validation error names the field', async (t) => {
  const app = await build(t)
  const answer = await app.inject({ method: 'POST', url: '/validated', payload: { a: 'x' } })
  t.equal(answer.statusCode, 400)
  t.match(answer.json(), {
    code: 'invalid_request',
    errors: [{ field: 'a', code: 'type', message: /number/ }],
  })
  const missing = await app.inject({ method: 'POST', url: '/validated', payload: {} })
  t.match(missing.json(), { errors: [{ field: 'body', code: 'required' }] })
})

t.test('a validation error names each field that there is not, up to twenty of them', async (t) => {
  const unknown = (validationContext: string, instancePath: string, keys: unknown) =>
    problemFromError(
      Object.assign(new Error('x'), {
        validationContext,
        validation: [{ keyword: 'unrecognized_keys', instancePath, message: 'm', params: { keys } }],
      }),
    ).errors
  const code = 'unrecognized_keys'
  t.same(unknown('querystring', '/', ['a', 'b']), [
    { field: 'a', code, message: 'There is no such parameter.' },
    { field: 'b', code, message: 'There is no such parameter.' },
  ])
  t.same(unknown('body', '/handoff', ['c']), [
    { field: 'handoff.c', code, message: 'There is no such field.' },
  ])
  t.equal(unknown('body', '/', Array.from({ length: 50 }, String))?.length, 20)
  t.same(unknown('body', '/', 'odd'), [{ field: 'body', code, message: 'm' }])
})

t.test('what nobody foresaw is a 500 that quotes nothing, in the answer and in the log', async (t) => {
  const lines: string[] = []
  const app = await build(t, lines)
  const answer = await app.inject({ method: 'POST', url: '/throws' })
  t.equal(answer.statusCode, 500)
  t.match(answer.json(), { code: 'internal_error', ok: false })
  t.notMatch(answer.body, 'ann@ex.org')
  t.match(lines.join(''), /problem\.test/, 'the place is logged')
  t.notMatch(lines.join(''), 'ann@ex.org')
})

t.test('whatever is thrown has an answer', async (t) => {
  const withStatus = (statusCode: number) => Object.assign(new Error('x'), { statusCode })
  const cases: [unknown, number, string][] = [
    ['a text', 500, 'internal_error'],
    [null, 500, 'internal_error'],
    [new Error('x'), 500, 'internal_error'],
    [withStatus(302), 500, 'internal_error'],
    [withStatus(403), 403, 'bad_request'],
    [withStatus(429), 429, 'rate_limited'],
    [withStatus(502), 500, 'internal_error'],
    [withStatus(503), 503, 'unavailable'],
    [Object.assign(new Error('x'), { validation: ['odd', {}] }), 400, 'invalid_request'],
  ]
  for (const [error, status, code] of cases) t.match(problemFromError(error), { status, code })
})
