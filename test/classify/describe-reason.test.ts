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
    'No keyword or pattern points to a category.',
    'Ninguna palabra clave ni patrón apunta a una categoría.',
  ],
  [
    {
      code: 'model-words',
      category: 'billing',
      runnerUp: 'orders',
      words: [
        { text: 'cobro', contribution: 0.512 },
        { text: '<number>', contribution: 0.2 },
      ],
    },
    'These words speak for Billing rather than Orders and shipping: “cobro” (51 %) and “<number>” (20 %).',
    'Estas palabras apuntan a Facturación más que a Pedidos y envíos: «cobro» (51 %) y «<number>» (20 %).',
  ],
  [
    { code: 'model-words', category: 'own', runnerUp: null, words: [{ text: 'alta', contribution: 1 }] },
    'These words speak for own: “alta” (100 %).',
    'Estas palabras apuntan a own: «alta» (100 %).',
  ],
  [
    { code: 'model-unsure', category: 'access', confidence: 0.413, runnerUp: 'technical' },
    'The model leans to “Account access”, with “Technical support” next, but is only 41 % sure.',
    'El modelo se inclina por «Acceso a la cuenta» (después, «Soporte técnico»), pero solo está seguro al 41 %.',
  ],
  [
    { code: 'model-out-of-scope' },
    'The text is like nothing that the model has learnt from.',
    'El texto no se parece a nada de lo que el modelo ha aprendido.',
  ],
  [
    { code: 'model-strange' },
    'The model has learnt other categories than those that are configured now. Train it on tickets with these.',
    'El modelo ha aprendido otras categorías que las configuradas ahora. Entrénelo con tickets que lleven estas.',
  ],
  [
    { code: 'model-language', language: 'pt' },
    'The model has learnt from too few texts in this language (Portuguese).',
    'El modelo ha aprendido de muy pocos textos en este idioma (portugués).',
  ],
  [
    {
      code: 'similar',
      tickets: [
        { ticket: 'freshdesk:4711', category: 'billing', likeness: 0.82 },
        { ticket: 'ledger:ho_1', category: null, likeness: 0.4 },
      ],
    },
    'Similar solved tickets: freshdesk:4711 (Billing, 82 % alike) and ledger:ho_1 (40 % alike).',
    'Tickets resueltos parecidos: freshdesk:4711 (Facturación, 82 % de parecido) y ledger:ho_1 (40 % de parecido).',
  ],
  [
    { code: 'llm-chose', category: 'returns' },
    'The language model chose “Returns”.',
    'El modelo de lenguaje eligió «Devoluciones».',
  ],
  [
    { code: 'llm-unsure' },
    'The language model could not tell either.',
    'El modelo de lenguaje tampoco lo tuvo claro.',
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
    t.equal(describeReason({ code: 'nothing' }, language), 'No keyword or pattern points to a category.')
})

t.test('names the built-in categories for people, and others by their key', async (t) => {
  for (const category of Object.keys(defaultCategories)) {
    t.match(describeCategory(category, 'en'), /^[A-Z]/)
    t.match(describeCategory(category, 'es'), /^[A-Z]/)
  }
  for (const key of ['vip', 'toString', '__proto__']) t.equal(describeCategory(key, 'es'), key)
})
