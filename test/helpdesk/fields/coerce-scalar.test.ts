import t from 'tap'
import { coerceScalar, toText } from '../../../src/helpdesk/fields/coerce-scalar.ts'

t.test('makes values fit that have one meaning', async (t) => {
  const cases = [
    ['text', 7, '7'],
    ['text', true, 'true'],
    ['text', ['a', 'b'], 'a, b'],
    ['text', { a: 1 }, '{"a":1}'],
    ['paragraph', 'x'.repeat(300), 'x'.repeat(300)],
    ['number', '3', 3],
    ['number', ' -3 ', -3],
    ['number', '12.0', 12],
    ['number', ['4'], 4],
    ['decimal', '12,5', 12.5],
    ['decimal', 0.25, 0.25],
    ['checkbox', 'Sí', true],
    ['checkbox', 'YES', true],
    ['checkbox', 1, true],
    ['checkbox', 'no', false],
    ['checkbox', '0', false],
    ['checkbox', false, false],
    ['date', '2026-03-01', '2026-03-01'],
    ['date', '2026-3-1T23:00:00+02:00', '2026-03-01'],
    ['date', '31/12/2026', '2026-12-31'],
    ['date', '05.05.2026', '2026-05-05'],
    ['other', 'https://acme.example', 'https://acme.example'],
    ['other', ['a', 'b'], ['a', 'b']],
    ['dropdown', 'x', 'x'],
  ] as const
  for (const [kind, given, value] of cases) {
    t.same(coerceScalar(kind, given), { ok: true, value, why: null }, `${kind} ${JSON.stringify(given)}`)
  }
})

t.test('leaves out what has no meaning or two', async (t) => {
  const cases = [
    ['number', '3.5'],
    ['number', 'three'],
    ['number', ''],
    ['number', null],
    ['number', '12345678901234567890'],
    ['decimal', '1.234,5'],
    ['decimal', Number.NaN],
    ['checkbox', 'maybe'],
    ['checkbox', {}],
    ['date', '03/04/2026'],
    ['date', '2026-02-30'],
    ['date', '0001-01-01'],
    ['date', 'mañana'],
    ['date', 20260301],
    ['other', { a: 1 }],
    ['other', [1, 2]],
    ['other', null],
  ] as const
  for (const [kind, given] of cases) {
    t.same(
      coerceScalar(kind, given),
      { ok: false, value: null, why: 'wrong-type' },
      `${kind} ${String(given)}`,
    )
  }
})

t.test('cuts a line of text at what fits, never inside a character', async (t) => {
  t.match(coerceScalar('text', 'x'.repeat(256)), { ok: false, value: `${'x'.repeat(254)}…`, why: 'too-long' })
  const cut = coerceScalar('text', `${'x'.repeat(253)}😀😀`)
  t.equal(cut.value, `${'x'.repeat(253)}…`)
})

t.test('shows any value as text', async (t) => {
  t.equal(toText(null), 'null')
  t.equal(toText([1, ['a', { b: 2 }]]), '1, a, {"b":2}')
})
