import t from 'tap'
import { classificationSchema } from '../../schemas/classification.ts'
import { categorySchema } from '../../schemas/configuration.ts'
import type { TextToClassify } from '../../src/classify/classifier.ts'
import { defaultCategories } from '../../src/classify/default-categories.ts'
import { heldOutSentences } from './held-out-sentences.ts'
import { createRulesClassifier } from './rules-classifier.ts'
import { sentences } from './sentences.ts'

const classifier = createRulesClassifier({ categories: defaultCategories })
const input = (over: Partial<TextToClassify> = {}): TextToClassify => ({
  subject: null,
  text: '',
  botCategory: null,
  language: null,
  trustBot: true,
  ...over,
})

/** Counts what is right, what is given to a person, and what is wrong. */
const measure = async (table: [string | null, string][]) => {
  const counts = { right: 0, unsure: 0, wrong: 0 }
  for (const [expected, text] of table) {
    const { category } = await classifier.classify(input({ text }))
    counts[category === expected ? 'right' : category === null ? 'unsure' : 'wrong']++
  }
  return counts
}

t.test('files the sentences that the keywords were made for', async (t) => {
  const { right, unsure, wrong } = await measure(sentences)
  t.comment(`${right} of ${sentences.length} right, ${unsure} unsure, ${wrong} wrong`)
  t.ok(sentences.length >= 100)
  t.ok(right / sentences.length >= 0.95, `${right} of ${sentences.length}`)
})

t.test('is unsure rather than wrong about sentences that the keywords were not made for', async (t) => {
  const { right, unsure, wrong } = await measure(heldOutSentences)
  t.comment(`${right} of ${heldOutSentences.length} right, ${unsure} unsure, ${wrong} wrong`)
  t.ok(right / heldOutSentences.length >= 0.45, `${right} of ${heldOutSentences.length}`)
  t.ok(wrong / heldOutSentences.length <= 0.1, `${wrong} wrong`)
})

t.test("takes a trusted bot's word, in any spelling", async (t) => {
  for (const [said, category] of [
    ['billing', 'billing'],
    ['FACTURACION', 'billing'],
    ['Facturación y pagos 💳', 'billing'],
    ['  orders_and_shipping ', 'orders'],
    ['Orders & Shipping', 'orders'],
    ['Técnico', 'technical'],
    ['QUEJAS Y RECLAMOS', 'complaint'],
    ['Ｒｅｔｕｒｎｓ', 'returns'],
    ['otro', 'other'],
  ]) {
    const filed = await classifier.classify(input({ botCategory: said ?? null, text: 'mi pedido no llega' }))
    t.match(filed, { category, decidedBy: 'bot', confidence: null }, said ?? '')
    t.match(filed.reasons, [{ code: 'bot-named', name: /./ }])
    t.equal(filed.reasons.length, 1)
  }
})

t.test("weighs an untrusted bot's word with the rest", async (t) => {
  const against = { botCategory: 'billing', trustBot: false }
  const byText = await classifier.classify(
    input({ ...against, text: 'Where is my order? No tracking number yet.' }),
  )
  t.match(byText, { category: 'orders', decidedBy: 'rule' })
  const byBot = await classifier.classify(input({ ...against, text: 'Please help' }))
  t.match(byBot, {
    category: 'billing',
    decidedBy: 'rule',
    reasons: [{ code: 'bot-untrusted', name: 'billing' }],
  })
})

t.test('reads a category that is not configured as evidence, and says so', async (t) => {
  const named = await classifier.classify(
    input({ botCategory: 'Sección Devoluciones online', text: 'Ayuda' }),
  )
  t.match(named, { category: 'returns', decidedBy: 'rule' })
  t.match(named.reasons[0], { code: 'bot-similar', name: 'devoluciones', category: 'returns' })
  const hinted = await classifier.classify(input({ botCategory: 'app crashes', text: 'Ayuda' }))
  t.match(hinted, { category: 'technical', decidedBy: 'rule' })
  t.match(hinted.reasons.at(-1), { code: 'keyword', where: 'bot', category: 'technical' })
  const nothing = await classifier.classify(input({ botCategory: 'zzz', text: 'Ayuda' }))
  t.match(nothing, { category: null, decidedBy: 'none' })
  t.same(nothing.reasons, [{ code: 'nothing' }, { code: 'bot-unknown' }])
  const byText = await classifier.classify(input({ botCategory: 'zzz', text: 'I forgot my password' }))
  t.match(byText, { category: 'access', decidedBy: 'rule' })
  t.same(byText.reasons.at(-1), { code: 'bot-unknown' })
})

t.test('is unsure when there is nothing, and when two categories are alike', async (t) => {
  for (const text of ['', '   ', '🤷', '???', '\u0000\ud800']) {
    const filed = await classifier.classify(input({ text }))
    t.match(filed, { category: null, decidedBy: 'none', priority: null, tags: [] }, JSON.stringify(text))
    t.same(filed.reasons, [{ code: 'nothing' }])
  }
  const tie = await classifier.classify(input({ text: 'factura y contraseña' }))
  t.match(tie, { category: null, decidedBy: 'none' })
  t.same(tie.reasons, [
    { code: 'tied', categories: ['billing', 'access'] },
    { code: 'keyword', where: 'text', keyword: 'factura', category: 'billing' },
    { code: 'keyword', where: 'text', keyword: 'contraseña*', category: 'access' },
  ])
})

t.test('lets the subject count for more', async (t) => {
  const filed = await classifier.classify(input({ subject: 'Factura', text: 'contraseña, factura' }))
  t.match(filed, { category: 'billing', reasons: [{ code: 'keyword', where: 'subject' }] })
})

t.test('names the keywords, and nothing else of the text', async (t) => {
  const { reasons } = await classifier.classify(input({ text: 'Soy Ana López y he olvidado mi CONTRASENA' }))
  const keyword = { code: 'keyword', where: 'text', category: 'access' }
  t.same(reasons, [
    { ...keyword, keyword: 'olvidado' },
    { ...keyword, keyword: 'contraseña*' },
  ])
})

t.test('files as the category is configured, with copies of its own', async (t) => {
  const category = categorySchema.parse({
    names: ['Alta'],
    keywords: ['alta*'],
    type: 'Question',
    group: 'Onboarding',
    priority: 'urgent',
    tags: ['signup'],
    customFields: { cf_area: 'new' },
  })
  const own = createRulesClassifier({ categories: { onboarding: category } })
  const expected = {
    category: 'onboarding',
    type: 'Question',
    group: 'Onboarding',
    priority: 'urgent',
    tags: ['signup'],
    customFields: { cf_area: 'new' },
    decidedBy: 'rule',
    confidence: null,
    reasons: [{ code: 'keyword', where: 'text', keyword: 'alta*', category: 'onboarding' }],
  }
  const filed = await own.classify(input({ text: 'Quiero darme de ALTA' }))
  t.has(filed, expected)
  t.same(classificationSchema.parse(filed), filed)
  filed.tags.push('changed')
  t.has(await own.classify(input({ text: 'altas' })), expected)
})

t.test('follows configured patterns, without case and accents', async (t) => {
  const own = createRulesClassifier({
    categories: {
      orders: categorySchema.parse({ patterns: ['\\bpedido\\s+n[úu]?º?\\s*\\d{4,}\\b', 'B-\\d{5}'] }),
      access: categorySchema.parse({ patterns: ['contraseña'] }),
    },
  })
  t.match(await own.classify(input({ text: 'el b-12345' })), {
    category: 'orders',
    reasons: [{ code: 'pattern', number: 2, category: 'orders' }],
  })
  t.match(await own.classify(input({ text: 'CONTRASEN\u0303A' })), { category: 'access' })
  t.match(await own.classify(input({ text: 'nada' })), { category: null })
})

t.test('refuses dangerous patterns at once, all together', async (t) => {
  const category = (patterns: string[]) => categorySchema.parse({ patterns })
  t.throws(
    () => createRulesClassifier({ categories: { a: category(['ok', '(a+)+']), b: category(['[']) } }),
    /categories\.a\.patterns\[1\] repeats a group.*categories\.b\.patterns\[0\] is not a regular expression/,
  )
})

t.test('takes a megabyte of anything', async (t) => {
  for (const text of [
    'a'.repeat(1_000_000),
    'factura '.repeat(125_000),
    '😀'.repeat(250_000),
    'é'.repeat(1_000_000),
  ]) {
    const filed = await classifier.classify(input({ subject: text, text, botCategory: text }))
    t.ok(filed.category === null || filed.category === 'billing')
  }
})

t.test('the built-in categories are eight, valid, and never claim the same name', async (t) => {
  t.same(Object.keys(defaultCategories), [
    'billing',
    'access',
    'technical',
    'orders',
    'returns',
    'sales',
    'complaint',
    'other',
  ])
  for (const [key, category] of Object.entries(defaultCategories)) {
    t.same(categorySchema.parse(category), category, key)
    for (const name of [key, ...category.names]) {
      t.match(
        await classifier.classify(input({ botCategory: name })),
        { category: key, decidedBy: 'bot' },
        name,
      )
    }
  }
})
