import t from 'tap'
import { type EncoderFacts, reviewEncoder } from '../../src/check/review-encoder.ts'

const review = (given: Partial<EncoderFacts>) =>
  reviewEncoder({ name: null, answer: null, why: null, model: null, ...given }).map(
    ({ status, detail }) => `${status} ${detail}`,
  )
const modelOf = (encoder: string | null) => ({ name: 'm', encoder, width: encoder === null ? 0 : 768 })
const answer = { width: 768, ms: 12 }
const fine = 'ok onnx:a reads a text within 12 ms, as 768 numbers'

t.test('nothing is said where no encoder is wanted', async (t) => {
  t.same(review({}), [])
  t.same(review({ model: modelOf(null) }), [])
})

t.test('an encoder that answers, and the model that was trained with it', async (t) => {
  t.same(review({ name: 'onnx:a', answer, model: modelOf('onnx:a') }), [fine])
})

t.test('one that does not answer is a warning: hand-offs become tickets without', async (t) => {
  t.same(review({ name: 'onnx:a', why: 'onnxruntime-node is not installed', model: modelOf('onnx:a') }), [
    'warn onnx:a does not answer: onnxruntime-node is not installed',
  ])
})

t.test('a model that was trained otherwise is told', async (t) => {
  t.match(review({ model: modelOf('onnx:a') }), [/^warn the model in use, m, needs onnx:a, and none is/])
  t.match(review({ name: 'onnx:a', answer }), [fine, /^warn no model that was trained with it/])
  t.match(review({ name: 'onnx:a', answer, model: modelOf(null) }), [fine, /was trained without it/])
  t.match(review({ name: 'onnx:a', answer, model: modelOf('onnx:b') }), [
    fine,
    /trained with onnx:b: it is not/,
  ])
  t.match(review({ name: 'onnx:a', answer: { width: 384, ms: 12 }, model: modelOf('onnx:a') }), [
    /384 numbers/,
    /trained with 768 numbers of a text, and now there are 384/,
  ])
})
