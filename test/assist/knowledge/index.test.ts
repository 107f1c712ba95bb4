import t from 'tap'
import { createLanguageIndex } from '../../../src/assist/knowledge/index/create-language-index.ts'
import { createVectorIndex } from '../../../src/assist/knowledge/index/create-vector-index.ts'
import { fuseRanks } from '../../../src/assist/knowledge/index/fuse-ranks.ts'
import { stemWord } from '../../../src/assist/knowledge/index/stem-word.ts'
import { fromVectorText, toVectorText } from '../../../src/assist/knowledge/store/vector-text.ts'

t.test('forms of a word are one word, and short or numbered ones stay', async (t) => {
  const families: Record<string, string[][]> = {
    es: [
      ['factura', 'facturas', 'facturacion', 'facturado'],
      ['envio', 'envios', 'enviar'],
      ['red', 'redes'],
      ['vez', 'veces'],
    ],
    en: [
      ['printer', 'printers', 'printing', 'prints'],
      ['cancel', 'cancelled', 'cancellation'],
      ['query', 'queries'],
      ['invoice', 'invoicing'],
    ],
  }
  for (const [language, lists] of Object.entries(families))
    for (const words of lists)
      t.equal(new Set(words.map((word) => stemWord(word, language))).size, 1, words.join(', '))
  for (const word of ['vpn', 'win11s', 'status']) t.equal(stemWord(word, 'en'), word)
  t.equal(stemWord('facturas', 'fr'), 'facturas')
})

t.test('a word that is common is asked for only as far as it pays, and one that tells always', async (t) => {
  const index = createLanguageIndex('en')
  for (let at = 0; at < 4_000; at += 1)
    index.put({
      ...{ id: String(at), kind: 'article', language: 'en', keywords: [], categories: [], hash: '' },
      title: at === 77 ? 'Quinquennial' : 'Common',
      text: `common plain usual words ${at}`,
    })
  const query = { weigh: () => 1, limit: 3, isOwn: true }
  const [first, ...rest] = index.search({ ...query, text: 'common plain usual words about the quinquennial' })
  t.equal(first?.id, '77')
  t.ok(rest.every(({ score }) => score < (first?.score ?? 0)))
  t.equal(index.search({ ...query, text: 'quinquenial' })[0]?.id, '77', 'misspelt')
  t.same(index.search({ ...query, text: 'quinquenial', isOwn: false }), [])
  t.same(index.search({ ...query, text: 'quinquennial', weigh: (id) => (id === '77' ? 0 : 1) }), [])
  index.remove('77')
  t.same(index.search({ ...query, text: 'quinquennial' }), [])
  t.equal(index.size(), 3_999)
})

t.test('the nearest vector is found however many come and go', async (t) => {
  const index = createVectorIndex()
  const all = { limit: 2, weigh: (_id: string): number => 1 }
  t.same(await index.nearest(Float32Array.of(1, 0), all), [])
  const at = (angle: number) => Float32Array.of(5 * Math.cos(angle), 5 * Math.sin(angle))
  for (let degree = 0; degree < 1_500; degree += 1) index.put(String(degree), at(degree / 1_000))
  const ids = async (angle: number, options = all) =>
    (await index.nearest(at(angle), options)).map(({ id }) => id)
  t.equal((await ids(0.7))[0], '700')
  t.equal((await ids(1.499))[0], '1499')
  for (const gone of ['700', '1499', '0', 'none']) index.remove(gone)
  t.same((await ids(0.7)).sort(), ['699', '701'])
  t.equal((await ids(1.499))[0], '1498')
  index.put('699', at(-1))
  t.equal((await ids(-1))[0], '699', 'replaced')
  t.notOk((await ids(0.701, { limit: 1, weigh: (id: string) => (id === '701' ? 0 : 1) })).includes('701'))
  index.put('other', Float32Array.of(1, 2, 3))
  t.notOk(index.has('other'), 'of another model')
  t.same(await index.nearest(Float32Array.of(1, 2, 3), all), [])
  t.equal(index.size(), 1_497)
  const [near] = await index.nearest(at(0.5), { ...all, limit: 1 })
  t.ok(Math.abs((near?.likeness ?? 0) - 1) < 1e-6)
  t.strictSame(fromVectorText(toVectorText(at(0.3))), at(0.3))
})

t.test('what stands high in both lists goes before what stands high in one', async (t) => {
  const byWords = [
    { id: 'a', score: 0.9 },
    { id: 'b', score: 0.2 },
  ]
  const byMeaning = [
    { id: 'c', score: 0.8 },
    { id: 'b', score: 0.7 },
  ]
  t.same(fuseRanks([byWords, byMeaning]), [
    { id: 'b', score: 0.9 },
    { id: 'a', score: 0.9 },
    { id: 'c', score: 0.8 },
  ])
  t.same(fuseRanks([]), [])
})
