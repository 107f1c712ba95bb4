import fc from 'fast-check'
import t from 'tap'
import { canonicalise } from '../../src/intake/canonicalise.ts'

const textOf = (value: unknown) => {
  const canonical = canonicalise(value)
  return canonical.safe ? canonical.text : canonical.code
}

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

t.test('the order of names and the spelling of numbers make no difference', (t) => {
  t.equal(
    textOf(JSON.parse('{"a":1,"b":{"d":2,"c":[1.0,2]}}')),
    textOf(JSON.parse('{"b":{"c":[1,2e0],"d":2},"a":1}')),
  )
  t.end()
})

t.test('different values have different texts', (t) => {
  const values = [
    {},
    [],
    null,
    '',
    'null',
    0,
    '0',
    false,
    'false',
    [[]],
    [''],
    ['', ''],
    { a: '' },
    { a: null },
    { a: 'b', c: 'd' },
    { a: 'b1:c"1:d' },
    ['a', 'b'],
    ['a"1:b'],
    [1, 2],
    [12],
    ['ab'],
    { ab: 1 },
    { a: { b: 1 } },
  ]
  t.equal(new Set(values.map(textOf)).size, values.length)
  t.end()
})

const sorted = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && !Array.isArray(item)
    ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
    : item

const plain = (value: unknown) => JSON.stringify(value, (_, item: unknown) => sorted(item))

const reversed = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && !Array.isArray(item)
    ? Object.fromEntries(Object.entries(item).reverse())
    : item

t.test('two JSON values have the same text exactly when they are equal', (t) => {
  // Few and short texts, so that pairs often are equal or nearly so.
  const key = fc.constantFrom('a', 'b', '', '1:a')
  const leaf = fc.oneof(key, fc.integer({ min: 0, max: 2 }), fc.constantFrom(null, true, false))
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { maxLength: 2 }),
      fc.dictionary(key, tie('node'), { maxKeys: 2, noNullPrototype: true }),
    ),
  })).node
  fc.assert(
    fc.property(tree, tree, (left, right) => {
      t.equal(textOf(left) === textOf(right), plain(left) === plain(right))
      t.equal(textOf(JSON.parse(JSON.stringify(left, (_, item: unknown) => reversed(item)))), textOf(left))
    }),
    { numRuns: 300 },
  )
  t.end()
})

t.test('32 levels are walked, 33 are not, and half a million do not exhaust the stack', (t) => {
  t.match(canonicalise(nested(32)), { safe: true })
  t.same(canonicalise(nested(33)), { safe: false, code: 'too_deep' })
  t.same(canonicalise(nested(500_000)), { safe: false, code: 'too_deep' })
  t.end()
})

t.test('names that reach a prototype are refused at any level, harmless ones are not', (t) => {
  for (const text of ['{"__proto__":{}}', '{"a":[{"__proto__":1}]}', '{"constructor":{"prototype":{}}}']) {
    t.same(canonicalise(JSON.parse(text)), { safe: false, code: 'forbidden_name' }, text)
  }
  for (const text of ['{"constructor":"Obras SA"}', '{"prototype":1}', '{"constructor":{"name":"x"}}']) {
    t.match(canonicalise(JSON.parse(text)), { safe: true }, text)
  }
  t.end()
})

t.test('a body of more values than anybody sends is refused', async (t) => {
  const half = Array.from({ length: 24_990 }, () => 'a')
  t.ok(canonicalise({ a: half, b: half }).safe)
  const refused = { safe: false, code: 'too_many_values' }
  t.same(canonicalise({ a: half, b: half, c: [...half] }), refused)
  t.same(canonicalise(Object.fromEntries(Array.from({ length: 50_001 }, (_, at) => [at, 1]))), refused)
})
