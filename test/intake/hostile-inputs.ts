import { secret } from './build-intake.ts'

/** One request that must be refused: what is sent, and the status and code that must come back. */
export interface HostileInput {
  name: string
  status: number
  /** The problem's code, or the code of its first fault. */
  code: string
  method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE'
  url?: string
  /** Besides the secret and `application/json`; null leaves a header out. */
  headers?: Record<string, string | null>
  payload: string | Buffer
}

const good = '{"user_email":"ann@ex.org","conversation_summary":"Help"}'
const json = (value: unknown) => JSON.stringify(value)
const short = (value: unknown) => {
  const text = typeof value === 'string' ? value : json(value)
  return text.length > 40 ? `${text.slice(0, 40)}… (${text.length})` : text
}
const mega = 1024 * 1024

const bodies = (status: number, code: string, payloads: (string | Buffer)[]): HostileInput[] =>
  payloads.map((payload) => ({
    name: `${code}: ${Buffer.isBuffer(payload) ? payload.subarray(0, 20).toString('hex') : short(payload)}`,
    status,
    code,
    payload,
  }))

const brokenJson = bodies(400, 'invalid_json', [
  '{',
  '}',
  '{{',
  '[',
  ']',
  '{]',
  '[}',
  '{"a"}',
  '{"a":}',
  '{"a":1',
  '{"a":1,}',
  '{,"a":1}',
  '{"a":1}}',
  `${good}${good}`,
  `${good} trailing`,
  `${good},`,
  '{a:1}',
  "{'a':1}",
  '{"a":\'b\'}',
  '{"a":undefined}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":-}',
  '{"a":+1}',
  '{"a":01}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":1e}',
  '{"a":0x10}',
  '{"a":tru}',
  '{"a":True}',
  '{"a":None}',
  '{"a":"b}',
  '{"a":"b\n',
  '{"a":"\\x41"}',
  '{"a":"\\u12"}',
  '{"a":"\\u{41}"}',
  '{"a":"\\"}',
  '{"a" "b"}',
  '{"a";"b"}',
  '{"a":1 "b":2}',
  '{"motivo":"she said "no""}',
  '{/* comment */"a":1}',
  '{"a":1}//',
  '{"a":1}\u0000',
  '\u0000{"a":1}',
  '{\u00a0"a":1}',
  '[,]',
  '[1,]',
  '['.repeat(mega - 1),
  '{"a":'.repeat(100_000),
  `{"a":"${'x'.repeat(mega - 100)}`,
  '{{user.email}}',
  'hello',
  "b'bytes'",
  'null null',
])

const notAnObject = bodies(400, 'not_an_object', [
  'null',
  'true',
  'false',
  '0',
  '-1.5e3',
  '""',
  '"text"',
  '"[1,2]"',
  '[]',
  '[[]]',
  '[null]',
  '["text"]',
  '[1]',
  `[${good},${good}]`,
  `[[${good}]]`,
  `[${good},null]`,
])

const emptyBodies = bodies(400, 'empty_body', ['', ' ', '\n\t\r ', '\uFEFF', '\uFEFF \n', '\u3000'])

const invalidUtf8 = bodies(
  400,
  'invalid_utf8',
  [
    [0xff],
    [0xfe, 0xff, 0x00, 0x7b],
    [0xff, 0xfe, 0x7b, 0x00],
    [0xc0, 0x80],
    [0xc0, 0xaf],
    [0xc3, 0x28],
    [0xe2, 0x82],
    [0xe2, 0x28, 0xa1],
    [0xed, 0xa0, 0x80],
    [0xed, 0xb0, 0x80],
    [0xf0, 0x9f, 0x98],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
    [0x80],
    [0xbf],
  ].map((bytes) => Buffer.concat([Buffer.from('{"motivo":"'), Buffer.from(bytes), Buffer.from('"}')])),
)

const nest = (open: string, close: string, levels: number) =>
  `{"a":${open.repeat(levels)}1${close.repeat(levels)}}`

const depthBombs = bodies(400, 'too_deep', [
  nest('[', ']', 32),
  nest('{"a":', '}', 32),
  nest('[', ']', 1000),
  nest('[', ']', 500_000),
  nest('{"a":', '}', 100_000),
  nest('[{"a":', '}]', 100_000),
  `{"user_email":"ann@ex.org","motivo":"x","transcript":${'['.repeat(40)}${']'.repeat(40)}}`,
  `[{"extra":${'['.repeat(5000)}${']'.repeat(5000)}}]`,
])

const crowds = bodies(400, 'too_many_values', [
  `{"user_email":"ann@ex.org","motivo":"x","transcript":[${'"a",'.repeat(200_000)}"a"]}`,
  `{"user_email":"ann@ex.org","motivo":"x",${Array.from({ length: 60_000 }, (_, i) => `"f${i}":1`).join(',')}}`,
  `{"user_email":"ann@ex.org","motivo":"x","extra":[${'{},'.repeat(60_000)}{}]}`,
])

const prototypes = bodies(400, 'forbidden_name', [
  '{"__proto__":null}',
  '{"__proto__":{"admin":true}}',
  '{"\\u005f_proto__":{"admin":true}}',
  '{"\\u005f\\u005f\\u0070roto__":1}',
  '{"a":{"__proto__":{}}}',
  '{"a":[{"b":{"__proto__":[]}}]}',
  '{"constructor":{"prototype":{}}}',
  '{"a":{"constructor":{"prototype":{"admin":true}}}}',
  '[{"__proto__":1}]',
  `{"user_email":"ann@ex.org","motivo":"x","__proto__":{"user_email":"eve@ex.org"}}`,
  `{"user_email":"ann@ex.org","motivo":"x","custom_fields":{"__proto__":1}}`,
  `{"transcript":[{"__proto__":{"text":"x"}}]}`,
]).concat(
  [
    '__proto__=1',
    '__proto__[admin]=1&__proto__=2',
    'email=a%40b.co&%5F%5Fproto%5F%5F=1',
    '__proto__[]=1',
  ].map((payload) => ({
    name: `forbidden_name in a form: ${payload}`,
    status: payload.startsWith('__proto__[admin]') ? 400 : 400,
    code: 'forbidden_name',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload,
  })),
)

const mediaTypes: HostileInput[] = [
  ['application/xml', '<a/>'],
  ['text/xml', '<a/>'],
  ['application/xml; charset=utf-8', good],
  ['application/soap+xml', '<a/>'],
  ['application/atom+xml', good],
  ['application/json', '<!DOCTYPE html><html></html>'],
  [
    'application/json',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ],
  ['text/html', '<html></html>'],
  ['multipart/form-data', '--x'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="email"\r\n\r\na@b.co\r\n--x--',
  ],
  ['multipart/mixed; boundary=x', good],
  ['multipart/related', good],
  ['image/png', '\u0089PNG'],
  ['application/pdf', '%PDF-1.7'],
  ['application/octet-stream', 'some bytes'],
  ['application/x-ndjson', 'x'],
  ['application/yaml', 'email: a@b.co'],
  ['text/csv', 'email;motivo'],
  ['application/msgpack', '\u0082'],
  ['application/graphql', 'mutation'],
].map(([type, payload]) => ({
  name: `content type ${type}: ${short(payload)}`,
  status: 415,
  code: 'unsupported_media_type',
  headers: { 'content-type': type ?? '' },
  payload: payload ?? '',
}))

const encodings: HostileInput[] = ['gzip', 'deflate', 'br', 'zstd', 'identity, gzip', 'aes128gcm'].map(
  (encoding) => ({
    name: `content encoding ${encoding}`,
    status: 415,
    code: 'unsupported_encoding',
    headers: { 'content-encoding': encoding },
    payload: good,
  }),
)

const tooLarge: HostileInput[] = [
  json({ user_email: 'ann@ex.org', motivo: 'x'.repeat(mega) }),
  json({ user_email: 'x'.repeat(mega) }),
  ' '.repeat(mega + 1),
  '['.repeat(mega * 2),
  Buffer.alloc(mega * 3),
].map((payload) => ({
  name: `${payload.length} bytes: ${Buffer.isBuffer(payload) ? 'bytes' : short(payload)}`,
  status: 413,
  code: 'body_too_large',
  payload,
}))

const faulty = (code: string, values: unknown[]): HostileInput[] =>
  values.map((value) => ({ name: `${code}: ${short(value)}`, status: 422, code, payload: json(value) }))

const malformedAddresses = faulty(
  'invalid_email',
  [
    'ann',
    'ann@',
    '@ex.org',
    'ann@ex',
    'ann@@ex.org',
    'a@b@c.org',
    'ann ex.org',
    'ann@ex org',
    'ann@.org',
    'ann@ex..org',
    'ann@-ex.org',
    'ann@ex-.org',
    'ann@ex.1',
    'ann@1.2.3.4',
    'ann@[::1]',
    '.ann@ex.org',
    'ann.@ex.org',
    'a..n@ex.org',
    'a@ex.org,b@ex.org',
    'a@ex.org;b@ex.org',
    'a@ex.org b@ex.org',
    'ann@ex.org\r\nBcc: all@ex.org',
    'ann@ex.org%0aBcc:all@ex.org',
    '<script>@ex.org',
    '"ann"@ex.org',
    "' OR 1=1 --",
    '../../etc/passwd',
    'javascript:alert(1)@',
    '{{user.email}}@',
    'x'.repeat(1_000_000),
    `${'x'.repeat(65)}@ex.org`,
    `ann@${'x'.repeat(64)}.org`,
    `ann@${'x.'.repeat(200)}org`,
    `${'@'.repeat(100_000)}`,
    `ann@${'-'.repeat(100_000)}.org`,
    '\u0000',
    '\u0007@\u0007',
    '\ud800',
    'ann\ud800@ex.org\udfff@',
    '\u202E',
    '👩‍👩‍👧',
    'no tengo',
    'none',
    '-',
    0,
    42,
    -1,
    1e308,
  ].map((user_email) => ({ user_email, conversation_summary: 'Help' })),
)

const wrongTypes = [
  ...faulty(
    'wrong_type',
    [
      true,
      false,
      { a: 1 },
      { email: 'ann@ex.org' },
      [1, 2],
      ['a@ex.org', 'b@ex.org'],
      [[['a@ex.org']]],
      [{ a: 1 }],
    ].map((user_email) => ({ user_email, conversation_summary: 'Help' })),
  ),
  ...faulty(
    'wrong_type',
    [true, false, { a: 1 }, { text: 'Help' }, [{ a: 1 }], [['Help']], [true], '\u0000\u0001', '\u0085'].map(
      (conversation_summary) => ({ user_email: 'ann@ex.org', conversation_summary }),
    ),
  ),
  ...faulty(
    'wrong_type',
    [1, true, { a: 1 }, '\u0000'].map((transcript) => ({ user_email: 'ann@ex.org', transcript })),
  ),
  ...faulty(
    'invalid_phone',
    [
      '1',
      '123',
      'none',
      '+',
      '()',
      '1'.repeat(21),
      'x'.repeat(500_000),
      true,
      { a: 1 },
      ['600112233', '600112234'],
      0.5,
      '\u0000',
    ].map((user_phone) => ({ user_phone, conversation_summary: 'Help' })),
  ),
]

const incomplete = [
  ...faulty('contact_missing', [
    {},
    { conversation_summary: 'Help' },
    { user_email: '', conversation_summary: 'Help' },
    { user_email: null, conversation_summary: 'Help' },
    { user_email: '   ', conversation_summary: 'Help' },
    { user_email: '{{workflow.email}}', conversation_summary: 'Help' },
    { user_email: 'undefined', conversation_summary: 'Help' },
    { user_email: [], user_phone: {}, conversation_summary: 'Help' },
    { user: 'ann@ex.org', conversation_summary: 'Help' },
    { constructor: 'x', toString: 'y', hasOwnProperty: 'z', motivo: 'Help' },
    { a__constructor__prototype__user_email: 'ann@ex.org', motivo: 'Help' },
  ]),
  ...faulty('nothing_to_say', [
    { user_email: 'ann@ex.org' },
    { user_email: 'ann@ex.org', conversation_summary: '' },
    { user_email: 'ann@ex.org', conversation_summary: ' \n ' },
    { user_email: 'ann@ex.org', conversation_summary: null, transcript: null },
    { user_email: 'ann@ex.org', conversation_summary: '{{summary}}' },
    { user_email: 'ann@ex.org', conversation_summary: 'null', transcript: [] },
    { user_email: 'ann@ex.org', transcript: [null, '', {}] },
    { user_email: 'ann@ex.org', category: 'billing' },
    { user_email: 'ann@ex.org', attachments: ['file:///etc/passwd'] },
  ]),
  ...faulty('too_many_fields', [
    {
      user_email: 'ann@ex.org',
      motivo: 'x',
      ...Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, i])),
    },
    {
      user_email: 'ann@ex.org',
      motivo: 'x',
      ...Object.fromEntries(Array.from({ length: 49_000 }, (_, i) => [`f${i}`, i])),
    },
  ]),
]

const manyPairs: HostileInput = {
  name: 'a form with 2001 fields',
  status: 400,
  code: 'too_many_fields',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: Array.from({ length: 2001 }, (_, index) => `f${index}=1`).join('&'),
}

const keys: HostileInput[] = [
  '',
  ' ',
  'a b',
  '\ta',
  'é',
  '\u007f',
  'k1, k2',
  'x'.repeat(256),
  'x'.repeat(5000),
].map((key) => ({
  name: `idempotency key ${short(key)}`,
  status: 400,
  code: 'bad_idempotency_key',
  headers: { 'idempotency-key': key },
  payload: good,
}))

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

const unauthenticated: HostileInput[] = (
  [
    ['secret_missing', {}],
    ['secret_missing', { 'x-webhook-secret': '' }],
    ['secret_missing', { authorization: '' }],
    ['secret_missing', { authorization: secret }],
    ['secret_missing', { authorization: `Token ${secret}` }],
    ['secret_missing', { authorization: 'Basic' }],
    ['secret_missing', { authorization: 'Basic ' }],
    ['secret_missing', { authorization: 'Basic ====' }],
    ['secret_missing', { authorization: basic('no-colon') }],
    ['secret_missing', { authorization: 'Bearer' }],
    ['secret_missing', { authorization: `Bearer ${secret} ${secret}` }],
    ['secret_missing', { 'x-secret': secret }],
    ['secret_missing', { cookie: `secret=${secret}` }],
    ['secret_missing', { 'x-api-key': secret }],
    ['secret_wrong', { 'x-webhook-secret': 'wrong' }],
    ['secret_wrong', { 'x-webhook-secret': `${secret}x` }],
    ['secret_wrong', { 'x-webhook-secret': secret.slice(0, -1) }],
    ['secret_wrong', { 'x-webhook-secret': secret.toUpperCase() }],
    ['secret_wrong', { 'x-webhook-secret': `${secret}, ${secret}` }],
    ['secret_wrong', { 'x-webhook-secret': `"${secret}"` }],
    ['secret_wrong', { 'x-webhook-secret': 'x'.repeat(10_000) }],
    ['secret_wrong', { authorization: 'Bearer wrong' }],
    ['secret_wrong', { authorization: basic(`${secret}:`) }],
    ['secret_wrong', { authorization: basic(`${secret}:wrong`) }],
    ['secret_wrong', { authorization: basic(`a:b:${secret}`) }],
    ['secret_wrong', { 'x-webhook-secret': '__proto__' }],
  ] as const
).map(([code, headers]) => ({
  name: `${code}: ${short(headers)}`,
  status: 401,
  code,
  headers: { 'x-webhook-secret': null, ...headers },
  payload: good,
}))

const addresses: HostileInput[] = [
  ...[
    'nobody',
    'BOTPRESS',
    '__proto__',
    'constructor',
    'toString',
    'api',
    '%00',
    '..%2fbotpress',
    'botpress%20',
    '%F0%9F%98%80',
  ].map((name) => ({
    name: `source ${name}`,
    status: 404,
    code: 'unknown_source',
    url: `/webhooks/${name}`,
    payload: good,
  })),
  ...[
    '/',
    '/webhooks',
    '/webhooks/',
    '/webhook/botpress',
    '/webhooks/botpress/x',
    '/v1/nothing',
    `/webhooks/${'x'.repeat(500)}`,
  ].map((url) => ({
    name: `address ${short(url)}`,
    status: 404,
    code: url === '/webhooks/' ? 'unknown_source' : 'not_found',
    url,
    payload: good,
  })),
  ...['/webhooks/%zz', '/webhooks/%', '/%E0%A4%A'].map((url) => ({
    name: `address ${url}`,
    status: 400,
    code: 'bad_url',
    url,
    payload: good,
  })),
  ...['secret', 'token', 'key', 'apikey', 'password'].map((name) => ({
    name: `secret in the address as ${name}`,
    status: 401,
    code: 'secret_in_url',
    url: `/webhooks/botpress?${name}=${secret}`,
    headers: { 'x-webhook-secret': null },
    payload: good,
  })),
  ...(['GET', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
    name: `method ${method}`,
    status: 405,
    code: 'method_not_allowed',
    method,
    payload: method === 'GET' ? '' : good,
  })),
  {
    name: '/v1/handoffs without a key',
    status: 401,
    code: 'api_key_wrong',
    url: '/v1/handoffs',
    payload: good,
  },
]

/** Everything hostile that fits into one well-formed HTTP request. */
export const hostileInputs: HostileInput[] = [
  ...brokenJson,
  ...notAnObject,
  ...emptyBodies,
  ...invalidUtf8,
  ...depthBombs,
  ...crowds,
  ...prototypes,
  ...mediaTypes,
  ...encodings,
  ...tooLarge,
  ...malformedAddresses,
  ...wrongTypes,
  ...incomplete,
  manyPairs,
  ...keys,
  ...unauthenticated,
  ...addresses,
]
