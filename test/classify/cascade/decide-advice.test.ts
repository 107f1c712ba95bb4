import t from 'tap'
import { decideAdvice } from '../../../src/classify/cascade/decide-advice.ts'

const about = { threshold: 0.7, languages: { es: 400, en: 90, fr: 3, und: 7 } }
const prediction = { label: 'billing', confidence: 0.8, inScope: true, runnerUp: 'orders' }
const facts = { language: null, threshold: undefined }
const inLanguage = (code: string, confidence = 0.99) => ({ ...facts, language: { code, confidence } })

t.test("follows the model from its own threshold on, or from the company's", async (t) => {
  t.same(decideAdvice(prediction, about, facts), { kind: 'sure', label: 'billing', confidence: 0.8 })
  t.match(decideAdvice({ ...prediction, confidence: 0.7 }, about, facts), { kind: 'sure' })
  t.match(decideAdvice({ ...prediction, confidence: 0.69 }, about, facts), {
    kind: 'unsure',
    label: 'billing',
    reason: { code: 'model-unsure', confidence: 0.69, runnerUp: 'orders' },
  })
  t.match(decideAdvice(prediction, about, { ...facts, threshold: 0.9 }), { kind: 'unsure' })
  t.match(decideAdvice({ ...prediction, confidence: 0.1 }, about, { ...facts, threshold: 0 }), {
    kind: 'sure',
  })
})

t.test('abstains on what is like nothing that it has learnt, however sure', async (t) => {
  t.match(decideAdvice({ ...prediction, inScope: false, confidence: 1 }, about, facts), {
    kind: 'unsure',
    reason: { code: 'model-out-of-scope' },
  })
  t.match(decideAdvice(null, about, facts), { kind: 'unsure', label: null, confidence: null })
})

t.test('abstains in a language that it has not learnt', async (t) => {
  for (const code of ['de', 'fr'])
    t.match(decideAdvice(prediction, about, inLanguage(code)), {
      kind: 'unsure',
      reason: { code: 'model-language', language: code },
    })
  for (const code of ['es', 'en'])
    t.match(decideAdvice(prediction, about, inLanguage(code)), { kind: 'sure' })
  t.match(decideAdvice(prediction, about, inLanguage('de', 0.6)), { kind: 'sure' }, 'it is only a guess')
})

t.test('takes a small model for what it is: a few texts of a language are its language', async (t) => {
  const small = { threshold: 0.7, languages: { es: 8, en: 30 } }
  t.match(decideAdvice(prediction, small, inLanguage('es')), { kind: 'sure' })
})

t.test('a model whose languages were not told knows any', async (t) => {
  t.match(decideAdvice(prediction, { threshold: 0.7, languages: { und: 900, en: 100 } }, inLanguage('de')), {
    kind: 'sure',
  })
  t.match(decideAdvice(prediction, { threshold: 0.7, languages: {} }, inLanguage('de')), { kind: 'sure' })
})
