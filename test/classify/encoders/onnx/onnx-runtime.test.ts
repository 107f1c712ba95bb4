import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createOnnxEncoder } from '../../../../src/classify/encoders/onnx/create-onnx-encoder.ts'
import { buildPictureModel, buildSentenceEncoder, buildTokenEncoder } from './build-onnx.ts'

// The runtime weighs 290 MB, and is no dependency: `npm run test:onnx` puts it into a temporary folder and says where.
const folder = process.env['RELEVO_ONNXRUNTIME']
const pieces = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'factura', 'clave', '##s']
/** What each piece stands for; padding would be heard. */
const rows = [
  [500, 500, 500],
  [0, 0, 1],
  [0, 0, 0],
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0.5, 0.5],
]

const load = async (): Promise<unknown> =>
  folder === undefined ? null : createRequire(import.meta.url)(join(folder, 'onnxruntime-node'))

const prepare = (t: Test, model: Buffer, { vocabulary = pieces.join('\n') } = {}) => {
  const dir = t.testdir({ 'vocab.txt': vocabulary })
  const file = join(dir, 'tiny.onnx')
  writeFileSync(file, model)
  const away: string[] = []
  const encoder = createOnnxEncoder({
    config: { kind: 'onnx', file, vocabulary: join(dir, 'vocab.txt'), mostTokens: 16, lowerCase: true },
    onAway: (why) => away.push(why),
    now: () => 0,
    load,
  })
  t.teardown(() => encoder.close())
  const encode = async (...texts: string[]) =>
    (await encoder.encode(texts, {}))?.map((vector) =>
      [...vector].map((each) => Math.round(each * 100) / 100),
    )
  return { encoder, encode, away }
}

const options = folder === undefined ? { skip: 'onnxruntime-node is not here: npm run test:onnx' } : {}

t.test(
  'a real model gives the mean over the tokens of each text, whatever stands beside it',
  options,
  async (t) => {
    const { encoder, encode, away } = prepare(t, buildTokenEncoder(rows))
    t.equal(encoder.name, 'onnx:tiny')
    // [CLS] factura [SEP] is three tokens; [CLS] clave ##s qué [SEP] five.
    const apart = [...((await encode('Factura')) ?? []), ...((await encode('claves qué')) ?? [])]
    t.same(apart, [
      [0.33, 0, 0],
      [0, 0.3, 0.3],
    ])
    t.same(await encode('Factura', 'claves qué'), apart)
    const many = await encode(
      ...Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'factura' : 'claves qué')),
    )
    t.same([many?.length, many?.[0], many?.[39]], [40, ...apart])
    t.same(await encode(''), [[0, 0, 0]])
    t.same(away, [])
  },
)

t.test('a real model that makes one vector of a text is taken at its word', options, async (t) => {
  const { encode, away } = prepare(t, buildSentenceEncoder(rows))
  t.same(await encode('factura factura', 'clave'), [
    [2, 0, 0],
    [0, 1, 0],
  ])
  t.same(away, [])
})

t.test('a file that is no model, or one of something else, is told', options, async (t) => {
  const broken = prepare(t, Buffer.from('no model at all'))
  t.equal(await broken.encode('x'), undefined)
  t.match(broken.away, [/the model cannot be loaded: .*(protobuf|parsing)/i])
  const picture = prepare(t, buildPictureModel())
  t.equal(await picture.encode('x'), undefined)
  t.match(picture.away, [/is no encoder of text as BERT: it asks for pixels/])
})

t.test('a vocabulary of another model is told, and the next text is read', options, async (t) => {
  const vocabulary = [...pieces, 'lejos'].join('\n')
  const { encode, away } = prepare(t, buildTokenEncoder(rows), { vocabulary })
  t.equal(await encode('lejos'), undefined)
  t.match(away, [/(indices|out of)/])
  t.same(await encode('factura'), [[0.33, 0, 0]])
})

t.test('closes under a text, and answers no more', options, async (t) => {
  const { encoder, encode } = prepare(t, buildTokenEncoder(rows))
  const [first] = await Promise.all([encode('factura'), encode('clave'), encoder.close()])
  t.ok(first === undefined || first.length === 1)
  t.equal(await encode('factura'), undefined)
  await encoder.close()
})
