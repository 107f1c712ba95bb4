import t from 'tap'
import { readBody } from '../../src/intake/read-body.ts'

const json = '{"user_email":"ann@ex.org","motivo":"Help"}'
const body = { user_email: 'ann@ex.org', motivo: 'Help' }
const form = 'user_email=ann%40ex.org&motivo=Help'

t.test('JSON is read whatever the Content-Type says', (t) => {
  const types = [
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/json',
    'json',
    'text/plain',
    'application/octet-stream',
    'image/png',
    '',
    undefined,
    'application/x-www-form-urlencoded',
  ]
  for (const type of types) t.match(readBody(Buffer.from(json), type), { ok: true, body }, String(type))
  t.end()
})

t.test('JSON that is labelled as a form is told apart, because Botpress v12 sends it so', (t) => {
  t.match(readBody(Buffer.from(json), 'application/x-www-form-urlencoded'), { labelledAsForm: true })
  t.match(readBody(Buffer.from(json), 'application/json'), { labelledAsForm: false })
  t.match(readBody(Buffer.from(form), 'application/x-www-form-urlencoded'), { labelledAsForm: false })
  t.end()
})

t.test('a form is read with its own type, and when it looks like one', (t) => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', undefined]) {
    t.match(readBody(Buffer.from(form), type), { ok: true, body }, String(type))
  }
  t.end()
})

t.test('a list of one object is that object, and a longer list is refused', (t) => {
  t.match(readBody(Buffer.from(`[${json}]`), 'application/json'), { ok: true, body })
  t.match(readBody(Buffer.from(`[${json},${json}]`), 'application/json'), {
    ok: false,
    code: 'not_an_object',
  })
  t.match(readBody(Buffer.from('[]'), 'application/json'), { ok: false, code: 'not_an_object' })
  t.end()
})

t.test('an object that was encoded twice is unwrapped', (t) => {
  t.match(readBody(Buffer.from(JSON.stringify(json)), 'application/json'), { ok: true, body })
  t.end()
})

t.test('a byte order mark and white space around are ignored', (t) => {
  t.match(readBody(Buffer.from(`\uFEFF\n ${json}\n`), 'application/json'), { ok: true, body })
  t.end()
})

t.test('raw line breaks inside of texts are taken for what they are', (t) => {
  const typed = Buffer.from('{"motivo":"one\ntwo\t\\"three\\"\r\nfour"}')
  t.match(readBody(typed, 'application/json'), { ok: true, body: { motivo: 'one\ntwo\t"three"\r\nfour' } })
  t.end()
})

t.test('Latin 1 is read when the charset says so and the bytes are no UTF-8', (t) => {
  const latin = Buffer.from('{"motivo":"Facturación"}', 'latin1')
  t.match(readBody(latin, 'application/json; charset=ISO-8859-1'), { body: { motivo: 'Facturación' } })
  t.match(readBody(latin, 'application/json'), { ok: false, status: 400, code: 'invalid_utf8' })
  const utf8 = Buffer.from('{"motivo":"Facturación"}')
  t.match(readBody(utf8, 'application/json; charset="iso-8859-1"'), { body: { motivo: 'Facturación' } })
  t.end()
})

t.test('what cannot be read is refused with a stable code', (t) => {
  const cases: [string, string | undefined, number, string][] = [
    ['', 'application/json', 400, 'empty_body'],
    [' \n', undefined, 400, 'empty_body'],
    ['{"a":', 'application/json', 400, 'invalid_json'],
    ['{"a":"say "hi""}', 'application/json', 400, 'invalid_json'],
    ['nonsense', 'application/json', 400, 'invalid_json'],
    ['hello there', 'text/plain', 400, 'invalid_json'],
    ['hello there', undefined, 400, 'invalid_json'],
    ['"text"', 'application/json', 400, 'not_an_object'],
    ['42', 'application/json', 400, 'not_an_object'],
    ['null', 'application/json', 400, 'not_an_object'],
    ['[1]', 'application/json', 400, 'not_an_object'],
    ['<a/>', 'application/xml', 415, 'unsupported_media_type'],
    ['<a/>', 'application/json', 415, 'unsupported_media_type'],
    [json, 'text/xml', 415, 'unsupported_media_type'],
    [json, 'application/soap+xml', 415, 'unsupported_media_type'],
    ['--x', 'multipart/form-data; boundary=x', 415, 'unsupported_media_type'],
    ['binary', 'image/png', 415, 'unsupported_media_type'],
  ]
  for (const [text, type, status, code] of cases) {
    t.match(readBody(Buffer.from(text), type), { ok: false, status, code }, `${type}: ${text}`)
  }
  t.end()
})

t.test('a form with thousands of fields is refused', (t) => {
  const many = Array.from({ length: 2001 }, (_, index) => `f${index}=1`).join('&')
  t.match(readBody(Buffer.from(many), 'application/x-www-form-urlencoded'), {
    ok: false,
    code: 'too_many_fields',
  })
  t.end()
})
