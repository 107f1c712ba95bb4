import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createOnnxEncoder } from '../../../../src/classify/encoders/onnx/create-onnx-encoder.ts'
import type { OnnxTensor } from '../../../../src/classify/encoders/onnx/onnx-runtime.ts'

// What Relevo makes of a runtime, without one; onnx-runtime.test.ts asks the real one.

type Run = (inputs: Readonly<Record<string, OnnxTensor>>) => Record<string, OnnxTensor>

const tensor = (
  dims: number[],
  data: unknown = new Float32Array(dims.reduce((a, b) => a * b, 1)),
  type = 'float32',
) => ({
  type,
  dims,
  data,
})

class Tensor implements OnnxTensor {
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
  constructor(type: string, data: unknown, dims: readonly number[]) {
    this.type = type
    this.data = data
    this.dims = dims
  }
}

const prepare = (
  t: Test,
  {
    run = (inputs) => ({ last_hidden_state: tensor([...(inputs['input_ids']?.dims ?? []), 2]) }),
    inputNames = ['input_ids', 'attention_mask'],
    outputNames = ['last_hidden_state'],
    load,
    vocabulary = '[PAD]\n[UNK]\n[CLS]\n[SEP]\nhola\n',
    files = { 'tiny.onnx': '' },
  }: {
    run?: Run
    inputNames?: string[]
    outputNames?: string[]
    load?: () => Promise<unknown>
    vocabulary?: string
    files?: Record<string, string>
  } = {},
) => {
  const dir = t.testdir({ 'vocab.txt': vocabulary, ...files })
  const seen = { created: 0, released: 0, runs: [] as Parameters<Run>[0][] }
  const create = async () => {
    seen.created += 1
    return {
      inputNames,
      outputNames,
      run: async (inputs: Parameters<Run>[0]) => {
        seen.runs.push(inputs)
        return run(inputs)
      },
      release: async () => {
        seen.released += 1
      },
    }
  }
  let time = 0
  const away: string[] = []
  const encoder = createOnnxEncoder({
    config: {
      kind: 'onnx',
      file: join(dir, 'tiny.onnx'),
      vocabulary: join(dir, 'vocab.txt'),
      mostTokens: 8,
      lowerCase: true,
    },
    onAway: (why) => away.push(why),
    now: () => time,
    load: load ?? (async () => ({ default: { Tensor, InferenceSession: { create } } })),
  })
  const encode = async (texts: string[], signal?: AbortSignal) =>
    (await encoder.encode(texts, signal === undefined ? {} : { signal }))?.map((vector) => [...vector])
  return { encoder, encode, away, seen, pass: (ms: number) => (time += ms) }
}

t.test('gives the model what it asks for, in batches of 16, and loads it once', async (t) => {
  const { encode, away, seen } = prepare(t)
  t.equal(seen.created, 0, 'not before the first text')
  const many = await encode(['hola', 'hola hola', ...Array.from({ length: 18 }, () => 'x')])
  t.equal(many?.length, 20)
  await encode(['x'])
  t.equal(seen.created, 1)
  t.same(
    seen.runs.map((inputs) => inputs['input_ids']?.dims),
    [
      [16, 4],
      [4, 3],
      [1, 3],
    ],
  )
  const [first = {}] = seen.runs
  t.same(Object.keys(first), ['input_ids', 'attention_mask'])
  t.equal(first['input_ids']?.type, 'int64')
  const numbers = first['input_ids']?.data as BigInt64Array
  t.same([...numbers.subarray(0, 8)].map(Number), [2, 4, 3, 0, 2, 4, 4, 3])
  const mask = first['attention_mask']?.data as BigInt64Array
  t.same([...mask.subarray(0, 8)].map(Number), [1, 1, 1, 0, 1, 1, 1, 1])
  t.same(away, [])
  t.same(await encode([]), [])
})

t.test('what stands for the whole text is read, where the model makes it', async (t) => {
  const { encode } = prepare(t, {
    outputNames: ['last_hidden_state', 'sentence_embedding'],
    run: () => ({ sentence_embedding: tensor([1, 2], Float32Array.of(3, 4)) }),
  })
  t.same(await encode(['hola']), [[3, 4]])
})

t.test('a library that is not installed, or that cannot be loaded, is told with what to do', async (t) => {
  const gone = Object.assign(new Error("Cannot find package 'onnxruntime-node' imported from x"), {
    code: 'ERR_MODULE_NOT_FOUND',
  })
  for (const [load, why] of [
    [
      () => Promise.reject(gone),
      /^onnxruntime-node is not installed\. .*npm install onnxruntime-node.*INSTALL=skip/,
    ],
    [() => Promise.reject(new Error('bad binary')), /cannot be loaded: Error: bad binary/],
    [async () => ({}), /has no InferenceSession/],
  ] as const) {
    const { encode, away, pass } = prepare(t, { load })
    t.equal(await encode(['hola']), undefined)
    t.match(away, [why])
    t.equal(await encode(['hola']), undefined)
    t.match(away[1], /, a moment ago$/)
    pass(30_000)
    await encode(['hola'])
    t.match(away[2], why, 'it is tried again')
  }
})

t.test('files that cannot be used are told', async (t) => {
  const cases: [Parameters<typeof prepare>[1], RegExp][] = [
    [{ files: {} }, /^the model cannot be loaded: ENOENT.*tiny\.onnx/],
    [{ vocabulary: 'no\nvocabulary' }, /vocab\.txt cannot be used: it has no \[UNK\]/],
    [
      { inputNames: ['input_ids', 'pixel_values'] },
      /no encoder of text as BERT: it asks for input_ids, pixel/,
    ],
    [{ inputNames: [] }, /asks for nothing/],
    [{ outputNames: [] }, /no encoder of text/],
  ]
  for (const [given, why] of cases) {
    const { encode, away, seen } = prepare(t, given)
    t.equal(await encode(['hola']), undefined)
    t.match(away, [why])
    t.equal(seen.released, seen.created, 'nothing stays in memory')
  }
})

t.test('answers that are none are told, and the next text is read all the same', async (t) => {
  for (const [answer, why] of [
    [{}, 'the model does not answer with last_hidden_state'],
    [{ last_hidden_state: tensor([1, 2], new BigInt64Array(2), 'int64') }, /answers with int64, and float32/],
    [{ last_hidden_state: tensor([2]) }, /numbers of the shape 2/],
    [{ last_hidden_state: tensor([1, 2], Float32Array.of(1, Number.NaN)) }, /no finite number/],
  ] as const) {
    let isOdd = true
    const { encode, away } = prepare(t, {
      run: () => (isOdd ? answer : { last_hidden_state: tensor([1, 2], Float32Array.of(1, 2)) }),
    })
    t.equal(await encode(['hola']), undefined)
    t.match(away, [why])
    isOdd = false
    t.same(await encode(['hola']), [[1, 2]])
  }
})

t.test('stops, and is closed once', async (t) => {
  const { encoder, encode, away, seen } = prepare(t)
  await encode(['hola'])
  t.equal(await encode(['hola'], AbortSignal.abort()), undefined)
  t.same(away, [], 'nobody is told what they did themselves')
  await encoder.close()
  await encoder.close()
  t.equal(seen.released, 1)
  t.equal(await encode(['hola']), undefined)
  t.same(away, ['it is closed'])
  t.equal(seen.created, 1)
})
