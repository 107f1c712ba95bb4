import t from 'tap'
import { readAttachments } from '../../src/intake/read-attachments.ts'
import { readCustomFields } from '../../src/intake/read-custom-fields.ts'
import { readLanguage } from '../../src/intake/read-language.ts'
import { readPhone } from '../../src/intake/read-phone.ts'
import { readPriority } from '../../src/intake/read-priority.ts'
import { readTags } from '../../src/intake/read-tags.ts'
import { readShortText, readText } from '../../src/intake/read-text.ts'
import { readTime } from '../../src/intake/read-time.ts'
import { readWebAddress } from '../../src/intake/read-web-address.ts'

t.test('a text is read from text, numbers and lists of these', (t) => {
  t.equal(readText('  a\nb '), 'a\nb')
  t.equal(readText(42), '42')
  t.equal(readText(['a', 1, null, 'b']), 'a\n1\nb')
  for (const value of [true, {}, { text: 'a' }, [{}], [['a']], [], '', 'null', '\u0000', null]) {
    t.equal(readText(value), null, JSON.stringify(value))
  }
  t.end()
})

t.test('a short text is one line within the limit', (t) => {
  t.equal(readShortText(' Ana \n García '), 'Ana García')
  t.equal(readShortText(['Ana']), 'Ana')
  for (const value of [['Ana', 'Luz'], 'x'.repeat(501), {}]) t.equal(readShortText(value), null)
  t.end()
})

t.test('phones are kept as they were written', (t) => {
  const cases: [unknown, string | null][] = [
    ['+34 600 11 22 33', '+34 600 11 22 33'],
    ['(011) 4444-5555', '(011) 4444-5555'],
    [34600112233, '34600112233'],
    ['whatsapp:+5491144445555', '+5491144445555'],
    ['tel:112233', '112233'],
    ['555-1234 ext. 12', '555-1234 ext. 12'],
    ['\u202A+34600112233\u202C', '+34600112233'],
    ['＋３４６００１１２２３３', '+34600112233'],
    ['1234', null],
    ['123456789012345678901', null],
    ['call me', null],
    ['ann@ex.org', null],
    ['{{phone}}', null],
    [true, null],
    [{}, null],
  ]
  for (const [value, expected] of cases) t.equal(readPhone(value), expected, JSON.stringify(value))
  t.end()
})

t.test('priorities are numbers or words, in English and Spanish', (t) => {
  const cases: Record<string, unknown[]> = {
    low: [1, '1', 'low', 'Baja', 'BAJO'],
    medium: [2, '2', 'Medium', 'media', 'normal'],
    high: [3, '3', 'high', 'Alta', 'importante'],
    urgent: [4, '4', 'URGENTE', 'urgent', 'Crítica', ' critical '],
  }
  for (const [priority, values] of Object.entries(cases)) {
    for (const value of values) t.equal(readPriority(value), priority, String(value))
  }
  for (const value of [0, 5, '1.5', 'P1', 'muy', true, null, {}, 'constructor'])
    t.equal(readPriority(value), null)
  t.end()
})

t.test('languages are tags or names', (t) => {
  const cases: [unknown, string | null][] = [
    ['es', 'es'],
    ['ES', 'es'],
    ['es_MX', 'es-MX'],
    ['en-us', 'en-US'],
    ['Español', 'es'],
    ['English', 'en'],
    ['no such language at all', null],
    ['x'.repeat(40), null],
    [1, null],
  ]
  for (const [value, expected] of cases) t.equal(readLanguage(value), expected, String(value))
  t.end()
})

t.test('tags come as a list or as text with commas, each once', (t) => {
  t.same(readTags('vip, eu;#VIP\nnew'), { tags: ['vip', 'eu', 'new'], left: [] })
  t.same(readTags(['a,b', ' c ', 3, '', null]), { tags: ['a', 'b', 'c', '3'], left: [null] })
  t.same(readTags('["a","b"]'), { tags: ['a', 'b'], left: [] })
  t.equal(readTags({ 'webchat:id': 'x' }), null)
  t.equal(readTags(7), null)
  t.end()
})

t.test('tags that are too long, too many or no text are left for the ticket text', (t) => {
  const long = 'x'.repeat(33)
  const many = Array.from({ length: 32 }, (_, index) => `t${index}`)
  t.same(readTags([long, {}, ['a']])?.left, [long, {}, ['a']])
  t.equal(readTags(many)?.tags.length, 30)
  t.same(readTags(many)?.left, ['t30', 't31'])
  t.end()
})

t.test('web addresses are http or https', (t) => {
  t.equal(readWebAddress(' https://ex.org/a?b=c '), 'https://ex.org/a?b=c')
  t.equal(readWebAddress('HTTP://ex.org'), 'HTTP://ex.org')
  for (const value of [
    'ftp://ex.org',
    'javascript:alert(1)',
    'data:,x',
    'https://',
    'https://a b',
    `https://ex.org/${'x'.repeat(2050)}`,
    1,
  ]) {
    t.equal(readWebAddress(value), null, String(value).slice(0, 40))
  }
  t.end()
})

t.test('attachments come as links, as objects, or several in a text', (t) => {
  const one = { url: 'https://ex.org/a.png', name: null }
  t.same(readAttachments('https://ex.org/a.png')?.attachments, [one])
  t.same(readAttachments('https://ex.org/a.png, https://ex.org/b.png')?.attachments.length, 2)
  t.same(readAttachments('https://ex.org/a,b.png\nhttps://ex.org/b.png')?.attachments.length, 2)
  t.same(readAttachments([{ fileUrl: one.url, title: 'A' }, one.url])?.attachments, [
    { ...one, name: 'A' },
    one,
  ])
  t.same(readAttachments({ url: one.url })?.attachments, [one])
  t.same(readAttachments('[{"url":"https://ex.org/a.png"}]')?.attachments, [one])
  t.end()
})

t.test('what is no http link, and what is too many, is left for the ticket text', (t) => {
  t.same(readAttachments(['file:///etc/passwd', { name: 'x' }, 1]), {
    attachments: [],
    left: ['file:///etc/passwd', { name: 'x' }, 1],
  })
  const many = Array.from({ length: 51 }, (_, index) => `https://ex.org/${index}`)
  t.same(readAttachments(many).left, ['https://ex.org/50'])
  t.end()
})

t.test('times are ISO 8601 or Unix time, in UTC', (t) => {
  const cases: [unknown, string | null][] = [
    ['2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T12:00:00+02:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01 10:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['1700000000000', '2023-11-14T22:13:20.000Z'],
    ['yesterday', null],
    ['2026-13-45T99:99', null],
    [-1, null],
    [1e300, null],
    [{}, null],
    [null, null],
  ]
  for (const [value, expected] of cases) t.equal(readTime(value), expected, String(value))
  t.end()
})

t.test('custom fields come as an object or as its JSON', (t) => {
  t.same(readCustomFields({ cf_a: '1', cf_b: null, cf_c: true }), { cf_a: '1', cf_c: true })
  t.same(readCustomFields('{"cf_a":1}'), { cf_a: 1 })
  for (const value of ['text', '{broken', '{"__proto__":{}}', [1], 1, {}])
    t.equal(readCustomFields(value), null)
  t.end()
})
