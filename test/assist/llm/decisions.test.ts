import fc from 'fast-check'
import t from 'tap'
import { decideRetryDelay } from '../../../src/assist/llm/decide-retry-delay.ts'
import { isStrictSchema } from '../../../src/assist/llm/is-strict-schema.ts'
import { adaptManners, firstManners } from '../../../src/assist/llm/manners.ts'
import { createThinkingStripper } from '../../../src/assist/llm/strip-thinking.ts'
import { openEndpoint } from '../../../src/assist/llm/wire/open-endpoint.ts'
import { readError } from '../../../src/assist/llm/wire/read-error.ts'
import { readRetryHeaders } from '../../../src/assist/llm/wire/read-retry-headers.ts'

t.test('an address gets the path and nothing else, and keeps its credentials to itself', async (t) => {
  for (const [baseUrl, path] of [
    ['http://localhost:11434/v1', '/v1/chat/completions'],
    ['http://localhost:8000/v1//', '/v1/chat/completions'],
    [
      'https://x.example/openai/deployments/a?api-version=2',
      '/openai/deployments/a/chat/completions?api-version=2',
    ],
  ] as const)
    t.equal(openEndpoint({ baseUrl }).path, path)
  const endpoint = openEndpoint({ baseUrl: 'https://ana:s3creto@x.example/v1' })
  t.match(endpoint, {
    url: 'https://x.example/v1/chat/completions',
    authorization: 'Basic YW5hOnMzY3JldG8=',
    secrets: ['s3creto'],
  })
  t.equal(openEndpoint({ baseUrl: 'http://x/v1' }).authorization, 'Bearer none')
})

t.test('reads every form of error', async (t) => {
  for (const [body, message, code, status] of [
    [{ error: { message: 'a', type: 'x', param: null, code: 'y' } }, 'a', 'y', null],
    [{ error: { message: 'a', type: 'NotFoundError', code: 404 } }, 'a', 'NotFoundError', 404],
    [{ object: 'error', message: 'a', type: 'BadRequestError', code: 400 }, 'a', 'BadRequestError', 400],
    [{ error: 'a' }, 'a', null, null],
    [{ message: 'a' }, 'a', null, null],
    [{ detail: 'a' }, 'a', null, null],
    [{ detail: [{ msg: 'a' }] }, '[{"msg":"a"}]', null, null],
    ['<html>a</html>', '<html>a</html>', null, null],
    [null, '', null, null],
    [{}, '', null, null],
  ] as const)
    t.match(readError(body), { message, code, status }, JSON.stringify(body))
  t.equal(readError('x'.repeat(1000)).message.length, 300)
})

t.test('waits as it is asked to, up to a minute, and never for ever', async (t) => {
  const now = Date.UTC(2026, 10, 21)
  const read = (headers: Record<string, string>) =>
    readRetryHeaders((name) => headers[name], now).retryAfterMs
  t.equal(read({ 'retry-after-ms': '250', 'retry-after': '9' }), 250)
  t.equal(read({ 'retry-after-ms': 'soon', 'retry-after': '1.5' }), 1500)
  t.equal(read({ 'retry-after': new Date(now - 5000).toUTCString() }), 0)
  t.equal(read({ 'retry-after': '61' }), Number.POSITIVE_INFINITY)
  for (const headers of [{}, { 'retry-after': '-5' }, { 'retry-after': 'x' }])
    t.equal(read(headers as Record<string, string>), null)
  t.same(
    [0, 1, 2].map((retries) => decideRetryDelay(retries, null, 0)),
    [500, 1000, null],
  )
  t.equal(decideRetryDelay(0, null, 1), 375)
  t.equal(decideRetryDelay(1, 7, 1), 7)
})

t.test('adapts to what is refused by name, and never goes in a circle', async (t) => {
  const asked = { schema: true, tokensFieldIsFixed: false }
  const first = firstManners('http://localhost/v1', 'auto')
  t.equal(firstManners('https://api.openai.com/v1', 'auto').tokensField, 'max_completion_tokens')
  const says = (message: string, status = 400) => ({
    status,
    error: { message, code: null, status: null, param: null },
  })
  t.equal(adaptManners(first, says('max_tokens is too large: 200'), { ...asked, schema: false }), null)
  t.equal(adaptManners(first, says('unknown model'), { ...asked, schema: false }), null)
  t.equal(adaptManners(first, says('json_schema is not supported', 404), asked), null)
  t.equal(adaptManners(first, says('boom', 500), asked), null)
  t.match(adaptManners(first, says('failed to parse grammar', 500), asked), { structure: 'json_object' })
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('temperature', 'stream_options', 'response_format', 'what'), {
        maxLength: 12,
      }),
      (fields) => {
        let manners = first
        return (
          fields.filter((field) => {
            const next = adaptManners(manners, says(`${field} is not supported`), asked)
            manners = next ?? manners
            return next !== null
          }).length <= 4
        )
      },
    ),
  )
})

t.test('a schema is strict when each object is closed and asks for all it has', async (t) => {
  const closed = {
    type: 'object',
    properties: { a: { type: ['string', 'null'] } },
    required: ['a'],
    additionalProperties: false,
  }
  t.ok(isStrictSchema(closed))
  t.ok(isStrictSchema({ ...closed, properties: { a: { type: 'array', items: closed } } }))
  t.notOk(isStrictSchema({ ...closed, required: [] }))
  t.notOk(isStrictSchema({ ...closed, additionalProperties: true }))
  t.notOk(isStrictSchema({ ...closed, properties: { a: { anyOf: [{ type: 'object' }, { type: 'null' }] } } }))
})

t.test('thoughts are left out alike however they are split', async () => {
  const piece = fc.constantFrom(
    '<think>',
    '</think>',
    '<thinking>',
    '</THINKING>',
    'a',
    ' ',
    '<',
    '<b>',
    'é🎉',
    '\n',
    '</thin',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 40 }),
      (pieces, sizes) => {
        const text = pieces.join('')
        const read = (parts: string[]): string => {
          const stripper = createThinkingStripper()
          let told = ''
          for (const { again, text: more } of [...parts.map((part) => stripper.take(part)), stripper.end()])
            told = (again ? '' : told) + more
          return told
        }
        const parts: string[] = []
        let rest = text
        for (const size of sizes) {
          parts.push(rest.slice(0, size))
          rest = rest.slice(size)
        }
        return read([text]) === read([...parts, rest]) && !/<\/?think(ing)?>/i.test(read([text]))
      },
    ),
  )
})
