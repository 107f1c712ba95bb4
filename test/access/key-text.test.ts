import t from 'tap'
import { decideKeyState } from '../../src/access/decide-key-state.ts'
import { createKeyText, hashKey, parseKeyId } from '../../src/access/key-text.ts'
import { readSubject } from '../../src/access/read-subject.ts'

t.test('a key is its id and 200 random bits in one word, and never the same', async (t) => {
  const keys = Array.from({ length: 200 }, createKeyText)
  for (const { id, secret } of keys) {
    t.match(secret, /^rlv_[0-9a-hjkmnp-tv-z]{52}$/)
    t.equal(parseKeyId(secret), id)
  }
  t.equal(new Set(keys.map(({ id }) => id)).size, 200)
  const digits = new Set(keys.flatMap(({ secret }) => [...secret.slice(16)]))
  t.equal(digits.size, 32, 'every digit of 5 bits comes up')
})

t.test('only what has the form of a key is looked up', async (t) => {
  const { secret } = createKeyText()
  for (const text of [
    '',
    'rlv_',
    secret.slice(0, -1),
    `${secret}0`,
    secret.toUpperCase(),
    secret.replace('rlv_', 'xyz_'),
    `${secret.slice(0, -1)}\0`,
    `${secret.slice(0, -1)}ñ`,
    `rlv_${"' or 1=1 --".padEnd(52, '0')}`,
    'x'.repeat(100_000),
    `${secret}${'0'.repeat(100_000)}`,
  ])
    t.equal(parseKeyId(text), null, text.slice(0, 60))
  t.equal(hashKey('x'.repeat(100_000)).length, hashKey('x').length, 'hashes can be compared in constant time')
})

t.test('a key ends at the very instant, and what was revoked stays so', async (t) => {
  t.equal(decideKeyState({ revokedAt: null, expiresAt: null }, 10), 'active')
  t.equal(decideKeyState({ revokedAt: null, expiresAt: 11 }, 10), 'active')
  t.equal(decideKeyState({ revokedAt: null, expiresAt: 10 }, 10), 'expired')
  t.equal(decideKeyState({ revokedAt: 5, expiresAt: 7 }, 10), 'revoked')
})

t.test('the trail takes ids from addresses, and nothing else that may stand there', async (t) => {
  const id = 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d'
  t.same(readSubject('/v1/handoffs/:id/retry', { id }), { kind: 'handoff', id })
  t.same(readSubject('/v1/tickets/:id', { id: '1234' }), { kind: 'ticket', id: '1234' })
  t.equal(readSubject('/v1/handoffs/:id', { id: 'ana@example.org' }), null)
  t.equal(readSubject('/v1/tickets/:id/replies', { id: 'ana@example.org' }), null)
  t.equal(readSubject('/v1/keys/:id', { id: 'zapier' }), null)
  t.equal(readSubject('/v1/erasures', {}), null)
  t.equal(readSubject('/v1/handoffs/:id', undefined), null)
})
