import Fastify from 'fastify'
import t from 'tap'
import { announceFirstAdmin } from '../../../src/desk/sign-in/announce-first-admin.ts'
import { createAddressLimits } from '../../../src/desk/sign-in/create-address-limits.ts'
import { openSignIn, phrase } from './open-sign-in.ts'

const other = 'siete nubes de algodón'

t.test('who knows the password is let in, and comes to where they wanted', async (t) => {
  const { browse, addUser, access } = await openSignIn(t)
  const user = await addUser('ana@example.com')
  const ana = browse()
  const sent = await ana.get('/test/who?a=1')
  t.equal(sent.headers.location, '/sign-in?back=%2Ftest%2Fwho%3Fa%3D1')
  t.same(sent.cookies, [], 'who is only sent on gets no session')
  const page = await ana.get('/sign-in?back=%2Ftest%2Fwho%3Fa%3D1')
  t.match(page.body, '<input type="hidden" name="back" value="/test/who?a=1">')
  const before = ana.jar.get('relevo')
  const entered = await ana.post('/sign-in', {
    email: ' ANA@example.com',
    password: phrase,
    back: '/test/who?a=1',
  })
  t.equal(entered.statusCode, 303)
  t.equal(entered.headers.location, '/test/who?a=1')
  t.not(ana.jar.get('relevo'), before, 'the session has another id than the one from before')
  t.match((await ana.get('/test/who')).body, 'Ana is agent')
  t.equal((await ana.get('/sign-in')).headers.location, '/tickets', 'there is nothing to do there any more')
  const { entries } = await access.trail.list({ limit: 5 })
  t.match(entries, [
    {
      who: 'user:ana@example.com',
      what: 'deskSignIn',
      subject: { kind: 'user', id: user.id },
      outcome: 'done',
    },
  ])
})

t.test('a session from before the sign-in is worth nothing afterwards', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  const [planted, ana] = [browse(), browse()]
  await planted.get('/sign-in')
  const id = planted.jar.get('relevo') ?? ''
  ana.jar.set('relevo', id)
  await ana.get('/sign-in')
  await ana.post('/sign-in', { email: 'ana@example.com', password: phrase })
  t.equal((await ana.get('/test/who')).statusCode, 200)
  t.equal((await planted.get('/test/who')).statusCode, 303)
})

t.test('a wrong password says no more than that, and the account waits after some', async (t) => {
  const { browse, addUser, access } = await openSignIn(t)
  const { id } = await addUser('ana@example.com')
  for (const email of ['ana@example.com', 'nobody@example.com']) {
    const visitor = browse()
    const wrong = await visitor.signIn(email, 'not the password')
    t.equal(wrong.statusCode, 401)
    t.match(wrong.body, /role="alert">E-mail and password do not belong together/)
    t.match(wrong.body, `value="${email}"`, 'need not be typed again')
    for (let tries = 2; tries < 5; tries++) await visitor.post('/sign-in', { email, password: 'wrong' })
    const locked = await visitor.post('/sign-in', { email, password: 'wrong' })
    t.equal(locked.statusCode, 429)
    t.match(locked.body, 'This account waits for 5 min')
    t.equal((await visitor.post('/sign-in', { email, password: phrase })).statusCode, 429)
  }
  t.equal((await browse().signIn('', '')).statusCode, 401)
  const refused = () => access.trail.list({ outcome: 'refused', limit: 50 })
  while ((await refused()).entries.length < 4) await new Promise((resolve) => setImmediate(resolve))
  const { entries } = await refused()
  t.same(
    entries.map(({ what, subject }) => `${what} ${subject?.id ?? 'of nobody'}`).sort(),
    [`deskLockOut ${id}`, 'deskLockOut of nobody', `deskSignIn ${id}`, 'deskSignIn of nobody'].sort(),
    'each is on record once a minute, and what was typed is not',
  )
  t.notMatch(JSON.stringify(entries), 'nobody@example.com')
})

t.test('one address cannot go on trying with other accounts', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  const visitor = browse()
  await visitor.get('/sign-in')
  for (let tries = 0; tries < 30; tries++)
    await visitor.post('/sign-in', { email: `someone${tries}@example.com`, password: 'wrong' })
  const refused = await visitor.post('/sign-in', { email: 'ana@example.com', password: phrase })
  t.equal(refused.statusCode, 429)
  t.match(refused.body, 'Too many tries from your network')
  t.equal((await visitor.get('/invitation/made-up')).statusCode, 429)
})

t.test('a form needs the token of a page of ours', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  const ana = browse()
  await ana.get('/sign-in')
  const fields = { email: 'ana@example.com', password: phrase }
  for (const refused of [
    await ana.post('/sign-in', { ...fields, _csrf: 'forged' }),
    await ana.post('/sign-in', fields, { 'sec-fetch-site': 'cross-site' }),
    await browse().post('/sign-in', { ...fields, _csrf: ana.token() }),
  ])
    t.equal(refused.headers.location, '/sign-in?said=again')
  t.match((await ana.get('/sign-in?said=again')).body, 'Please try again')
  t.equal((await ana.get('/test/who')).statusCode, 303, 'nobody was let in')
  t.equal((await ana.post('/sign-in', fields, { 'sec-fetch-site': 'same-origin' })).statusCode, 303)
  t.equal((await ana.post('/account/sign-out-everywhere')).statusCode, 403, 'the token of before is no good')
})

t.test(
  'the cookie cannot be read by scripts, and only goes by https where that is how people come',
  async (t) => {
    const plain = await openSignIn(t)
    await plain.addUser('ana@example.com')
    const page = await plain.browse().get('/sign-in')
    t.match(page.headers['set-cookie'], /^relevo=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const secure = await openSignIn(t, { config: { publicUrl: 'https://desk.example.com' } })
    await secure.addUser('ana@example.com')
    const byProxy = await secure.browse({ host: 'desk.example.com' }).get('/sign-in')
    t.match(byProxy.headers['set-cookie'], /^__Host-relevo=[^;]+; .*Secure/)
    t.notMatch(byProxy.body, 'notice warn')
    t.match(
      (await secure.browse({ host: '10.0.0.1' }).get('/sign-in')).body,
      'The desk is at https://desk.example.com',
    )
    const trusting = await openSignIn(t, { trustProxy: true })
    const forwarded = await trusting.browse({ 'x-forwarded-proto': 'https' }).get('/sign-in')
    t.match(forwarded.headers['set-cookie'], 'Secure')
  },
)

t.test('visitors fill the store with no more than one row each, and not without end', async (t) => {
  const { browse, database } = await openSignIn(t)
  const count = async () => (await database.kysely.selectFrom('desk_sessions').selectAll().execute()).length
  const visitor = browse()
  for (const path of ['/sign-in', '/sign-in', '/invitation/none', '/nowhere', '/test/who'])
    await visitor.get(path)
  t.equal(await count(), 1)
  const app = Fastify()
  t.teardown(() => app.close())
  const limits = await createAddressLimits(app)
  app.get('/', async (request) => {
    let begun = 0
    while (begun < 5_000 && (await limits.mayBeginSession(request))) begun += 1
    return begun
  })
  t.equal((await app.inject('/')).body, '1200', 'one address begins no more')
})

t.test('who signs out is out, here or everywhere', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  const [here, there] = [browse(), browse()]
  for (const each of [here, there]) await each.signIn('ana@example.com')
  const stolen = browse()
  stolen.jar.set('relevo', here.jar.get('relevo') ?? '')
  await here.get('/test/who')
  t.equal((await here.post('/sign-out')).headers.location, '/sign-in?said=signed-out')
  t.equal((await stolen.get('/test/who')).statusCode, 303, 'the cookie from before is no good')
  t.equal((await there.get('/account')).statusCode, 200)
  await here.signIn('ana@example.com')
  await here.get('/account')
  const everywhere = await here.post('/account/sign-out-everywhere')
  t.equal(everywhere.headers.location, '/sign-in?said=signed-out-everywhere')
  t.equal((await there.get('/account')).statusCode, 303)
})

t.test('a session ends when nobody uses it, and is not written for every page', async (t) => {
  const { browse, addUser, clock, database, sessions } = await openSignIn(t)
  await addUser('ana@example.com')
  const ana = browse()
  await ana.signIn('ana@example.com')
  await ana.get('/test/who')
  const row = () => database.kysely.selectFrom('desk_sessions').selectAll().executeTakeFirst()
  const before = await row()
  clock.jump(30_000)
  for (let views = 0; views < 3; views++) t.same((await ana.get('/test/who')).cookies, [])
  await sessions.close()
  t.same(await row(), before)
  clock.jump(13 * 3_600_000)
  t.equal((await ana.get('/test/who')).statusCode, 303)
})

t.test('the first admin comes by the printed link, once, and has to choose well', async (t) => {
  const { browse, users, access } = await openSignIn(t)
  let printed = ''
  const announce = () =>
    announceFirstAdmin({
      users,
      address: 'http://0.0.0.0:8080/',
      write: (text) => {
        printed = text
      },
    })
  t.equal(await announce(), true)
  const [former = ''] = /\/invitation\/\S+/.exec(printed) ?? []
  t.equal(await announce(), true)
  t.match(printed, /^ {2}http:\/\/localhost:8080\/invitation\/[\w-]{32}$/m)
  const [link = ''] = /\/invitation\/\S+/.exec(printed) ?? []
  const boss = browse()
  t.match((await boss.get('/sign-in')).body, 'Nobody has an account yet')
  t.equal((await boss.get(former)).statusCode, 404, 'a new start voids the link of the former')
  t.match((await boss.get(link)).body, 'You become the first admin')
  const weak = await boss.post(link, { name: 'Eva', email: 'eva@example.com', password: 'eva@example.com' })
  t.equal(weak.statusCode, 422)
  t.match(weak.body, /id="fault-password">This is too much like your e-mail/)
  t.match(weak.body, 'value="Eva"')
  const odd = await boss.post(link, { name: '', email: 'eva', password: phrase })
  t.match(odd.body, 'id="fault-email"')
  t.match(odd.body, 'id="fault-name"')
  const entered = await boss.post(link, { name: 'Eva', email: 'Eva@Example.com', password: phrase })
  t.equal(entered.headers.location, '/?said=welcome')
  t.match((await boss.get('/test/who')).body, 'Eva is admin')
  t.equal((await browse().get(link)).statusCode, 404)
  t.match(await access.trail.list({ limit: 1 }), { entries: [{ what: 'deskAcceptInvitation' }] })
  printed = ''
  t.equal(await announce(), false)
  t.equal(printed, '')
})

t.test('whoever has a key of the configuration becomes the first admin, and nobody afterwards', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  const visitor = browse()
  await visitor.get('/sign-in')
  const wrong = await visitor.post('/sign-in/key', { key: 'guessed' })
  t.equal(wrong.statusCode, 401)
  t.match(wrong.body, 'none of the keys')
  const right = await visitor.post('/sign-in/key', { key: 'a-configured-key' })
  t.match(right.headers.location, /^\/invitation\/[\w-]{32}$/)
  t.match((await visitor.get(String(right.headers.location))).body, 'You become the first admin')
  await addUser('ana@example.com')
  t.equal((await visitor.post('/sign-in/key', { key: 'a-configured-key' })).headers.location, '/sign-in')
})

t.test('an invited colleague chooses a password, and one who lost it chooses another', async (t) => {
  const { browse, users, addUser } = await openSignIn(t)
  const user = await addUser('ana@example.com')
  const { secret } = await users.invite(user.id, 'test')
  const ana = browse()
  const page = await ana.get(`/invitation/${secret}`)
  t.match(page.body, 'Hello, Ana.')
  t.match(page.body, 'value="ana@example.com"')
  t.equal(
    (await ana.post(`/invitation/${secret}`, { password: other })).headers.location,
    '/tickets?said=welcome',
  )
  t.equal((await browse().signIn('ana@example.com', other)).statusCode, 303)
  t.equal((await browse().signIn('ana@example.com', phrase)).statusCode, 401)
})

t.test('one sees and changes one’s own account', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  const [ana, there] = [browse(), browse()]
  for (const each of [ana, there]) await each.signIn('ana@example.com')
  const page = await ana.get('/account')
  t.match(page.body, 'this one')
  t.match(page.body, 'another browser')
  await ana.post('/account', { name: 'Ana Ruiz', language: 'es', theme: 'dark' })
  const after = await ana.get('/account')
  t.match(after.body, '<html lang="es" data-theme="dark">')
  t.match(after.body, 'Ana Ruiz')
  t.equal((await ana.post('/account', { name: '', language: 'es', theme: 'pink' })).statusCode, 422)
  const wrong = await ana.post('/account/password', { former: 'x', next: other })
  t.match(wrong.body, /id="fault-former"/)
  const weak = await ana.post('/account/password', { former: phrase, next: 'short' })
  t.match(weak.body, /id="fault-next"/)
  const changed = await ana.post('/account/password', { former: phrase, next: other })
  t.equal(changed.headers.location, '/account?said=password-changed')
  t.equal((await ana.get('/account')).statusCode, 200, 'one stays in here')
  t.equal((await there.get('/account')).statusCode, 303, 'and is out elsewhere')
})

t.test('who is disabled or gets another role is out at the next request', async (t) => {
  const { browse, addUser, users } = await openSignIn(t)
  await addUser('boss@example.com', 'admin')
  const user = await addUser('ana@example.com')
  const ana = browse()
  await ana.signIn('ana@example.com')
  t.equal((await ana.get('/test/who')).statusCode, 200)
  await users.change(user.id, { role: 'supervisor' }, 'test')
  t.equal((await ana.get('/test/who')).statusCode, 303)
  await ana.signIn('ana@example.com')
  t.match((await ana.get('/test/who')).body, 'Ana is supervisor')
  await users.change(user.id, { disabled: true }, 'test')
  t.equal((await ana.get('/test/who')).statusCode, 303)
  t.equal((await ana.signIn('ana@example.com')).statusCode, 401)
})

t.test('a stream ends when its reader may not read any more, and keeps no session alive', async (t) => {
  const { browse, addUser, users, clock, database, sessions } = await openSignIn(t)
  const user = await addUser('ana@example.com')
  const ana = browse()
  await ana.signIn('ana@example.com')
  const stream = ana.get('/test/stream')
  while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve))
  const seen = async () =>
    (await database.kysely.selectFrom('users').select('seen_at').executeTakeFirst())?.seen_at
  const before = await seen()
  for (let looks = 0; looks < 9; looks++) await clock.advance(10_000)
  await sessions.close()
  t.equal(await seen(), before)
  t.equal(clock.pending(), 1, 'it goes on')
  await users.signOutEverywhere(user.id)
  await clock.advance(10_000)
  t.match((await stream).body, 'data: one')
  t.equal(clock.pending(), 0)
})

t.test('nobody is led elsewhere by a link to the sign-in', async (t) => {
  const { browse, addUser } = await openSignIn(t)
  await addUser('ana@example.com')
  for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?back=/']) {
    const ana = browse()
    t.match((await ana.get(`/sign-in?back=${encodeURIComponent(back)}`)).body, 'name="back" value="/"', back)
    const entered = await ana.post('/sign-in', { email: 'ana@example.com', password: phrase, back })
    t.equal(entered.headers.location, '/tickets', back)
  }
})

t.test('while the store is away, the page says so', async (t) => {
  const { browse, addUser, store } = await openSignIn(t)
  await addUser('ana@example.com')
  const ana = browse()
  await ana.signIn('ana@example.com')
  store.isAway = true
  for (const visitor of [ana, browse()]) {
    const page = await visitor.get('/sign-in')
    t.equal(page.statusCode, 503)
    t.match(page.body, 'The store cannot be reached')
  }
})
