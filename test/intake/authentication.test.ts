import { createHmac } from 'node:crypto'
import t from 'tap'
import { authenticationSchema } from '../../schemas/authentication-configuration.ts'
import { presentedSecrets } from '../../src/access/presented-secrets.ts'
import { isOneOf, secretDigest } from '../../src/access/secret-digest.ts'
import { createAuthenticator } from '../../src/intake/create-authenticator.ts'
import { isHmacOf } from '../../src/intake/verify-hmac.ts'
import { systemClock } from '../../src/ops/clock.ts'

const authenticatorOf = (settings: Record<string, unknown>) =>
  createAuthenticator(authenticationSchema.parse(settings), systemClock)

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

t.test('a shared secret is taken from its header, as Bearer token or as Basic password', (t) => {
  const { checkHeaders } = authenticatorOf({ kind: 'secret', secrets: ['first-secret', 'second-secret'] })
  const good = [
    { 'x-webhook-secret': 'first-secret' },
    { 'x-webhook-secret': 'second-secret' },
    { authorization: 'Bearer first-secret' },
    { authorization: 'bearer  second-secret ' },
    { authorization: basic('zapier:first-secret') },
    { authorization: basic(':second-secret') },
    { 'x-webhook-secret': 'wrong-secret', authorization: 'Bearer first-secret' },
  ]
  for (const headers of good) t.equal(checkHeaders(headers), null, JSON.stringify(headers))
  const bad = [
    { 'x-webhook-secret': 'wrong-secret' },
    { 'x-webhook-secret': 'first-secret, first-secret' },
    { 'x-webhook-secret': 'first-secre' },
    { 'x-webhook-secret': 'first-secretx' },
    { authorization: 'Bearer second' },
    { authorization: basic('first-secret:x') },
    { authorization: basic('x:first-secret:') },
  ]
  for (const headers of bad) t.match(checkHeaders(headers), { code: 'secret_wrong' }, JSON.stringify(headers))
  const missing = [
    {},
    { 'x-webhook-secret': '' },
    { authorization: 'first-secret' },
    { authorization: 'Basic %%%' },
    { authorization: 'Digest first-secret' },
    { 'x-other': 'first-secret' },
  ]
  for (const headers of missing)
    t.match(checkHeaders(headers), { code: 'secret_missing' }, JSON.stringify(headers))
  t.end()
})

t.test('the header of the secret can be another, such as that of the Chat integration', (t) => {
  const { checkHeaders } = authenticatorOf({
    kind: 'secret',
    secrets: ['first-secret'],
    header: 'X-Secret-Key',
  })
  t.equal(checkHeaders({ 'x-secret-key': 'first-secret' }), null)
  t.match(checkHeaders({ 'x-webhook-secret': 'first-secret' }), { code: 'secret_missing' })
  t.match(checkHeaders({}), { detail: /x-secret-key/ })
  t.end()
})

t.test('a secret beyond ASCII is compared by the bytes that were sent', (t) => {
  const { checkHeaders } = authenticatorOf({ kind: 'secret', secrets: ['contraseña-ñ'] })
  const asNodeReads = Buffer.from('contraseña-ñ').toString('latin1')
  t.equal(checkHeaders({ 'x-webhook-secret': asNodeReads }), null)
  t.equal(checkHeaders({ authorization: basic('me:contraseña-ñ') }), null)
  t.same(presentedSecrets({ authorization: basic('me:a:b') }, []).map(String), ['a:b'])
  t.end()
})

t.test('digests are compared, whatever the lengths', (t) => {
  const digests = ['one', 'two'].map(secretDigest)
  for (const good of ['one', 'two', Buffer.from('two')]) t.ok(isOneOf(digests, good))
  for (const bad of ['', 'on', 'onex', 'One', 'three'.repeat(1000)]) t.notOk(isOneOf(digests, bad))
  t.notOk(isOneOf([], 'one'))
  t.end()
})

const body = Buffer.from('{"a":1}')
const sign = (secret: string, algorithm = 'sha256') => createHmac(algorithm, secret).update(body).digest()

t.test('an HMAC is hex or base64, with or without a prefix', (t) => {
  const options = { secrets: ['first-secret', 'second-secret'], algorithm: 'sha256' as const }
  const mac = sign('second-secret')
  for (const good of [
    mac.toString('hex'),
    mac.toString('hex').toUpperCase(),
    mac.toString('base64'),
    `sha256=${mac.toString('hex')}`,
    ` sha256=${mac.toString('base64')} `,
    sign('first-secret').toString('hex'),
  ])
    t.ok(isHmacOf(good, body, options), good)
  for (const bad of [
    '',
    'sha256=',
    mac.toString('hex').slice(2),
    `${mac.toString('hex')}00`,
    mac.toString('base64url').replace(/[-_]/g, '-'),
    sign('third-secret').toString('hex'),
    `md5=${mac.toString('hex')}`,
    'zz'.repeat(32),
    sign('first-secret', 'sha512').toString('hex'),
  ])
    t.notOk(isHmacOf(bad, body, options), bad)
  t.notOk(isHmacOf(mac.toString('hex'), Buffer.from('{"a":2}'), options))
  const long = { secrets: ['first-secret'], algorithm: 'sha512' as const }
  t.ok(isHmacOf(sign('first-secret', 'sha512').toString('base64'), body, long))
  t.end()
})

t.test('an HMAC source asks for its header before it reads the body', (t) => {
  const authenticator = authenticatorOf({ kind: 'hmac', secrets: ['first-secret'], header: 'X-Sig' })
  t.match(authenticator.checkHeaders({}), { code: 'signature_missing', detail: /x-sig/ })
  const headers = { 'x-sig': sign('first-secret').toString('hex') }
  t.equal(authenticator.checkHeaders(headers), null)
  t.equal(authenticator.checkBody(headers, body), null)
  t.match(authenticator.checkBody(headers, Buffer.from('x')), { code: 'signature_wrong' })
  t.end()
})

t.test('a Standard Webhooks secret that is no base64 stops the start without being quoted', (t) => {
  for (const bad of ['whsec_%%%', 'whsec_', 'whpk_AAAA', 'not base64!']) {
    try {
      authenticatorOf({ kind: 'standard-webhooks', secrets: [bad] })
      t.fail(bad)
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      t.match(message, /must be `whsec_` and base64/)
      t.notMatch(message, /%%%|AAAA|not base64/)
    }
  }
  t.end()
})
