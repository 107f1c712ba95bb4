import t from 'tap'
import type { LlmEvent } from '../../../src/assist/llm/language-model.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { noon, openModel, readAll, textOf } from './open-model.ts'
import {
  type Answer,
  delta,
  done,
  event,
  flat,
  nested,
  refusal,
  type Script,
  stream,
  streamOf,
  usage,
} from './scripted-server.ts'

const schema = {
  name: 'reply draft',
  schema: {
    type: 'object',
    properties: { response: { type: 'string' } },
    required: ['response'],
    additionalProperties: false,
  },
}

t.test('tells a text as it is written, and sends the smallest common request', async (t) => {
  const { ask, asked, observed } = await openModel(t, () => stream('Hola', ' [NAME_1]', ':'))
  const events = await ask()
  t.match(events, [
    { kind: 'text', text: 'Hola' },
    { kind: 'text', text: ' [NAME_1]' },
    { kind: 'text', text: ':' },
    { kind: 'done', text: 'Hola [NAME_1]:', cut: false, callId: /^\w{20,}$/ },
  ])
  t.match(asked[0], { path: '/v1/chat/completions', headers: { authorization: 'Bearer k-secret-1' } })
  t.same(asked[0]?.body, {
    model: 'tiny',
    messages: [
      { role: 'system', content: 'You write replies.' },
      { role: 'user', content: 'The printer is jammed.' },
    ],
    ...{ temperature: 0.2, max_tokens: 200, stream: true, stream_options: { include_usage: true } },
  })
  t.match(observed, [{ outcome: 'done', attempts: 1, inputTokens: 100, outputTokens: 20 }])
})

t.test('what is on record is what was sent, byte for byte, and it was there before', async (t) => {
  const database = await openSqliteStore(t)
  const before: unknown[] = []
  const { ask, asked, calls } = await openModel(
    t,
    () => ({ ...stream('¡Listo! 🎉'), steps: [{ waitMs: 20 }, ...stream('¡Listo! 🎉').steps] }),
    { database },
  )
  const answering = ask({ prompt: 'ñ "quoted" \\ 🎉 \u2028 </message>' })
  while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  before.push(...(await calls()))
  t.match(before, [{ request: asked[0]?.text, outcome: null, response: null }], 'while it is under way')
  await answering
  t.match(await calls(), [
    {
      ...{
        request: asked[0]?.text,
        response: '¡Listo! 🎉',
        outcome: 'done',
        purpose: 'draft',
        who: 'user:1',
      },
      ...{ model: 'tiny', inputTokens: 100, outputTokens: 20, isEstimated: false, at: noon },
    },
  ])
})

t.test('nothing leaves that cannot be written down', async (t) => {
  const database = await openSqliteStore(t)
  const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
  const broken = { ...database, write: () => Promise.reject(full) }
  const { ask, asked } = await openModel(t, () => stream('Hola'), { database: broken })
  t.match(await ask(), [{ kind: 'failed', reason: 'away', why: /could not be written down/ }])
  t.equal(asked.length, 0)
})

t.test('reads what servers write, leniently', async (t) => {
  const accent = Buffer.from(delta({ content: 'añ🎉' }))
  const cases: Record<string, [answer: Answer, text: string, cut?: boolean]> = {
    'UTF-8 split over packets': [
      streamOf(...[...accent].map((byte) => Uint8Array.of(byte)), delta({}, 'stop'), done),
      'añ🎉',
    ],
    'an event split over packets': [
      streamOf('da', 'ta:', delta({ content: 'a' }).slice(5), delta({}, 'stop'), done),
      'a',
    ],
    'CRLF, comments, no space, unknown fields': [
      streamOf(
        ': loading\r\n\r\n',
        `data:${JSON.stringify({ choices: [{ index: 0, delta: { content: 'ok' }, logprobs: {} }], obfuscation: 'x', timings: { n: 1 } })}\r\n\r\n`,
        delta({}, 'stop').replaceAll('\n', '\r\n'),
        done,
      ),
      'ok',
    ],
    'no [DONE]': [streamOf(delta({ content: 'a' }), delta({}, 'stop')), 'a'],
    "Ollama's usage after the end, and reasoning apart": [
      streamOf(
        delta({ role: 'assistant', content: '', reasoning: 'hm' }),
        delta({ content: 'a' }),
        delta({}, 'stop'),
        usage(9, 3),
        done,
      ),
      'a',
    ],
    "llama.cpp's reasoning_content, null content": [
      streamOf(
        delta({ role: 'assistant', content: null }),
        delta({ reasoning_content: 'hm' }),
        delta({ content: 'a' }),
        delta({}, 'stop'),
        done,
      ),
      'a',
    ],
    'thoughts in tags that are split': [
      stream('<thi', 'nk>no', ' yes</th', 'ink>\n\n', 'Hola <b'),
      'Hola <b',
    ],
    'an unknown end': [streamOf(delta({ content: 'a' }, 'eos_token'), done), 'a'],
    'the end for its length': [streamOf(delta({ content: 'a' }, 'length'), usage(9, 3), done), 'a', true],
    'one piece from a server that does not stream': [
      refusal(200, {
        choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
      }),
      'a',
    ],
    'events that are called something else': [
      { headers: { 'content-type': 'text/plain' }, steps: stream('a').steps },
      'a',
    ],
  }
  const scripted = Object.values(cases)
  const { ask } = await openModel(t, (_, nth) => scripted[nth - 1]?.[0] ?? stream('?'))
  for (const [name, [, text, cut = false]] of Object.entries(cases)) {
    const events = await ask()
    t.match(events.at(-1), { kind: 'done', text, cut }, name)
    t.equal(textOf(events), text, name)
  }
})

t.test('thoughts whose beginning did not come are taken back', async (t) => {
  const { ask } = await openModel(t, () => stream('first I', ' check</think>Hola'))
  t.match(await ask(), [
    { kind: 'text' },
    { kind: 'again' },
    { kind: 'text', text: 'Hola' },
    { kind: 'done', text: 'Hola' },
  ])
})

t.test('says by a code why there is no answer, and quotes nothing', async (t) => {
  const secret = 'k-secret-1 The printer is jammed. Hola'
  const cases: Record<string, [answer: Answer, reason: string, requests: number, told?: string]> = {
    'wrong key': [refusal(401, nested(secret)), 'credentials', 1],
    'forbidden, flat': [refusal(403, flat(secret, 403)), 'credentials', 1],
    'unknown model': [refusal(404, nested(secret, 404)), 'broken', 1],
    "Ollama's own API": [refusal(404, { error: secret }), 'broken', 1],
    'too long, OpenAI': [refusal(400, nested(secret, 'context_length_exceeded')), 'too-long', 1],
    'too long, vLLM': [
      refusal(400, flat(`This model's maximum context length is 10. ${secret}`, 400)),
      'too-long',
      1,
    ],
    'too large': [refusal(413, '<html>Request Entity Too Large</html>'), 'too-long', 1],
    FastAPI: [refusal(422, { detail: [{ msg: secret }] }), 'broken', 1],
    'a filter before': [refusal(400, nested(secret, 'content_filter')), 'filtered', 1],
    'a filter after': [
      streamOf(delta({ content: 'Ho' }), delta({}, 'content_filter'), done),
      'filtered',
      1,
      'Ho',
    ],
    refusal: [streamOf(delta({ refusal: secret }), delta({}, 'stop'), done), 'refused', 1],
    nothing: [stream(''), 'empty', 1],
    'only thoughts': [streamOf(delta({ content: `<think>${secret}` }, 'length'), done), 'empty', 1],
    'no choices': [streamOf(event({ choices: [] }), done), 'broken', 3],
    'no choices, in one piece': [refusal(200, { choices: [] }), 'broken', 3],
    'null content, in one piece': [
      refusal(200, { choices: [{ message: { content: null }, finish_reason: 'stop' }] }),
      'empty',
      1,
    ],
    loading: [refusal(503, nested(secret, 503)), 'away', 3],
    'HTML 502': [refusal(502, `<html>${secret}</html>`), 'away', 3],
    'HTML under 200': [
      { headers: { 'content-type': 'text/html' }, steps: [`<html>${secret}</html>`] },
      'broken',
      3,
    ],
    'not implemented': [refusal(501, nested(secret, 501)), 'broken', 1],
    'a flat error under 200': [refusal(200, flat(secret, 503)), 'away', 3],
    'an error in the stream, before': [streamOf(event(nested(secret, 503))), 'away', 3],
    'a flat error in the stream': [
      streamOf(delta({ content: 'Ho' }), event(flat(secret, 400))),
      'broken',
      1,
      'Ho',
    ],
    'an error in the stream, after': [
      streamOf(delta({ content: 'Ho' }), event({ error: secret })),
      'away',
      1,
      'Ho',
    ],
    'cut before': [streamOf('cut'), 'broken', 3],
    'cut after': [streamOf(delta({ content: 'Ho' }), 'cut'), 'broken', 1, 'Ho'],
    'no end': [streamOf(delta({ content: 'Ho' }), done), 'broken', 1, 'Ho'],
    'no JSON': [streamOf(delta({ content: 'Ho' }), 'data: {"cho\n\n'), 'broken', 1, 'Ho'],
    elsewhere: [refusal(307, '', { location: 'http://127.0.0.1:1/' }), 'broken', 1],
    huge: [streamOf(delta({ content: 'Ho' }), `data: ${'x'.repeat(1_500_000)}`), 'broken', 1, 'Ho'],
    'rate limited': [refusal(429, nested(secret, 'rate_limit_exceeded')), 'rate-limited', 3],
    'x-should-retry': [refusal(429, nested(secret), { 'x-should-retry': 'false' }), 'rate-limited', 1],
    'no quota': [refusal(429, nested(secret, 'insufficient_quota')), 'spent', 1],
  }
  await Promise.all(
    Object.entries(cases).map(async ([name, [answer, reason, requests, told = '']]) => {
      const { ask, asked, calls } = await openModel(t, () => answer)
      const events = await ask()
      t.match(events.at(-1), { kind: 'failed', reason }, name)
      t.equal(events.filter(({ kind }) => kind !== 'text').length, 1, `${name}: one end`)
      t.equal(textOf(events), told, `${name}: what was said is kept`)
      t.equal(asked.length, requests, `${name}: requests`)
      const why = JSON.stringify(events.at(-1))
      t.notMatch(why, /k-secret|printer|Hola|Ho"/, name)
      const rows = await calls()
      t.equal(rows.length, requests)
      t.ok(
        rows.every((call) => call.outcome === reason && !call.response?.includes('k-secret-1')),
        `${name}: the key is not on record either`,
      )
    }),
  )
})

t.test('waits before it asks again, as the server wants or a little longer each time', async (t) => {
  const inThree = new Date(noon + 3000).toUTCString()
  for (const [headers, wait] of [
    [{}, 375],
    [{ 'retry-after-ms': '120' }, 120],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': inThree }, 3000],
  ] as const) {
    const { ask, asked, waits } = await openModel(t, (_, nth) =>
      nth === 1 ? refusal(429, nested('slow down'), headers) : stream('Hola'),
    )
    t.match(await ask(), [{ kind: 'text' }, { kind: 'done', text: 'Hola' }])
    t.equal(asked.length, 2)
    t.ok(waits.includes(wait), `${wait} of ${waits}`)
  }
  const patient = await openModel(t, () => refusal(429, nested('slow down'), { 'retry-after': '61' }))
  t.match(await patient.ask(), [{ kind: 'failed', reason: 'rate-limited' }])
  t.equal(patient.asked.length, 1, 'nobody waits for a minute')
})

t.test('gives up when nothing comes, and when it takes too long', async (t) => {
  const [silence, timeout] = [5_000_000, 7_000_000]
  const cases: [Script, number, string, string][] = [
    [() => streamOf('hang'), silence, '', 'it said nothing for 5000 s'],
    [() => streamOf(delta({ content: 'Ho' }), 'hang'), silence, 'Ho', 'it said nothing for 5000 s'],
    [() => streamOf(delta({ content: 'Ho' }), 'hang'), timeout, 'Ho', 'it was not done within 7000 s'],
  ]
  for (const [script, ms, told, why] of cases) {
    const { write, asked, calls, fire } = await openModel(t, script, { silence, timeout })
    const events: LlmEvent[] = []
    let isReading = true
    const reading = (async () => {
      for await (const event of write()) events.push(event)
      isReading = false
    })()
    while (isReading) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      if (asked.length === 1 && textOf(events) === told) fire(ms)
    }
    await reading
    t.match(events.at(-1), { kind: 'failed', reason: 'timeout', why })
    t.equal(asked.length, 1, 'a slow model is not quicker the second time')
    await asked[0]?.left
    t.match(await calls(), [{ outcome: 'timeout', isEstimated: true }])
  }
})

t.test('a server that is not there is away', async (t) => {
  const { ask, calls, model } = await openModel(t, () => stream(''), { baseUrl: 'http://127.0.0.1:1/v1' })
  t.match(await ask(), [{ kind: 'failed', reason: 'away', why: 'it could not be reached (ECONNREFUSED)' }])
  t.equal((await calls()).length, 3)
  t.same(await model.spent(), { tokens: 0, cost: 0 }, 'and costs nothing')
})

t.test('a stop ends the request at the server, and what was said stays on record', async (t) => {
  const script = () => streamOf(delta({ content: 'Ho' }), 'hang')
  const byButton = await openModel(t, script)
  const button = new AbortController()
  const told: unknown[] = []
  for await (const event of byButton.write({ signal: button.signal })) {
    told.push(event)
    button.abort()
  }
  t.match(told, [{ kind: 'text' }, { kind: 'failed', reason: 'stopped' }])
  await byButton.asked[0]?.left
  t.match(await byButton.calls(), [{ outcome: 'stopped', response: 'Ho' }])

  const byLeaving = await openModel(t, script)
  for await (const event of byLeaving.write()) if (event.kind === 'text') break
  await byLeaving.asked[0]?.left
  t.match(await byLeaving.calls(), [{ outcome: 'stopped' }])

  const byClosing = await openModel(t, script)
  const events = byClosing.write()
  await events[Symbol.asyncIterator]().next()
  await byClosing.model.close()
  await byClosing.asked[0]?.left
  t.match(await byClosing.calls(), [{ outcome: 'stopped' }], 'when it resolves, all is written down')
  t.match(await byClosing.ask(), [{ kind: 'failed', reason: 'stopped' }])
})

t.test('asks for a structure as the server can give it, and remembers', async (t) => {
  const { ask, asked } = await openModel(t, ({ body }) => {
    const kind = body.response_format?.type
    if (kind === 'json_schema') return refusal(400, nested('response_format json_schema is not supported'))
    return kind === 'json_object' ? refusal(400, 'Bad Request') : stream('{"response":"Hola"}')
  })
  t.match((await ask({ schema })).at(-1), { kind: 'done', text: '{"response":"Hola"}' })
  t.match(
    asked.map(({ body }) => body.response_format),
    [
      { type: 'json_schema', json_schema: { name: 'reply_draft', strict: true, schema: schema.schema } },
      { type: 'json_object' },
      undefined,
    ],
  )
  t.notMatch(asked[0]?.body.messages[0]?.content, 'JSON')
  for (const at of [1, 2]) t.match(asked[at]?.body.messages[0]?.content, /JSON Schema:\n\{"type":"object"/)
  await ask({ schema })
  t.equal(asked.length, 4, 'the second time at once')
  await ask()
  t.match(asked[4]?.body.messages[0]?.content, /^You write replies\.$/, 'and no word of it without a schema')
})

t.test('a refusal that has nothing to do with the structure is not put down to it for good', async (t) => {
  let isWell = false
  const { ask, asked } = await openModel(t, () =>
    isWell ? stream('{}') : refusal(400, nested('no', 'bad_day')),
  )
  t.match(await ask({ schema }), [{ kind: 'failed', reason: 'broken' }])
  isWell = true
  await ask({ schema })
  t.equal(asked.at(-1)?.body.response_format?.type, 'json_schema')
})

t.test('leaves out, and calls otherwise, what a server refuses by name', async (t) => {
  const { ask, asked } = await openModel(t, ({ body }) => {
    if ('max_tokens' in body)
      return refusal(
        400,
        nested(
          "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
          'unsupported_parameter',
          'max_tokens',
        ),
      )
    if (body.temperature !== undefined)
      return refusal(
        400,
        nested("Unsupported value: 'temperature' does not support 0.2.", 'unsupported_value', 'temperature'),
      )
    return body.stream_options === undefined
      ? stream('Hola')
      : refusal(422, { detail: 'Extra inputs are not permitted: stream_options' })
  })
  t.match((await ask()).at(-1), { kind: 'done' })
  t.equal(asked.length, 4)
  t.match(asked[3]?.body, { max_completion_tokens: 200 })
  await ask()
  t.equal(asked.length, 5, 'found out once')
  const fixed = await openModel(t, () => refusal(400, nested("Unsupported: 'max_tokens'")), {
    maxTokensField: 'max_tokens',
  })
  t.match(await fixed.ask(), [{ kind: 'failed', reason: 'broken' }])
  t.equal(fixed.asked.length, 1, 'as it was configured')
})

t.test('a prompt that would not fit is told before anything is sent', async (t) => {
  const { ask, asked, calls } = await openModel(t, () => stream('Hola'), {
    contextTokens: 1000,
    maxTokens: 200,
  })
  t.match(await ask({ prompt: 'x'.repeat(2_900) }), [{ kind: 'failed', reason: 'too-long' }])
  t.equal(asked.length, 0)
  t.same(await calls(), [])
  t.match((await ask({ prompt: 'x'.repeat(2_700) })).at(-1), { kind: 'done' })
})

t.test('leaves a server alone that fails again and again, then tries it once', async (t) => {
  let isWell = false
  const { ask, asked, model, jump } = await openModel(t, () =>
    isWell ? stream('Hola') : refusal(500, nested('x')),
  )
  await ask()
  t.same(model.state(), { kind: 'ready' })
  t.match((await ask()).at(-1), { kind: 'failed', reason: 'away' })
  t.equal(asked.length, 5, 'five in a row')
  t.match(model.state(), { kind: 'away', why: /HTTP 500/, until: noon + 30_000 })
  t.match(await ask(), [{ kind: 'failed', reason: 'away', why: /left alone/ }])
  t.equal(asked.length, 5)
  jump(30_000)
  t.match(await ask(), [{ kind: 'failed', reason: 'away' }])
  t.equal(asked.length, 6, 'one try')
  t.match(model.state(), { kind: 'away', until: noon + 90_000 }, 'and twice as long')
  jump(60_000)
  isWell = true
  t.match((await ask()).at(-1), { kind: 'done' })
  t.same(model.state(), { kind: 'ready' })
})

t.test('so many at a time; the others wait in a line that ends', async (t) => {
  const { write, ask, asked } = await openModel(
    t,
    () => streamOf(delta({ content: 'a' }), { waitMs: 30 }, delta({}, 'stop'), done),
    {
      concurrency: 1,
    },
  )
  const ends = await Promise.all(Array.from({ length: 11 }, () => ask()))
  const kinds = ends.map((events) => events.at(-1)?.kind)
  t.equal(kinds.filter((kind) => kind === 'done').length, 9)
  t.match(ends.at(-1), [{ kind: 'failed', reason: 'away', why: /^busy/ }])
  t.equal(asked.length, 9)
  const stopping = new AbortController()
  const [first, second] = [readAll(write()), readAll(write({ signal: stopping.signal }))]
  stopping.abort()
  t.match(await second, [{ kind: 'failed', reason: 'stopped' }], 'who stops gives up the place')
  t.match((await first).at(-1), { kind: 'done' })
})

t.test('asks nothing while language models are paused', async (t) => {
  const { ask, asked, pause, model } = await openModel(t, () => stream('Hola'))
  pause(true)
  t.match(await ask(), [{ kind: 'failed', reason: 'paused' }])
  t.same(model.state(), { kind: 'paused' })
  pause(false)
  t.match((await ask()).at(-1), { kind: 'done' })
  t.equal(asked.length, 1)
})

t.test(
  "keeps to the day's budget, gives back what was not taken, and begins anew at midnight UTC",
  async (t) => {
    const { ask, asked, model, jump } = await openModel(t, () => stream('Hola'), { tokensPerDay: 520 })
    t.match((await ask()).at(-1), { kind: 'done' })
    t.same(await model.spent(), { tokens: 120, cost: 0 })
    await ask()
    await ask()
    t.match(await ask(), [{ kind: 'failed', reason: 'spent' }], '360 and a reserve of 200 and the prompt')
    t.equal(asked.length, 3)
    t.same(model.state(), { kind: 'spent' })
    jump(12 * 3_600_000)
    t.same(model.state(), { kind: 'ready' })
    t.match((await ask()).at(-1), { kind: 'done' })
  },
)

t.test('a quota that is used up at the server is left alone for ten minutes', async (t) => {
  const { ask, asked, model, jump } = await openModel(t, () =>
    refusal(429, nested('x', 'insufficient_quota')),
  )
  await ask()
  t.same(model.state(), { kind: 'spent' })
  t.match(await ask(), [{ kind: 'failed', reason: 'spent' }])
  t.equal(asked.length, 1)
  jump(600_000)
  await ask()
  t.equal(asked.length, 2)
})

t.test('counts money too, and estimates what a server does not count', async (t) => {
  const uncounted = () => streamOf(delta({ content: 'x'.repeat(350) }, 'stop'), done)
  const { ask, model, calls, asked } = await openModel(t, uncounted, {
    price: { input: 1000, output: 10_000 },
    costPerDay: 3.5,
  })
  await ask()
  const input = Math.ceil((asked[0]?.text.length ?? 0) / 3.5)
  const { tokens, cost } = await model.spent()
  t.equal(tokens, input + 100)
  t.ok(Math.abs(cost - (input * 1000 + 100 * 10_000) / 1e6) < 1e-9)
  t.match(await calls(), [{ isEstimated: true, outputTokens: 100 }])
  await ask()
  t.match(await ask(), [{ kind: 'failed', reason: 'spent' }])
})
