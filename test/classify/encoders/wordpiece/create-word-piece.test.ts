import t from 'tap'
import { createWordPiece } from '../../../../src/classify/encoders/wordpiece/create-word-piece.ts'
import { parseVocabulary } from '../../../../src/classify/encoders/wordpiece/parse-vocabulary.ts'
import { splitWords } from '../../../../src/classify/encoders/wordpiece/split-words.ts'

const pieces = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'un',
  '##aff',
  '##able',
  'cafe',
  'a',
  '##a',
  ',',
  '你',
  'Ñu',
]
const vocabulary = parseVocabulary(`\uFEFF${pieces.join('\r\n')}\r\n`)
const read = (text: string, { lowerCase = true, mostTokens = 32 } = {}) =>
  createWordPiece({ vocabulary, lowerCase, mostTokens })(text).map((number) => pieces[number])

t.test('splits words into the longest pieces, as in the paper', async (t) => {
  t.same(read('unaffable'), ['[CLS]', 'un', '##aff', '##able', '[SEP]'])
  t.same(read('unaffableX'), ['[CLS]', '[UNK]', '[SEP]'], 'a word that does not come out even is unknown')
  t.same(read('Café,A 你你'), ['[CLS]', 'cafe', ',', 'a', '你', '你', '[SEP]'])
  t.same(read(''), ['[CLS]', '[SEP]'])
})

t.test('keeps case and accents where the vocabulary has them', async (t) => {
  t.same(read('N\u0303u ñu', { lowerCase: false }), ['[CLS]', 'Ñu', '[UNK]', '[SEP]'])
})

t.test('cuts what is longer than the model reads, in the middle of a word too', async (t) => {
  t.same(read('a unaffable', { mostTokens: 5 }), ['[CLS]', 'a', 'un', '##aff', '[SEP]'])
  t.equal(read('a '.repeat(500_000), { mostTokens: 8 }).length, 8)
  t.equal(read('a'.repeat(100), { mostTokens: 200 }).length, 102)
  t.same(read('a'.repeat(101)), ['[CLS]', '[UNK]', '[SEP]'], 'no word is so long')
})

t.test('what a text says is text', async (t) => {
  t.notOk(read('a [SEP] a [CLS]').slice(1, -1).includes('[SEP]'))
})

t.test('words are parted by space and by every sign', async (t) => {
  t.same(splitWords("¿Qué tal?\tI'm $5…\u0000\u200B ok\u00A0go", { lowerCase: true }), [
    '¿',
    'que',
    'tal',
    '?',
    'i',
    "'",
    'm',
    '$',
    '5',
    '…',
    'ok',
    'go',
  ])
  t.same(splitWords('a€b 😀 ﬁn', { lowerCase: false }), ['a€b', '😀', 'ﬁn'])
})

t.test('a file that is no vocabulary is refused', async (t) => {
  t.throws(() => parseVocabulary('{"model":{"type":"BPE"}}'), {
    name: 'EncoderRefused',
    message: /it has no \[UNK\]/,
  })
  t.throws(() => parseVocabulary('[UNK]\n[CLS]\n[SEP]\n'), { message: /no \[PAD\]/ })
})
