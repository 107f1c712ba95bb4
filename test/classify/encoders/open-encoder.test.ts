import { join } from 'node:path'
import t from 'tap'
import { openEncoder } from '../../../src/classify/encoders/open-encoder.ts'

t.test('opens what is configured, and asks nobody before the first text', async (t) => {
  const away: string[] = []
  const options = { purpose: 'service', onAway: (why: string) => away.push(why) } as const
  t.equal(openEncoder(undefined, options), null)
  const server = { kind: 'embeddings', baseUrl: 'http://127.0.0.1:1/v1', model: 'bge-m3' } as const
  t.equal(openEncoder({ ...server, timeout: 1000, mask: true }, options)?.name, 'embeddings:bge-m3')
  const folder = t.testdir()
  const encoder = openEncoder(
    {
      kind: 'onnx',
      file: join(folder, 'minilm.onnx'),
      vocabulary: join(folder, 'vocab.txt'),
      mostTokens: 128,
      lowerCase: true,
    },
    options,
  )
  t.equal(encoder?.name, 'onnx:minilm')
  t.same(away, [])
  t.equal(await encoder?.encode(['x'], {}), null)
  t.match(away, [/^(onnxruntime-node is not installed|the vocabulary cannot be read)/])
  await encoder?.close()
})
