import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import t from 'tap'
import { documentRoutes } from '../../src/reference/document-routes.ts'
import { referenceRoutes } from '../../src/reference/reference-routes.ts'

const app = Fastify()
await app.register(documentRoutes)
await app.register(referenceRoutes)
t.teardown(() => app.close())

const page = await app.inject('/docs')
const scriptUrl = /<script src="([^"]+)">/.exec(page.payload)?.[1] ?? ''
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

t.test('the page comes with a policy that lets in scripts of this service alone', async (t) => {
  t.equal(page.statusCode, 200)
  t.match(page.headers, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  const policy = new Map(
    String(page.headers['content-security-policy'])
      .split('; ')
      .map((part): [string, string] => [part.replace(/ .*/, ''), part.replace(/^\S+ /, '')]),
  )
  t.equal(policy.get('default-src'), "'none'")
  t.equal(policy.get('script-src'), "'self'")
  t.equal(policy.get('connect-src'), "'self'")
  t.equal(policy.get('frame-ancestors'), "'none'")
  t.equal((await get('/docs/')).payload, page.payload, 'with a slash too')
})

t.test('the page names no other host, and no script stands in it', async (t) => {
  t.notMatch(page.payload, /https?:|["'(]\/\//)
  for (const [, attributes, text] of page.payload.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
    t.equal(text, '')
    t.match(attributes, /src="\/docs\/|type="application\/json"/)
  }
})

t.test('the script is kept for good under the address that names its content', async (t) => {
  const answer = await get(scriptUrl, { 'accept-encoding': 'gzip, deflate, br' })
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, {
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'gzip',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
  const digest = createHash('sha256').update(answer.rawPayload).digest('base64url')
  t.ok(digest.startsWith(new URL(scriptUrl, 'http://relevo').searchParams.get('v') ?? '?'), 'its own digest')
  t.match(gunzipSync(answer.rawPayload).toString(), /createApiReference/)
  t.ok(answer.rawPayload.length < 1.5e6, `${answer.rawPayload.length} bytes`)

  const again = await get(scriptUrl, { 'if-none-match': String(answer.headers['etag']) })
  t.equal(again.statusCode, 304)
  t.equal(again.payload, '')
  const other = await get('/docs/scalar.js?v=another', { 'accept-encoding': 'gzip' })
  t.equal(other.headers['cache-control'], 'no-cache', 'under any other it is not')
})

t.test('who does not take gzip gets the script as it is', async (t) => {
  for (const encoding of ['', 'br', 'gzip;q=0', 'x-gzip-like']) {
    const answer = await get(scriptUrl, { 'accept-encoding': encoding })
    t.equal(answer.headers['content-encoding'], undefined, encoding)
    t.match(answer.payload, /createApiReference/)
  }
  for (const encoding of ['br;q=1, gzip;q=0.5', 'GZIP', '*'])
    t.equal((await get(scriptUrl, { 'accept-encoding': encoding })).headers['content-encoding'], 'gzip')
})

t.test('the document is asked for again, and answered 304 while it is the same', async (t) => {
  for (const path of ['/openapi.json', '/openapi.yaml']) {
    const first = await get(path)
    t.match(first.headers, { 'cache-control': 'no-cache', etag: /^W\/"[\w-]{22}"$/ })
    const etag = String(first.headers['etag'])
    t.equal((await get(path, { 'if-none-match': `"other", ${etag}` })).statusCode, 304)
    t.equal((await get(path, { 'if-none-match': '"other"' })).payload, first.payload)
  }
})
