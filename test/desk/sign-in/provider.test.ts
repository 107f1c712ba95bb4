import t, { type Test } from 'tap'
import { configurationSchema } from '../../../schemas/configuration.ts'
import { decidePerson } from '../../../src/desk/sign-in/oidc/decide-person.ts'
import { readClaims } from '../../../src/desk/sign-in/oidc/read-claims.ts'
import { openSignIn } from './open-sign-in.ts'
import { type Person, startProvider } from './start-provider.ts'

// Nothing listens there: the test goes back by itself.
const publicUrl = 'http://127.0.0.1:9'

const people: Record<string, Person> = {
  ana: { email: 'Ana@example.com', email_verified: true, name: 'Ana', groups: ['support'] },
  leads: { email: 'lead@example.com', email_verified: true, name: 'Lea', groups: ['support', 'leads'] },
  mallory: { email: 'boss@example.com', email_verified: false, name: 'Mallory' },
  nobody: { email: 'nobody@example.com', email_verified: true, name: 'N' },
}

const opened = async (t: Test, oidc: Record<string, unknown> = {}, desk: Record<string, unknown> = {}) => {
  const provider = await startProvider(t, { returnAddress: `${publicUrl}/sign-in/oidc/return`, people })
  const site = await openSignIn(t, {
    config: {
      publicUrl,
      desk: {
        ...desk,
        oidc: {
          issuer: provider.issuer,
          clientId: 'relevo',
          clientSecret: 'between the two',
          name: 'Acme ID',
          ...oidc,
        },
      },
    },
  })
  await site.addUser('boss@example.com', 'admin', 'Eva')
  /** As far as the way back, which the test goes itself. */
  const comeBack = async (
    visitor: ReturnType<typeof site.browse>,
    person: string | null,
    back = '/test/who',
  ) => {
    provider.now.person = person
    const sent = await visitor.get(`/sign-in/oidc?back=${encodeURIComponent(back)}`)
    t.equal(sent.statusCode, 303)
    return provider.visit(String(sent.headers.location))
  }
  return { provider, ...site, comeBack }
}

t.test('who is known by a verified address is let in, and known by the provider from then on', async (t) => {
  const { addUser, browse, comeBack, users, access } = await opened(t)
  const user = await addUser('ana@example.com')
  const ana = browse()
  const page = await ana.get('/sign-in?back=%2Ftest%2Fwho')
  t.match(page.body, '<a class="button" href="/sign-in/oidc?back=%2Ftest%2Fwho">Sign in with Acme ID</a>')
  const before = ana.jar.get('relevo')
  const way = await comeBack(ana, 'ana')
  const entered = await ana.get(way)
  t.equal(entered.headers.location, '/test/who')
  t.not(ana.jar.get('relevo'), before)
  t.match((await ana.get('/test/who')).body, 'Ana is agent')
  t.match(await users.find(user.id), { hasIdentity: true })
  t.match(await access.trail.list({ limit: 1 }), { entries: [{ what: 'deskSignInByProvider' }] })
  const again = browse()
  t.equal((await again.get(way)).statusCode, 400, 'another browser gets nothing from the address')
})

t.test('what came back for something else is not believed', async (t) => {
  const { addUser, browse, comeBack } = await opened(t)
  await addUser('ana@example.com')
  const ana = browse()
  const way = await comeBack(ana, 'ana')
  const forged = await ana.get(way.replace(/state=[^&]+/, 'state=forged'))
  t.equal(forged.statusCode, 400)
  t.match(forged.body, 'Please begin again')
  t.equal((await ana.get(way)).statusCode, 400, 'one try each')
  const first = await comeBack(ana, 'ana')
  const second = await comeBack(ana, 'ana')
  t.equal((await ana.get(first)).statusCode, 400, 'of a trip that was begun anew')
  t.equal((await ana.get(second)).statusCode, 400)
  t.equal((await ana.get('/test/who')).statusCode, 303)
})

t.test('a trip does not last for ever', async (t) => {
  const { addUser, browse, comeBack, clock } = await opened(t)
  await addUser('ana@example.com')
  const ana = browse()
  const way = await comeBack(ana, 'ana')
  clock.jump(11 * 60_000)
  t.match((await ana.get(way)).body, 'Please begin again')
})

t.test('an address that is not verified is nobody’s', async (t) => {
  const { browse, comeBack } = await opened(t, { newPeople: 'agent' })
  const visitor = browse()
  const refused = await visitor.get(await comeBack(visitor, 'mallory'))
  t.equal(refused.statusCode, 403)
  t.match(refused.body, 'Acme ID does not say that your e-mail is verified')
  t.equal((await visitor.get('/test/who')).statusCode, 303)
})

t.test('who is not known is refused, or becomes an agent', async (t) => {
  const strict = await opened(t)
  const visitor = strict.browse()
  const refused = await visitor.get(await strict.comeBack(visitor, 'nobody'))
  t.equal(refused.statusCode, 403)
  t.match(refused.body, 'You are not known here yet')
  const open = await opened(t, { newPeople: 'agent' }, { passwords: false })
  const newcomer = open.browse()
  t.notMatch((await newcomer.get('/sign-in')).body, 'type="password"')
  await newcomer.get(await open.comeBack(newcomer, 'nobody'))
  t.match((await newcomer.get('/test/who')).body, 'N is agent')
  t.match((await newcomer.get('/account')).body, 'have no password here')
})

t.test('groups give roles, and take them', async (t) => {
  const groups = {
    scopes: ['openid', 'email', 'profile', 'groups'],
    rolesClaim: 'groups',
    roles: { agent: ['support'], supervisor: ['leads'] },
  }
  const { browse, comeBack, users } = await opened(t, groups)
  const lead = browse()
  await lead.get(await comeBack(lead, 'leads'))
  t.match((await lead.get('/test/who')).body, 'Lea is supervisor')
  people['leads'] = { ...people['leads'], groups: ['support'] }
  const again = browse()
  await again.get(await comeBack(again, 'leads'))
  t.match((await again.get('/test/who')).body, 'Lea is agent')
  t.equal((await lead.get('/test/who')).statusCode, 303, 'who has another role signs in anew')
  const stranger = browse()
  t.match((await stranger.get(await comeBack(stranger, 'nobody'))).body, 'None of your groups at Acme ID')
  t.equal((await users.list()).length, 2)
})

t.test('who turns back is told so, and so is everybody when the provider is away', async (t) => {
  const { browse, comeBack, provider } = await opened(t)
  const visitor = browse()
  const refused = await visitor.get(await comeBack(visitor, null))
  t.equal(refused.statusCode, 403)
  t.match(refused.body, 'Acme ID did not let you in')
  const way = await comeBack(visitor, 'ana')
  await provider.stop()
  const away = await visitor.get(way)
  t.equal(away.statusCode, 502)
  t.match(away.body, 'Acme ID cannot be reached')
  t.match(away.body, 'type="password"', 'there is another way in')
})

t.test('a provider that is misconfigured, away, or not there, is no more than a sentence', async (t) => {
  const { browse, provider } = await opened(t, { clientSecret: 'wrong' })
  const visitor = browse()
  provider.now.person = 'ana'
  const sent = await visitor.get('/sign-in/oidc')
  const misconfigured = await visitor.get(await provider.visit(String(sent.headers.location)))
  t.equal(misconfigured.statusCode, 502)
  t.match(misconfigured.body, 'is not set up well')
  const away = await openSignIn(t, {
    config: { desk: { oidc: { issuer: 'http://127.0.0.1:9', clientId: 'relevo' } } },
  })
  t.match((await away.browse().get('/sign-in/oidc')).body, 'cannot be reached')
  t.equal((await (await openSignIn(t)).browse().get('/sign-in/oidc')).statusCode, 404)
})

t.test(
  'a configuration by which anybody could say who people are is refused, and one by which nobody gets in',
  async (t) => {
    const parse = (desk: Record<string, unknown>) => configurationSchema.safeParse({ desk }).success
    const oidc = (issuer: string) => ({ oidc: { issuer, clientId: 'relevo' } })
    t.equal(parse(oidc('http://id.example.com')), false)
    t.equal(parse(oidc('http://localhost.example.com')), false)
    t.equal(parse(oidc('http://127.0.0.1:8080/realms/acme')), true)
    t.equal(parse({ ...oidc('https://id.example.com'), passwords: false }), true)
    t.equal(parse({ passwords: false }), false)
  },
)

t.test('claims are read as providers write them', async (t) => {
  const who = { iss: 'https://id.example.com', sub: '1' }
  t.match(readClaims({ ...who, email_verified: 'true', groups: 'one' }, 'groups'), {
    isVerified: true,
    email: null,
    groups: ['one'],
  })
  t.same(readClaims({ ...who, realm_access: { roles: ['a'] } }, 'realm_access.roles').groups, ['a'])
  t.same(readClaims({ ...who, 'https://acme/groups': ['a'] }, 'https://acme/groups').groups, ['a'])
  t.same(readClaims({ ...who, groups: { a: 1 } }, 'groups').groups, [])
  t.throws(() => readClaims({ iss: 'https://id.example.com' }, undefined))
})

t.test('the highest role of the groups counts', async (t) => {
  const { oidc } = configurationSchema.parse({
    desk: {
      oidc: {
        issuer: 'https://id.example.com',
        clientId: 'relevo',
        rolesClaim: 'groups',
        roles: { agent: ['a'], supervisor: ['s'], admin: ['x'] },
      },
    },
  }).desk
  if (oidc === undefined) throw new Error('There is a provider.')
  const claims = { issuer: 'i', subject: '1', email: 'a@example.com', isVerified: true, name: null }
  t.match(decidePerson({ ...claims, groups: ['a', 'x', 's'] }, oidc), {
    person: { role: 'admin', add: true },
  })
  t.same(decidePerson({ ...claims, groups: ['other'] }, oidc), { kind: 'no-role' })
  t.match(decidePerson({ ...claims, groups: [] }, { ...oidc, newPeople: 'agent' }), {
    person: { role: 'agent' },
  })
})
