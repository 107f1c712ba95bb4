import t from 'tap'
import type { DeskRoute } from '../../src/desk/desk-route.ts'
import { chooseLocale } from '../../src/desk/page/choose-locale.ts'
import { createWriter } from '../../src/desk/page/create-writer.ts'
import { html } from '../../src/ops/html.ts'
import { openDesk } from './open-desk.ts'

const done: string[] = []
const routes: DeskRoute[] = [
  {
    method: 'GET',
    path: '/test/page',
    needs: 'agent',
    load: async () => async () => ({
      kind: 'page',
      title: '<b>Ana</b>',
      place: 'overview',
      body: html`<p>${'<script>alert(1)</script>'}</p>`,
    }),
  },
  {
    method: 'POST',
    path: '/test/handoffs/:id',
    needs: 'supervisor',
    audit: { what: 'deskTest', subject: { kind: 'handoff', param: 'id' } },
    load: async () => async (visit) => {
      done.push(visit.params['id'] ?? '')
      return { kind: 'go', to: '/test/page', said: 'saved' }
    },
  },
  {
    method: 'POST',
    path: '/test/away',
    needs: 'agent',
    audit: false,
    load: async () => async (visit) => ({ kind: 'go', to: String(visit.form['to']) }),
  },
  {
    method: 'GET',
    path: '/test/stream',
    needs: 'agent',
    load: async () => async () => ({
      kind: 'stream',
      messages: (async function* () {
        yield { data: html`<p>one\ntwo</p>` }
        yield { event: 'done', data: '' }
      })(),
    }),
  },
  {
    method: 'GET',
    path: '/test/broken',
    needs: 'agent',
    load: async () => async () => {
      throw new Error('the password is hunter2')
    },
  },
]

t.test('a page is escaped, names its language, and loads nothing from elsewhere', async (t) => {
  const { get } = await openDesk(t, { routes })
  const page = await get('/test/page', { role: 'agent', language: 'es' })
  t.equal(page.statusCode, 200)
  t.match(page.body, '<html lang="es">')
  t.match(page.body, '<title>&lt;b&gt;Ana&lt;/b&gt; · Relevo</title>')
  t.notMatch(page.body, '<script>alert')
  t.match(page.body, 'Resumen')
  const policy = String(page.headers['content-security-policy'])
  t.match(policy, "default-src 'none'")
  t.notMatch(policy, 'unsafe')
  t.equal(page.headers['cache-control'], 'no-store')
  for (const [, address = ''] of page.body.matchAll(/(?:src|href)="([^"]*)"/g))
    t.match(address, /^(\/|#|data:)/, address)
})

t.test(
  'dates and numbers are written as the browser asks for, within the language of the page',
  async (t) => {
    t.equal(chooseLocale('en', 'es-MX,en-GB;q=0.9,en-US;q=0.8'), 'en-GB')
    t.equal(chooseLocale('es', 'en-GB,en;q=0.9'), 'es')
    t.equal(chooseLocale('en', 'en-"><script>,en-u-ca-buddhist,EN-ie'), 'en-IE')
    t.match(createWriter('en-GB').time(Date.UTC(2026, 10, 21, 18, 38)).markup, '21 Nov 2026, 18:38')
    const { app } = await openDesk(t, { routes })
    const headers = { accept: 'text/html', 'x-test-role': 'agent', 'accept-language': 'en-GB,en;q=0.9' }
    const { body } = await app.inject({ method: 'GET', url: '/test/page', headers })
    t.match(body, '<html lang="en" data-locale="en-GB">')
  },
)

t.test('what a page loads is there, compressed, and may be kept for good', async (t) => {
  const { get, app } = await openDesk(t, { routes })
  const { body } = await get('/test/page')
  const addresses = [...body.matchAll(/(?:src|href)="(\/desk\/assets\/[^"]*)"/g)].map(
    ([, address = '']) => address,
  )
  t.ok(addresses.length >= 4, addresses.join(' '))
  for (const address of addresses) {
    const asset = await app.inject({ url: address, headers: { 'accept-encoding': 'gzip' } })
    t.equal(asset.statusCode, 200, address)
    t.equal(asset.headers['content-encoding'], 'gzip')
    t.match(asset.headers['cache-control'], 'immutable')
  }
  t.equal((await app.inject('/desk/assets/x/../../package.json')).statusCode, 404)
  t.equal((await app.inject('/desk/assets/x/desk.ts')).statusCode, 404)
})

t.test('who has not signed in is sent there, and comes back', async (t) => {
  const { get } = await openDesk(t, { routes })
  const page = await get('/test/page?a=1', { role: null })
  t.equal(page.statusCode, 303)
  t.equal(page.headers.location, '/sign-in?back=%2Ftest%2Fpage%3Fa%3D1')
  const part = await get('/test/page', { role: null, part: true })
  t.equal(part.headers['hx-redirect'], '/sign-in?back=%2F', 'a part sends its whole page')
})

t.test('a form without the token, or of a role that may not, does nothing', async (t) => {
  const { post, access } = await openDesk(t, { routes })
  done.length = 0
  t.equal((await post('/test/handoffs/ho_1', {}, { csrf: 'forged' })).statusCode, 403)
  t.equal((await post('/test/handoffs/ho_1', {}, { role: 'agent' })).statusCode, 403)
  t.same(done, [])
  t.same((await access.trail.list({ limit: 10 })).entries, [])
})

t.test('what is done stands in the audit trail, with who did it', async (t) => {
  const { post, get, access } = await openDesk(t, { routes })
  done.length = 0
  const answer = await post('/test/handoffs/ho_1', {}, { role: 'supervisor' })
  t.equal(answer.statusCode, 303)
  t.equal(answer.headers.location, '/test/page?said=saved')
  t.same(done, ['ho_1'])
  const { entries } = await access.trail.list({ limit: 10 })
  t.match(entries, [
    {
      who: 'user:supervisor@example.com',
      what: 'deskTest',
      subject: { kind: 'handoff', id: 'ho_1' },
      outcome: 'done',
    },
  ])
  t.match((await get('/test/page?said=saved')).body, 'Saved.')
  t.notMatch((await get('/test/page?said=constructor')).body, 'class="said"')
})

t.test(
  'a form is not read of who may not send one, nor taken apart when no form of ours is like it',
  async (t) => {
    const { app, post } = await openDesk(t, { routes })
    const fields = Array.from({ length: 100_000 }, (_, number) => `k${number}=1`).join('&')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const stranger = await app.inject({ method: 'POST', url: '/test/away', headers, payload: fields })
    t.equal(stranger.statusCode, 303)
    t.equal(stranger.headers['connection'], 'close')
    const member = await app.inject({
      method: 'POST',
      url: '/test/away',
      headers: { ...headers, 'x-test-role': 'agent' },
      payload: fields,
    })
    t.equal(member.statusCode, 413)
    t.equal((await post('/test/away', { to: '/tickets' })).headers.location, '/tickets')
  },
)

t.test('nobody is led elsewhere', async (t) => {
  const { post } = await openDesk(t, { routes })
  for (const to of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/\u0001',
    '/€',
  ])
    t.equal((await post('/test/away', { to })).headers.location, '/', to)
})

t.test('a stream tells its messages, line by line', async (t) => {
  const { get } = await openDesk(t, { routes })
  const { headers, body } = await get('/test/stream')
  t.match(headers['content-type'], 'text/event-stream')
  t.equal(body, ': \n\ndata: <p>one\ndata: two</p>\n\nevent: done\ndata: \n\n')
})

t.test('what fails says so without telling what it was about', async (t) => {
  const { get } = await openDesk(t, { routes })
  const page = await get('/test/broken')
  t.equal(page.statusCode, 500)
  t.notMatch(page.body, 'hunter2')
  t.match(page.body, 'Something went wrong')
})

t.test('what fails in a part of a page says so in that part', async (t) => {
  const { get } = await openDesk(t, { routes })
  const part = await get('/test/broken', { part: true })
  t.equal(part.statusCode, 500)
  t.match(part.body, 'Something went wrong')
  t.notMatch(part.body, '<main')
})

t.test('people get a page where there is none, programs a problem', async (t) => {
  const { get, app } = await openDesk(t, { routes })
  const page = await get('/nowhere')
  t.equal(page.statusCode, 404)
  t.match(page.body, 'There is nothing here')
  const problem = await app.inject({ url: '/nowhere', headers: { accept: 'application/json' } })
  t.match(problem.headers['content-type'], 'problem+json')
})
