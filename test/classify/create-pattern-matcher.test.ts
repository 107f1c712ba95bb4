import t from 'tap'
import { createPatternMatcher } from '../../src/classify/create-pattern-matcher.ts'
import { findPatternFault } from '../../src/classify/find-pattern-fault.ts'

t.test('refuses patterns that can take for ever', async (t) => {
  for (const source of [
    '(a+)+',
    '(a*)*b',
    '(?:a|ab)+',
    '(?<x>\\w+\\s?)*$',
    '((a+)b)*',
    '(x?){20}',
    '(a{1,5}){1,5}',
    '([a-z]+)+',
    '(a)\\1',
    '(?<n>a)\\k<n>',
    '.*a.*b.*c.*',
    'a{2,}b{2,}c{2,}d{2,}',
    '(',
    'x'.repeat(501),
  ]) {
    t.type(findPatternFault(source), 'string', source.slice(0, 30))
  }
})

t.test('accepts ordinary patterns', async (t) => {
  for (const source of [
    '\\bpedido\\s*#?\\d{4,8}\\b',
    '(?:factura|recibo) n\\.?º? ?\\d+',
    '[(+*]+x',
    '^urgente[:!]',
    '(?:ab){2,3}',
    '(?:foo)+',
    '(?:\\d{4}-)+x',
    '(?=.*pago)(?=.*error)',
    'a\\(b\\)+',
  ]) {
    t.equal(findPatternFault(source), null, source)
  }
})

t.test('stops a pattern that is slow all the same, and gives it up after three times', async (t) => {
  // Passes the check, yet tries every pair of starts and ends.
  const slow = '\\w*\\d*\\w*x'
  t.equal(findPatternFault(slow), null)
  const matcher = createPatternMatcher({ slow: [slow], fine: ['y$'] })
  const text = `${'1'.repeat(9990)}y`
  for (let time = 0; time < 4; time++) t.same(matcher.find(text), [{ category: 'fine', pattern: 1 }])
  t.same(matcher.find('11x'), [], 'not run any more')
})

t.test('looks at the first ten thousand characters', async (t) => {
  const matcher = createPatternMatcher({ a: ['end'] })
  t.same(matcher.find(`${' '.repeat(9_997)}end`), [{ category: 'a', pattern: 1 }])
  t.same(matcher.find(`${' '.repeat(10_000)}end`), [])
})
