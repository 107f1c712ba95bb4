import t from 'tap'
import { createKeywordIndex } from '../../src/classify/create-keyword-index.ts'
import { foldText } from '../../src/classify/fold-text.ts'

const find = (keywords: string[], text: string): string[] =>
  createKeywordIndex({ a: keywords })
    .find(foldText(text))
    .map(({ keyword }) => keyword)

t.test('folds case, accents, punctuation, widths and apostrophes', async (t) => {
  t.same(foldText("¡Ñandú, CAN’T & can't! ﬁn Ｗeb e-mail 👍"), [
    'nandu',
    'cant',
    'cant',
    'fin',
    'web',
    'e',
    'mail',
  ])
  t.same(foldText('Straße «İstanbul»'), ['straße', 'istanbul'])
  t.same(foldText('中文 кириллица'), ['中文', 'кириллица'])
  t.same(foldText(''), [])
  t.same(foldText('a'.repeat(100)), ['a'.repeat(40)])
  t.same(foldText('one two three', 7), ['one', 'two'])
})

t.test('finds whole words, not parts of them', async (t) => {
  t.same(find(['iva'], 'La diva cobra IVA.'), ['iva'])
  t.same(find(['iva'], 'La diva'), [])
})

t.test('finds phrases across punctuation, and any ending after a star', async (t) => {
  t.same(find(['no puedo entrar'], 'No puedo... ¡entrar!'), ['no puedo entrar'])
  t.same(find(['factur*'], 'refacturar facturaron'), ['factur*'])
  t.same(find(['me cobr* dos'], 'me cobraron dos'), ['me cobr* dos'])
  t.same(find(["can't log in"], 'I can’t log in'), ["can't log in"])
  t.same(find(['log-in'], 'my log in'), ['log-in'])
})

t.test('counts a keyword once, and the longer of two that overlap', async (t) => {
  t.same(find(['pedido', 'mi pedido', 'pedido*'], 'mi pedido y mi pedido'), ['mi pedido'])
  t.same(find(['pedido', 'mi pedido'], 'mi pedido es un pedido'), ['mi pedido', 'pedido'])
})

t.test('lets categories overlap each other', async (t) => {
  const index = createKeywordIndex({ a: ['pedido'], b: ['devolver el pedido'], c: ['pedido'] })
  const found = index.find(foldText('devolver el pedido'))
  t.same(found.map(({ category, words }) => [category, words]).toSorted(), [
    ['a', 1],
    ['b', 3],
    ['c', 1],
  ])
})

t.test('takes too short a beginning as a word, and ignores empty keywords', async (t) => {
  t.same(find(['ab*', '*', '  ', '!!'], 'abc'), [])
  t.same(find(['ab*'], 'ab'), ['ab*'])
})

t.test('compares eight words of a keyword', async (t) => {
  t.same(find(['a b c d e f g h i j'], 'a b c d e f g h x'), ['a b c d e f g h i j'])
})
