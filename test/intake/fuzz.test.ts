import fc from 'fast-check'
import t from 'tap'
import { handoffSchema } from '../../schemas/handoff.ts'
import { handoffAnswerSchema } from '../../schemas/handoff-answer.ts'
import { problemSchema } from '../../schemas/problem.ts'
import { apiKey, buildIntake, secret } from './build-intake.ts'

const names = fc.oneof(
  fc.constantFrom(
    ...[
      'user_email',
      'email',
      'correo',
      'user_phone',
      'telefono',
      'conversation_summary',
      'motivo',
      'transcript',
    ],
    ...[
      'category',
      'priority',
      'tags',
      'attachments',
      'custom_fields',
      'language',
      'message_id',
      'event',
      'requester',
    ],
    ...[
      'requester__email',
      'a__b__c',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'source',
      'callback_url',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

const text = fc.oneof(
  fc.constantFrom(
    'ann@ex.org',
    'Ann <ann@ex.org>',
    '+34600112233',
    '{{x}}',
    'null',
    '',
    '\u0000',
    '\ud800',
    'User: a\nBot: b',
  ),
  fc.constantFrom(
    'https://ex.org/a',
    '[{"from":"user","text":"a"}]',
    '{"a":1}',
    'vip,eu',
    '4',
    'alta',
    '2026-05-01',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(names, tie('any'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).any

const object = fc.dictionary(names, value, { maxKeys: 12, noNullPrototype: true })

const form = object.map((body) =>
  new URLSearchParams(
    Object.entries(body).map(([name, item]) => [
      name.toWellFormed(),
      (typeof item === 'string' ? item : JSON.stringify(item)).toWellFormed(),
    ]),
  ).toString(),
)

const mangled = fc
  .tuple(object, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
  .map(([body, at, noise]) => {
    const whole = JSON.stringify(body)
    const index = at % (whole.length + 1)
    return whole.slice(0, index) + noise + whole.slice(index + noise.length)
  })

const payload = fc.oneof(
  { weight: 3, arbitrary: object.map((body) => JSON.stringify(body)) },
  {
    weight: 4,
    arbitrary: object.map((body) =>
      JSON.stringify({ ...body, user_email: 'ann@ex.org', conversation_summary: 'Help' }),
    ),
  },
  { weight: 1, arbitrary: object.map((body) => JSON.stringify([body])) },
  { weight: 2, arbitrary: form },
  { weight: 2, arbitrary: mangled },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
)

const headerText = fc.string({ unit: 'grapheme-ascii', maxLength: 20 })

const headers = fc.record(
  {
    'content-type': fc.oneof(
      fc.constantFrom(
        'application/json',
        'application/x-www-form-urlencoded',
        'text/plain',
        'application/json; charset=latin1',
        'multipart/form-data',
      ),
      headerText,
    ),
    'idempotency-key': fc.oneof(fc.constantFrom('a', 'b', 'c'), headerText),
    prefer: fc.oneof(fc.constantFrom('wait=0', 'respond-async', 'wait=x', 'wait="0"'), headerText),
    'content-encoding': fc.constantFrom('identity', 'gzip'),
  },
  { requiredKeys: [] },
)

const url = fc.constantFrom(
  '/webhooks/botpress',
  '/webhooks/zapier/',
  '/v1/handoffs',
  '/v1/handoffs?source=generic',
  '/webhooks/generic?wait=0',
)

/** Every text in a value, names too. */
const textsOf = (item: unknown): string[] => {
  if (typeof item === 'string') return [item]
  if (typeof item !== 'object' || item === null) return []
  return [...Object.keys(item), ...Object.values(item).flatMap(textsOf)]
}

t.test(
  'whatever is sent, the answer is never 5xx, always of a known shape, and every 2xx is in the ledger',
  async (t) => {
    const { app, ledger } = await buildIntake(t)
    const seen = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(url, headers, payload, async (to, extra, body) => {
        const before = ledger.puts.length
        const answer = await app.inject({
          method: 'POST',
          url: to,
          headers: { 'x-webhook-secret': secret, 'x-api-key': apiKey, ...extra },
          payload: body,
        })
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1)
        if (answer.statusCode === 202) {
          const { handoff_id } = handoffAnswerSchema.parse(answer.json())
          if (ledger.find(handoff_id)?.state !== 'received') throw new Error('not in the ledger')
        } else {
          if (answer.statusCode < 400 || answer.statusCode >= 500)
            throw new Error(`status ${answer.statusCode}`)
          const problem = problemSchema.parse(answer.json())
          if (problem.status === 422 && ledger.find(problem.handoff_id ?? '')?.state !== 'refused') {
            throw new Error('a refused hand-off is not kept')
          }
        }
        for (const { handoff } of ledger.puts.slice(before)) {
          handoffSchema.parse(handoff)
          // PostgreSQL's jsonb takes neither.
          const unfit = textsOf(handoff).filter((part) => part.includes('\u0000') || !part.isWellFormed())
          if (unfit.length > 0) throw new Error(`kept ${JSON.stringify(unfit)}`)
        }
      }),
      { numRuns: 800 },
    )
    t.equal(Reflect.ownKeys(Object.prototype).length, 12, 'no prototype was changed')
    for (const status of [202, 400, 422]) t.ok((seen.get(status) ?? 0) > 20, `${status} was reached`)
  },
)
