import t from 'tap'
import type { Handoff } from '../../schemas/handoff.ts'
import { composeAddition, composeDraft, type DraftParts } from '../../src/bridge/compose-draft.ts'
import { maxHtmlBytes } from '../../src/bridge/compose-html.ts'
import { composeClassificationNote } from '../../src/bridge/compose-note.ts'
import { en } from '../../src/bridge/texts/en.ts'
import { es } from '../../src/bridge/texts/es.ts'
import { makeClassification, makeHandoff, makeSource } from './make-handoff.ts'

const reference = 'ho_01jabcdefghjkmnpqrstvwxyz0'

const parts = (handoff: Partial<Handoff> = {}, over: Partial<DraftParts> = {}): DraftParts => ({
  composition: { reference, handoff: makeHandoff(handoff), brand: 'Betsur', texts: es, failed: [] },
  classification: makeClassification(),
  source: makeSource({
    group: 'General',
    product: 'Tienda',
    tags: ['bot'],
    customFields: { cf_a: 1, cf_b: 1, cf_c: 1 },
  }),
  files: [],
  policy: null,
  ...over,
})

const htmlOf = (given: DraftParts) => composeDraft(given).describe([])
const bytes = (text: string) => Buffer.byteLength(text)

t.test(
  'shows summary, what the bot knew, other data, conversation and reference, in the language given',
  async (t) => {
    const html = htmlOf(
      parts({
        summary: 'No puedo pagar',
        conversationId: 'conv-7',
        priority: 'urgent',
        transcript: [
          { from: 'user', text: 'hola', at: '2026-03-01T10:20:30.000Z' },
          { from: 'bot', text: '¿En qué ayudo?', at: null },
          { from: 'agent', text: 'un momento', at: 'ayer' },
          { from: 'Luis', text: 'soy Luis', at: null },
          { from: ' ', text: '?', at: null },
        ],
        extra: {
          order: { id: 7, items: ['a', 'b'] },
          plan: 'oro',
          nothing: {},
          deep: { a: { b: { c: { d: 1 } } } },
        },
      }),
    )
    for (const expected of [
      '<h4>Resumen</h4>',
      'No puedo pagar',
      '<b>Nombre</b></td><td dir="auto">Ana',
      '<b>Clasificado como</b></td><td dir="auto">Acceso a la cuenta',
      '<b>Categoría</b></td><td dir="auto">acceso',
      '<b>Marca</b></td><td dir="auto">Betsur',
      '<b>Prioridad</b></td><td dir="auto">Urgente',
      'conv-7',
      '<b>Ana</b> <i>2026-03-01 10:20 UTC</i><br>hola',
      '<b>Betsur</b><br>¿En qué ayudo?',
      '<b>Agente</b> <i>ayer</i><br>un momento',
      '<b>Luis</b><br>soy Luis',
      '<b>Cliente</b><br>?',
      '<b>order.id</b></td><td dir="auto">7',
      '[&quot;a&quot;,&quot;b&quot;]',
      '<b>plan</b></td><td dir="auto">oro',
      '<b>deep.a.b.c</b></td><td dir="auto">{&quot;d&quot;:1}',
      `Relevo ${reference}`,
    ]) {
      t.ok(html.includes(expected), expected)
    }
    t.notOk(html.includes('Archivos'), 'sections without content are left out')
    t.ok(
      htmlOf(parts({}, { composition: { ...parts().composition, texts: en } })).includes('<h4>Summary</h4>'),
    )
  },
)

t.test('escapes whatever anybody wrote, everywhere', async (t) => {
  const evil = `<script>x</script>"'&`
  const html = htmlOf(
    parts(
      {
        requester: { email: evil, phone: evil, name: evil },
        summary: evil,
        category: evil,
        channel: evil,
        bot: evil,
        conversationId: evil,
        language: evil,
        transcript: [{ from: evil, text: evil, at: evil }],
        extra: { [evil]: evil },
      },
      {
        classification: makeClassification({ category: evil }),
        composition: {
          ...parts().composition,
          handoff: makeHandoff({ requester: { email: evil, phone: evil, name: evil }, summary: evil }),
          brand: evil,
          failed: [{ name: evil, url: evil, fault: 'timeout' }],
        },
        files: [{ name: evil, contentType: 'text/plain', bytes: new Uint8Array() }],
      },
    ),
  )
  t.notOk(html.includes('<script'))
  const unmapped = composeDraft(parts()).describe([{ field: evil, value: evil, why: 'not-a-choice' }])
  t.notOk(unmapped.includes('<script'))
  t.ok(unmapped.includes('no es una de las opciones'))
})

t.test('what did not fit is named in the language of the ticket', async (t) => {
  const labels = (texts: typeof es, ...fields: string[]) => {
    const draft = composeDraft(parts({}, { composition: { ...parts().composition, texts } }))
    const html = draft.describe(fields.map((field) => ({ field, value: '?', why: 'not-a-choice' as const })))
    return [...html.matchAll(/<b>([^<]*)<\/b><\/td><td[^>]*>\? /g)].map(([, label]) => label)
  }
  t.same(labels(es, 'group', 'responder_id', 'type', 'Nº de pedido', 'constructor'), [
    'Grupo',
    'Agente',
    'Tipo',
    'Nº de pedido',
    'constructor',
  ])
  t.same(labels(en, 'group', 'Group'), ['Group', 'Group'])
})

t.test('what the hand-off says goes before the classification, and that before the source', async (t) => {
  const draft = composeDraft(
    parts(
      { priority: 'low', tags: ['mine'], customFields: { cf_c: 3 } },
      { classification: makeClassification({ customFields: { cf_b: 2, cf_c: 2 } }) },
    ),
  )
  t.equal(draft.priority, 'low')
  t.equal(draft.group, 'Soporte')
  t.equal(draft.type, 'Question')
  t.equal(draft.product, 'Tienda')
  t.equal(draft.status, 'open')
  t.same(draft.customFields, { cf_a: 1, cf_b: 2, cf_c: 3 })
  t.same(draft.tags, ['relevo', 'bot', 'access', 'mine'])
  const unsure = composeDraft(
    parts({}, { classification: makeClassification({ group: null, priority: null, type: null }) }),
  )
  t.equal(unsure.group, 'General')
  t.equal(unsure.priority, 'medium')
  const orphan = composeDraft(
    parts({}, { source: null, classification: makeClassification({ group: null }) }),
  )
  t.equal(orphan.group, null, 'a source that was taken out of the configuration')
})

t.test('names the files that came along and those that did not, with the reason', async (t) => {
  const html = htmlOf(
    parts(
      {},
      {
        files: [{ name: 'foto.jpg', contentType: 'image/jpeg', bytes: new Uint8Array(3) }],
        composition: {
          ...parts().composition,
          failed: [{ name: 'big.zip', url: 'https://files.example/big.zip', fault: 'too-large' }],
        },
      },
    ),
  )
  t.match(html, '<li dir="auto">foto.jpg</li>')
  t.match(html, 'big.zip: demasiado grande (https://files.example/big.zip)')
})

t.test('cuts nothing below 60 KB', async (t) => {
  const draft = composeDraft(parts({ summary: 'ñ'.repeat(28_000) }))
  t.same(draft.files, [])
  t.ok(draft.describe([]).includes('ñ'.repeat(28_000)))
})

t.test('cuts what is longer, says so, keeps the reference, and attaches the whole', async (t) => {
  const lines = Array.from({ length: 3000 }, (_, at) => ({
    from: 'user',
    text: `mensaje número ${at} con "comillas" & más 👩‍👩‍👧`,
    at: null,
  }))
  const given = parts({
    summary: `<b>${'x y '.repeat(30_000)}`,
    transcript: lines,
    extra: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`campo${at}`, 'v'.repeat(2000)])),
  })
  const draft = composeDraft(given)
  const html = draft.describe(
    Array.from({ length: 60 }, (_, at) => ({ field: `f${at}`, value: 'w'.repeat(500), why: 'refused' })),
  )
  t.ok(bytes(html) <= maxHtmlBytes, `${bytes(html)} bytes`)
  t.ok(bytes(html) > maxHtmlBytes * 0.7, 'and uses the room')
  t.match(html, `relevo-${reference}.txt`)
  t.match(html, 'mensajes anteriores están en el archivo adjunto')
  t.match(html, 'mensaje número 2999', 'the latest messages stay')
  t.match(html, `Relevo ${reference}`)
  const file = draft.files[0]
  t.equal(file?.name, `relevo-${reference}.txt`)
  const text = Buffer.from(file?.bytes ?? []).toString('utf8')
  t.match(text, 'mensaje número 0 ')
  t.match(text, 'campo499: ')
  t.match(text, `Relevo ${reference}`)
  t.ok(text.includes('x y '.repeat(30_000)))
})

t.test('cuts one endless line and a host of files', async (t) => {
  const given = parts(
    { transcript: [{ from: 'u'.repeat(5000), text: '&'.repeat(300_000), at: null }] },
    {
      files: Array.from({ length: 400 }, (_, at) => ({
        name: `${'n'.repeat(400)}${at}`,
        contentType: 'text/plain',
        bytes: new Uint8Array(),
      })),
    },
  )
  const html = htmlOf(given)
  t.ok(bytes(html) <= maxHtmlBytes, `${bytes(html)} bytes`)
  t.match(html, '&amp;'.repeat(1000))
  t.match(html, `Relevo ${reference}`)
})

t.test('an addition says that it is new and carries its own reference', async (t) => {
  const message = composeAddition(parts({ summary: 'otra cosa más' }))
  t.match(message.html, /^<h4>Nuevo mensaje a través del bot<\/h4>/)
  t.match(message.html, 'otra cosa más')
  t.match(message.html, reference)
  t.equal(message.requester.email, 'ana@example.org')
  const long = composeAddition(parts({ summary: 'z'.repeat(100_000) }))
  t.equal(long.files.length, 1)
  t.ok(bytes(long.html) <= maxHtmlBytes)
})

t.test('does not repeat a category that the bot had named itself', async (t) => {
  for (const [said, isRepeated] of [
    ['access', true],
    ['  ACCESO a la cuenta', true],
    ['acceso', false],
    [null, false],
  ] as const) {
    t.equal(!htmlOf(parts({ category: said })).includes('Clasificado como'), isRepeated, String(said))
  }
})

t.test('the private note says who classified, how sure, why, and where the record is', async (t) => {
  const options = { texts: en, reference, publicUrl: 'https://relevo.example/' }
  const note = composeClassificationNote(
    makeClassification({ decidedBy: 'model', confidence: 0.876 }),
    options,
  )
  for (const expected of [
    'Classified by the model: Account access',
    'Confidence: 88 %',
    'The text contains “no puedo entrar” (Account access).',
    `https://relevo.example/v1/handoffs/${reference}`,
  ]) {
    t.match(note, expected)
  }
  const unsure = composeClassificationNote(
    makeClassification({ category: null, decidedBy: 'none', reasons: [] }),
    { ...options, publicUrl: null },
  )
  t.match(unsure, '<h4>Not classified</h4>')
  t.notMatch(unsure, 'http')
})
