import t from 'tap'
import { type Reason, reasonSchema } from '../../schemas/classification.ts'
import { defaultCategories } from '../../src/classify/default-categories.ts'
import { describeCategory } from '../../src/classify/describe-category.ts'
import { describeReason } from '../../src/classify/describe-reason.ts'

const sentences: [Reason, string, string][] = [
  [
    { code: 'bot-named', name: 'pagos' },
    'The bot named the category “pagos”.',
    'El bot indicó la categoría «pagos».',
  ],
  [
    { code: 'bot-untrusted', name: 'pagos', category: 'billing' },
    'The bot named the category “pagos” (Billing), but is not trusted with it.',
    'El bot indicó la categoría «pagos» (Facturación), pero no se le confía la decisión.',
  ],
  [
    { code: 'bot-similar', name: 'envíos', category: 'orders' },
    "The bot's category is not a configured one, but contains “envíos” (Orders and shipping).",
    'La categoría del bot no está configurada, pero contiene «envíos» (Pedidos y envíos).',
  ],
  [
    { code: 'bot-unknown' },
    "The bot's category is not a configured one.",
    'La categoría del bot no está configurada.',
  ],
  [
    { code: 'keyword', where: 'subject', keyword: 'factura', category: 'billing' },
    'The subject contains “factura” (Billing).',
    'El asunto contiene «factura» (Facturación).',
  ],
  [
    { code: 'keyword', where: 'text', keyword: 'alta*', category: 'onboarding' },
    'The text contains “alta*” (onboarding).',
    'El texto contiene «alta*» (onboarding).',
  ],
  [
    { code: 'keyword', where: 'bot', keyword: 'crash*', category: 'technical' },
    "The bot's category is not a configured one, but contains the keyword “crash*” (Technical support).",
    'La categoría del bot no está configurada, pero contiene la palabra clave «crash*» (Soporte técnico).',
  ],
  [
    { code: 'pattern', number: 2, category: 'returns' },
    'Pattern 2 of “Returns” matches.',
    'Coincide el patrón 2 de «Devoluciones».',
  ],
  [
    { code: 'tied', categories: ['billing', 'access', 'own'] },
    'The evidence points equally to “Billing”, “Account access” and “own”.',
    'Los indicios apuntan por igual a «Facturación», «Acceso a la cuenta» y «own».',
  ],
  [
    { code: 'nothing' },
    'Nothing in the text points to a category.',
    'Nada en el texto apunta a una categoría.',
  ],
]

t.test('says every reason in English and in Spanish', async (t) => {
  for (const [reason, english, spanish] of sentences) {
    t.equal(describeReason(reason, 'en'), english)
    t.equal(describeReason(reason, 'es'), spanish)
  }
  const codes = reasonSchema.options.map(({ shape }) => shape.code.value)
  t.same(new Set(sentences.map(([{ code }]) => code)), new Set(codes), 'none is left out')
})

t.test('says it in English when there is no such language', async (t) => {
  for (const language of ['pt', '', '__proto__', 'constructor'])
    t.equal(describeReason({ code: 'nothing' }, language), 'Nothing in the text points to a category.')
})

t.test('names the built-in categories for people, and others by their key', async (t) => {
  for (const category of Object.keys(defaultCategories)) {
    t.match(describeCategory(category, 'en'), /^[A-Z]/)
    t.match(describeCategory(category, 'es'), /^[A-Z]/)
  }
  for (const key of ['vip', 'toString', '__proto__']) t.equal(describeCategory(key, 'es'), key)
})
