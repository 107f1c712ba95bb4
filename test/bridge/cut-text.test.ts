import t from 'tap'
import { cutText, cutToMeasure } from '../../src/bridge/cut-text.ts'

t.test('leaves short texts alone and cuts long ones at the limit', async (t) => {
  t.equal(cutText('abc', 3), 'abc')
  t.equal(cutText('abcd', 3), 'abc')
  t.equal(cutText('abc', 0), '')
})

t.test('never cuts through an emoji, a flag or a letter with its accents', async (t) => {
  const family = '👨‍👩‍👧‍👦'
  t.equal(cutText(`ab${family}cd`, 5), 'ab')
  t.equal(cutText(`ab${family}cd`, 2 + family.length), `ab${family}`)
  t.equal(cutText('a🇪🇸b', 3), 'a')
  t.equal(cutText('ae\u0301b', 2), 'a')
  const long = 'x'.repeat(1000) + family
  t.equal(cutText(long, 1005), 'x'.repeat(1000), 'far into a text too')
})

t.test('cuts an endless stack of accents all the same, between whole characters', async (t) => {
  const stack = `e${'\u0301'.repeat(5000)}`
  t.equal(cutText(stack, 255).length, 255)
  const emoji = '😀'.repeat(3)
  const joined = Array.from({ length: 200 }, () => '👩').join('\u200d')
  t.ok(cutText(joined, 255).isWellFormed())
  t.equal(cutText(emoji, 3), '😀')
})

t.test('finds the longest start within a measure', async (t) => {
  const bytes = (text: string) => Buffer.byteLength(text)
  t.equal(cutToMeasure('ñññ', 4, bytes), 'ññ')
  t.equal(cutToMeasure('ñññ', 6, bytes), 'ñññ')
  t.equal(cutToMeasure('abc', 0, bytes), '')
  t.equal(cutToMeasure('abc', -5, bytes), '')
  t.equal(cutToMeasure('a'.repeat(100_000), 50_000, bytes).length, 50_000)
})
