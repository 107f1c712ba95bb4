import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { cleanRecord, cleanValue } from '../../src/intake/clean-value.ts'
import { decodeHtmlEntities } from '../../src/intake/decode-html-entities.ts'
import { isAbsent } from '../../src/intake/is-absent.ts'

t.test('control characters go, and everything that a person can see stays', (t) => {
  t.equal(cleanText('a\u0000b\u0007c\u001bd\u0085e'), 'abcde')
  const kept = '¡Hola!\n\tلا 👩‍👩‍👧 <b>&amp;</b>\r\n\u202Eabc'
  t.equal(cleanText(kept), kept)
  t.end()
})

t.test('lone surrogates become the replacement character', (t) => {
  t.equal(cleanText('a\ud800b\udfff'), 'a\uFFFDb\uFFFD')
  t.equal(cleanText('\ud83d\ude00'), '😀')
  t.end()
})

t.test('a known field that says nothing counts as absent', (t) => {
  const absent = [
    null,
    undefined,
    '',
    '  \n\u3000',
    'null',
    ' undefined ',
    'NaN',
    '[object Object]',
    '{{workflow.email}}',
    '{{{ event.preview }}}',
    '{{a}} {{b}}',
    '{{multi\nline}}',
    [],
    {},
    [null, ''],
  ]
  for (const value of absent) t.ok(isAbsent(value), JSON.stringify(value))
  const present = [
    'Null',
    'Undefined',
    '0',
    0,
    false,
    'none',
    'Hi {{name}}',
    '{{a}} b',
    '{{',
    '{{}',
    'x'.repeat(99),
    [0],
    { a: null },
  ]
  for (const value of present) t.notOk(isAbsent(value), JSON.stringify(value))
  t.end()
})

t.test('a megabyte of braces is decided at once', (t) => {
  const started = performance.now()
  for (const text of ['{{'.repeat(500_000), `${'{{a}}'.repeat(200_000)}!`, '{{a}} '.repeat(150_000)])
    isAbsent(text)
  t.ok(performance.now() - started < 2000)
  t.end()
})

t.test('unknown fields are kept as they came, without what says nothing', (t) => {
  t.same(
    cleanRecord({
      text: ' as typed ',
      number: 1.5,
      huge: Number.POSITIVE_INFINITY,
      no: false,
      nothing: null,
      blank: ' ',
      left: '{{x}}',
      word: 'null',
      list: [1, '', null, { a: '' }, ['x']],
      inner: { empty: {}, kept: 'a\u0000b' },
      'na\u0000me': 1,
    }),
    {
      text: ' as typed ',
      number: 1.5,
      huge: 'Infinity',
      no: false,
      word: 'null',
      list: [1, ['x']],
      inner: { kept: 'ab' },
      name: 1,
    },
  )
  t.equal(cleanRecord({ a: '', b: [] }), undefined)
  t.equal(cleanValue(undefined), undefined)
  t.end()
})

t.test('a name that becomes __proto__ by cleaning is left out', (t) => {
  const cleaned = cleanRecord({ '__pro\u0000to__': { polluted: true }, a: 1 })
  t.same(Object.keys(cleaned ?? {}), ['a'])
  t.equal(Reflect.get(cleaned ?? {}, 'polluted'), undefined)
  t.end()
})

t.test('one round of Mustache escaping is undone, in texts at any depth', (t) => {
  t.same(
    decodeHtmlEntities({
      a: 'it&#39;s &lt;b&gt; &amp;amp; &quot;x&quot; &#x2F;&#x60;&#x3D;&#x27;',
      b: ['&amp;lt;', 1, null, { c: '&lt;' }],
    }),
    { a: 'it\'s <b> &amp; "x" /`=\'', b: ['&lt;', 1, null, { c: '<' }] },
  )
  t.equal(decodeHtmlEntities('&eacute; &#233; &nbsp; & &;'), '&eacute; &#233; &nbsp; & &;')
  t.end()
})
