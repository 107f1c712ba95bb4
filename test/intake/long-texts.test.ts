import t from 'tap'
import { parseHandoff } from '../../src/intake/parse-handoff.ts'
import { readBody } from '../../src/intake/read-body.ts'

// A fifth of the default body limit: enough to show a quadratic pattern, and quick when there is none.
const length = 200_000

// What patterns stumble over: runs of one character, of what separates, of what nearly matches.
const fillings = [
  ...[
    ' ',
    '\n',
    '\r\n',
    '\t',
    ',',
    ', ',
    ';',
    ':',
    ': ',
    'a: ',
    'User: x\n',
    'User:\n',
    '{{',
    '{{a}}',
    '}}',
    '"',
    '\\',
  ],
  ...[
    '@',
    'a@',
    '.',
    'a.',
    '-',
    '<',
    '<a',
    '>',
    '#',
    '# ',
    '(',
    '+',
    '1',
    '1 ',
    '&amp;',
    '&',
    'https://',
    'https://a ',
    'https://a,',
  ],
  ...['[', '[1,', '{"a":', '\u0000', '\ud800', '\u3000', '\u202e', 'e\u0301', '😀', 'ñ', '_', '__', 'a__b'],
]

const fields = [
  ...[
    'user_email',
    'user_name',
    'user_phone',
    'conversation_summary',
    'category',
    'subject',
    'priority',
    'language',
  ],
  ...[
    'message_id',
    'channel',
    'transcript',
    'attachments',
    'custom_fields',
    'tags',
    'callback_url',
    'country',
  ],
]

const options = { fields: {}, idempotencyField: 'message_id', language: 'en' }

t.test('a very long text in any field is read at once, and nothing is thrown', async (t) => {
  let slowest = { ms: 0, what: '' }
  for (const filling of fillings) {
    const text = `a${filling.repeat(length / filling.length)}`
    const startedAt = performance.now()
    for (const field of fields) {
      const before = performance.now()
      parseHandoff({ user_email: 'ann@ex.org', motivo: 'x', [field]: text }, options)
      parseHandoff({ user_email: 'ann@ex.org', motivo: 'x', [field]: [text.slice(1)] }, options)
      const ms = performance.now() - before
      if (ms > slowest.ms) slowest = { ms, what: `${JSON.stringify(filling)} in ${field}` }
    }
    parseHandoff({ user_email: 'ann@ex.org', motivo: 'x', [text]: 1 }, options)
    t.ok(performance.now() - startedAt < 5000, JSON.stringify(filling))
  }
  t.ok(slowest.ms < 1500, `${slowest.what}: ${slowest.ms.toFixed(0)} ms`)
})

t.test('a very long body of anything is read at once', async (t) => {
  for (const filling of fillings) {
    const text = filling.repeat(length / filling.length)
    for (const body of [text, `{"a":"${text}`, `[${text}`, `a=${text}`]) {
      const startedAt = performance.now()
      readBody(Buffer.from(body), undefined)
      t.ok(performance.now() - startedAt < 1500, `${JSON.stringify(filling)}: ${body.slice(0, 8)}`)
    }
  }
})

t.test('hundreds of thousands of lines are as many lines', async (t) => {
  const many = 'User: x\n'.repeat(200_000)
  for (const transcript of [many, [many]]) {
    const parsed = parseHandoff({ user_email: 'ann@ex.org', transcript }, options)
    t.equal(parsed.ok ? parsed.handoff.transcript.length : 0, 200_000)
  }
})
