import t, { type Test } from 'tap'
import { createEmbeddingsEncoder } from '../../../src/classify/encoders/create-embeddings-encoder.ts'
import { type AskedOfLlm, type LlmAnswer, openFakeLlm } from '../llm/open-fake-llm.ts'
import { answerEmbeddings, inputOf } from './answer-embeddings.ts'

/** What a text is long, beside a one. */
const measuring = (asked: AskedOfLlm): LlmAnswer =>
  answerEmbeddings(inputOf(asked).map(({ length }) => [length, 1]))
const failing = (status: number): LlmAnswer => ({
  status,
  body: '{"error":{"message":"no, for k-1 and No entro"}}',
})

const open = async (
  t: Test,
  answer: (asked: AskedOfLlm, nth: number) => LlmAnswer,
  {
    timeout = 5000,
    mask = true,
    purpose = 'service',
  }: { timeout?: number; mask?: boolean; purpose?: 'service' | 'training' } = {},
) => {
  const { baseUrl, asked } = await openFakeLlm(t, answer)
  let time = 0
  const away: string[] = []
  const waited: number[] = []
  const encoder = createEmbeddingsEncoder({
    config: { kind: 'embeddings', baseUrl: `${baseUrl}/`, apiKey: 'k-1', model: 'tiny', timeout, mask },
    purpose,
    onAway: (why) => away.push(why),
    now: () => time,
    wait: async (ms) => {
      waited.push(ms)
    },
    random: () => 1,
  })
  const encode = async (texts: string[], signal?: AbortSignal) =>
    (await encoder.encode(texts, signal === undefined ? {} : { signal }))?.map((vector) => [...vector])
  return { encoder, encode, asked, away, waited, pass: (ms: number) => (time += ms) }
}

t.test('asks for the numbers of texts, and gives them in order', async (t) => {
  const { encoder, encode, asked, away } = await open(t, measuring)
  t.equal(encoder.name, 'embeddings:tiny')
  t.same(await encode(['No entro', 'Hola']), [
    [8, 1],
    [4, 1],
  ])
  t.match(asked, [
    {
      path: '/v1/embeddings',
      headers: { authorization: 'Bearer k-1' },
      body: { model: 'tiny', input: ['No entro', 'Hola'] },
    },
  ])
  t.same(await encode([]), [])
  t.equal(asked.length, 1, 'for nothing nobody is asked')
  t.same(away, [])
  await encoder.close()
})

t.test('at most 64 texts at once, masked and cut, and none empty', async (t) => {
  const { encode, asked } = await open(t, measuring)
  const texts = Array.from({ length: 70 }, (_, at) => `texto ${at}`)
  t.same(
    await encode(texts),
    texts.map(({ length }) => [length, 1]),
  )
  t.same(
    asked.map((each) => inputOf(each).length),
    [64, 6],
  )
  const mail = 'Soy ana@example.org'
  await encode([mail, ' ', `${'a'.repeat(1499)}😀`])
  t.same(inputOf(asked[2] as AskedOfLlm), ['Soy [email]', '-', `${'a'.repeat(1499)}�`])
  const plain = await open(t, measuring, { mask: false })
  await plain.encode([mail])
  t.same(inputOf(plain.asked[0] as AskedOfLlm), [mail])
})

t.test('what a server refuses is asked in halves, and a text that is too long shorter', async (t) => {
  const { encode, asked, away } = await open(t, (given) =>
    inputOf(given).length > 2 || inputOf(given).some(({ length }) => length > 500)
      ? failing(413)
      : measuring(given),
  )
  t.same(
    (await encode(['a', 'ab', 'x'.repeat(900), 'abc', 'abcd']))?.map(([length]) => length),
    [1, 2, 400, 3, 4],
  )
  t.ok(asked.length > 5)
  t.same(away, [])
})

t.test('a text that it does not want at all says nothing of the next', async (t) => {
  const { encode, away } = await open(t, (given) =>
    inputOf(given)[0] === 'bad' ? failing(422) : measuring(given),
  )
  t.equal(await encode(['bad']), undefined)
  t.same(away, ['it answered with HTTP 422'])
  t.same(await encode(['good']), [[4, 1]])
})

t.test(
  'a hand-off asks once; says why it is away, quotes nothing, and leaves it alone for a while',
  async (t) => {
    const unreadable: LlmAnswer = { body: '<html>hello</html>' }
    const endless: LlmAnswer = { body: '{"data":[{"embedding":[1e300]}]}' }
    for (const [answer, why] of [
      [failing(503), 'it answered with HTTP 503'],
      [failing(401), 'it answered with HTTP 401'],
      [unreadable, 'its answer could not be read'],
      [endless, 'it gave something that is no finite number'],
      [answerEmbeddings([[1], [2]]), 'it gave 2 vectors for 1 text'],
      [answerEmbeddings([[]]), 'it gave vectors without numbers'],
    ] as const) {
      const { encode, asked, away, pass, waited } = await open(t, () => answer)
      t.equal(await encode(['No entro']), undefined)
      t.same(away, [why])
      await encode(['No entro'])
      t.same(away, [why, `${why}, a moment ago`])
      t.equal(asked.length, 1)
      pass(30_000)
      await encode(['No entro'])
      t.equal(asked.length, 2)
      t.same(waited, [])
    }
  },
)

t.test('numbers of another length than before are none', async (t) => {
  const { encode, away } = await open(t, (_, nth) => answerEmbeddings([nth === 1 ? [1, 2] : [1, 2, 3]]))
  t.same(await encode(['a']), [[1, 2]])
  t.equal(await encode(['a']), undefined)
  t.same(away, ['it gave a vector of 3 numbers, and others of 2'])
})

t.test('a training waits longer each time, tells why, and goes on', async (t) => {
  const { encode, away, waited } = await open(
    t,
    (asked, nth) => (nth < 4 ? failing(503) : measuring(asked)),
    {
      purpose: 'training',
    },
  )
  t.same(await encode(['abc']), [[3, 1]])
  t.same(waited, [1000, 2000, 4000])
  t.match(away[2], 'it answered with HTTP 503; asking again in 4 s')
})

t.test('a training gives up in the end, and at once where waiting does not help', async (t) => {
  const down = await open(t, () => failing(500), { purpose: 'training' })
  t.equal(await down.encode(['abc']), undefined)
  t.same([down.asked.length, down.waited.length], [7, 6])
  t.equal(down.away.at(-1), 'it answered with HTTP 500')
  const refused = await open(t, () => failing(401), { purpose: 'training' })
  t.equal(await refused.encode(['abc']), undefined)
  t.equal(refused.asked.length, 1)
})

t.test('does not wait longer than it may, nor when it is stopped', async (t) => {
  const slow = await open(t, () => 'hang', { timeout: 200 })
  t.equal(await slow.encode(['abc']), undefined)
  t.match(slow.away, [/did not answer within/])
  const stopped = await open(t, () => 'hang', { purpose: 'training' })
  t.equal(await stopped.encode(['abc'], AbortSignal.timeout(100)), undefined)
  t.same([stopped.away, stopped.waited], [[], []], 'nobody is told what they did themselves')
})

t.test('a server that is not there is away', async (t) => {
  const away: string[] = []
  const encoder = createEmbeddingsEncoder({
    config: {
      kind: 'embeddings',
      baseUrl: 'http://127.0.0.1:1/v1',
      model: 'tiny',
      timeout: 2000,
      mask: true,
    },
    purpose: 'service',
    onAway: (why) => away.push(why),
    now: () => 0,
    wait: async () => {},
    random: Math.random,
  })
  t.equal(await encoder.encode(['x'], {}), null)
  t.match(away, [/could not be reached|it failed/])
})
