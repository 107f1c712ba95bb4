import { createPrivateKey, sign } from 'node:crypto'
import t from 'tap'
import { checkStandardWebhook, parseWebhookKey } from '../../src/intake/verify-standard-webhook.ts'

interface Vector {
  secret: string
  id: string
  timestamp: string
  body: Buffer
  signature: string
}

// A is the specification's own; the others were computed in Python and Node.
const secretB = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX'
const vectors: Record<string, Vector> = {
  A: {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: Buffer.from('{"test": 2432232314}'),
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  B: {
    secret: secretB,
    id: 'msg_test_1',
    timestamp: '1700000000',
    body: Buffer.from('{"type":"ticket.created","data":{"id":1}}'),
    signature: 'v1,77PtE1cQ8la05yzA4RgvZJTq4sqbx/8ALbFgEl0rsog=',
  },
  C: {
    secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    id: 'msg_test_1',
    timestamp: '1700000000',
    body: Buffer.from('{"type":"ticket.created","data":{"id":1}}'),
    signature: 'v1,B+LlcX2A8QvaQTZLIpSbWQ8P2vCtv5NICVQp5//Za50=',
  },
  D: {
    secret: secretB,
    id: 'msg_test_2',
    timestamp: '1700000000',
    body: Buffer.from('7b226e616d65223a225a6fc3ab227d', 'hex'),
    signature: 'v1,nd44m2/2OL3EFLA6FZBkPE3linlve7ud8cSftoyF8/A=',
  },
  E: {
    secret: secretB,
    id: 'msg_test_3',
    timestamp: '1700000000',
    body: Buffer.alloc(0),
    signature: 'v1,nC8jhx+i0YDSPMUcLH1Oif4JlQoEAhGKHXarO2kO8Cs=',
  },
  F: {
    secret: 'whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=',
    id: 'msg_test_1',
    timestamp: '1700000000',
    body: Buffer.from('{"type":"ticket.created","data":{"id":1}}'),
    signature: 'v1a,XQPzsK4pZ4avQX1o6UkrM0tZXuFyGbpXdgc8xLQ6VsQNxGm9gbVKWNB189uNUqGkj2qClT03ILCj2uzBuUDMDg==',
  },
}

const { A, B, C, F } = vectors as Record<'A' | 'B' | 'C' | 'F', Vector>

const check = (
  vector: Vector,
  change: Partial<Vector> & { laterSeconds?: number; secrets?: string[] } = {},
) => {
  const sent = { ...vector, ...change }
  return checkStandardWebhook(
    { 'webhook-id': sent.id, 'webhook-timestamp': sent.timestamp, 'webhook-signature': sent.signature },
    sent.body,
    {
      keys: (change.secrets ?? [vector.secret]).map(parseWebhookKey),
      toleranceMs: 300_000,
      nowMs: (Number(vector.timestamp) + (change.laterSeconds ?? 0)) * 1000,
    },
  )
}

t.test('the published and the computed vectors pass', async (t) => {
  for (const [name, vector] of Object.entries(vectors)) t.equal(check(vector), null, name)
})

t.test('another key does not', async (t) => {
  t.equal(check(A, { secrets: [B.secret] }), 'signature_wrong')
  t.equal(check(F, { secrets: [B.secret] }), 'signature_wrong')
  t.equal(check(B, { secrets: [F.secret] }), 'signature_wrong')
})

t.test('a signature by either secret passes while they are rotated, on both sides', async (t) => {
  const both = `${B.signature} ${C.signature}`
  t.equal(check(B, { signature: both }), null)
  t.equal(check(C, { signature: both }), null)
  t.equal(check(B, { secrets: [C.secret, B.secret] }), null)
  t.equal(check(B, { signature: `v1a,AAAA ${B.signature}` }), null)
  t.equal(check(F, { secrets: [B.secret, F.secret] }), null)
})

t.test('five minutes both ways pass, a second more does not', async (t) => {
  for (const laterSeconds of [-300, -299, 0, 299, 300])
    t.equal(check(B, { laterSeconds }), null, `${laterSeconds}`)
  for (const laterSeconds of [-301, 301, 86_400]) t.equal(check(B, { laterSeconds }), 'timestamp_too_far')
})

t.test('a timestamp is digits and nothing else', async (t) => {
  for (const timestamp of [
    '1700000000abc',
    '1.7e9',
    '-1',
    '',
    ' 1700000000',
    '+1700000000',
    '0x6553f100',
    '1'.repeat(40),
  ]) {
    t.equal(check(B, { timestamp }), 'timestamp_invalid', timestamp)
  }
  t.equal(check(B, { timestamp: '1700000001' }), 'signature_wrong')
  t.equal(check(B, { timestamp: '01700000000' }), 'signature_wrong', 'the header text itself is signed')
})

t.test('a changed byte, id or spelling of the body does not pass', async (t) => {
  t.equal(check(A, { body: Buffer.from('{"test":2432232314}') }), 'signature_wrong', 're-serialised')
  t.equal(check(A, { body: Buffer.from('{"test": 2432232315}') }), 'signature_wrong')
  t.equal(check(B, { id: 'msg_test_2' }), 'signature_wrong')
  t.equal(check(B, { id: '' }), 'signature_wrong')
})

t.test('an id cannot be made to run into the timestamp', async (t) => {
  t.equal(check(B, { id: 'msg_test_1.1700000000' }), 'signature_wrong')
})

t.test('only items of a known version, in the one canonical spelling, count', async (t) => {
  const value = B.signature.slice(3)
  const refused = [
    '',
    value,
    'v1',
    `v1${value}`,
    `v2,${value}`,
    `v1a,${value}`,
    `V1,${value}`,
    `v1,${value.replace('=', '')}`,
    `v1,${value.replaceAll('/', '_').replaceAll('+', '-')}`,
    `v1, ${value}`,
    `v1,${value},x`,
    `v1,${value}=`,
    `v1;${value}`,
    `v1,${Buffer.from(value, 'base64').toString('hex')}`,
  ]
  for (const signature of refused) t.equal(check(B, { signature }), 'signature_wrong', signature)
  t.equal(check(B, { signature: `  v9,x   ${B.signature}  ` }), null, 'double spaces')
})

t.test('an endless list of items is not worked through', async (t) => {
  const many = Array.from({ length: 10 }, () => 'v1,AAAA').join(' ')
  t.equal(check(B, { signature: `${many} ${B.signature}` }), 'signature_wrong')
})

t.test('a secret may come without its prefix', async (t) => {
  t.equal(check(B, { secrets: [B.secret.replace('whsec_', '')] }), null)
})

t.test('all three headers are needed', async (t) => {
  const options = { keys: [parseWebhookKey(B.secret)], toleranceMs: 300_000, nowMs: 1_700_000_000_000 }
  t.equal(checkStandardWebhook({}, B.body, options), 'signature_missing')
})

t.test('a malformed ed25519 signature is refused, not thrown at', async (t) => {
  for (const value of ['AAAA', 'not base64', '', Buffer.alloc(64).toString('base64')]) {
    t.equal(check(F, { signature: `v1a,${value}` }), 'signature_wrong', value)
  }
  const seed = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const own = sign(null, Buffer.concat([Buffer.from('other.1700000000.'), F.body]), key).toString('base64')
  t.equal(check(F, { id: 'other', signature: `v1a,${own}` }), null)
  t.equal(check(F, { id: 'another', signature: `v1a,${own}` }), 'signature_wrong')
})
