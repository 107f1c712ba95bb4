import t, { type Test } from 'tap'
import { decideUserState } from '../../../src/desk/users/decide-user-state.ts'
import { aUser } from '../open-desk.ts'
import { openSignIn } from '../sign-in/open-sign-in.ts'

const opened = async (t: Test, config: Record<string, unknown> = {}) => {
  const site = await openSignIn(t, { config })
  const boss = await site.addUser('boss@example.com', 'admin', 'Eva')
  const admin = site.browse()
  await admin.signIn('boss@example.com')
  await admin.get('/settings/users')
  const trail = async () => (await site.access.trail.list({ limit: 20 })).entries
  return { ...site, boss, admin, trail }
}

t.test('an admin invites somebody by a link that is shown once', async (t) => {
  const { admin, browse, users, trail } = await opened(t, { publicUrl: 'http://desk.example.com/' })
  const fields = { name: 'Ana <b>', email: 'Ana@example.com', role: 'supervisor' }
  const made = await admin.post('/settings/users', fields)
  const [, link = ''] =
    /<code id="link">http:\/\/desk\.example\.com(\/invitation\/[\w-]{32})<\/code>/.exec(made.body) ?? []
  t.match(made.body, 'data-copy="link"')
  t.match(made.body, 'has not come yet')
  t.notMatch((await admin.get('/settings/users')).body, link)
  t.match((await browse().get(link)).body, 'Hello, Ana &lt;b&gt;.')
  t.match((await users.list())[0], {
    email: 'ana@example.com',
    role: 'supervisor',
    createdBy: 'user:boss@example.com',
  })
  t.match(
    (await trail()).find(({ what }) => what === 'deskInviteUser')?.subject,
    { kind: 'user', id: (await users.list())[0]?.id ?? '' },
    'the trail names whom',
  )
  const taken = await admin.post('/settings/users', fields)
  t.equal(taken.statusCode, 409)
  t.match(taken.body, /id="fault-email">Somebody has this address already/)
  t.match(taken.body, 'value="Ana@example.com"')
  const odd = await admin.post('/settings/users', { name: '', email: 'ana' })
  t.equal(odd.statusCode, 422)
  t.match(odd.body, 'id="fault-name"')
  t.match(
    (await trail()).filter(({ what }) => what === 'deskInviteUser').map(({ outcome }) => outcome),
    ['refused', 'refused', 'done'],
  )
})

t.test('an admin changes roles, switches off and on, and signs out', async (t) => {
  const { admin, browse, addUser, users, trail } = await opened(t)
  const user = await addUser('ana@example.com')
  const ana = browse()
  const isIn = async () => (await ana.get('/account')).statusCode === 200
  const act = (verb: string, fields: Record<string, string> = {}) =>
    admin.post(`/settings/users/${user.id}/${verb}`, fields)
  await ana.signIn('ana@example.com')
  t.equal(await isIn(), true)
  t.equal((await act('sign-out')).headers.location, '/settings/users?said=user-signed-out')
  t.equal(await isIn(), false)
  await act('role', { role: 'supervisor' })
  t.equal((await users.find(user.id))?.role, 'supervisor')
  t.equal((await act('role', { role: 'owner' })).statusCode, 422)
  await act('disable')
  t.match((await admin.get('/settings/users')).body, 'switched off')
  const refused = await act('link')
  t.equal(refused.statusCode, 409)
  t.notMatch(refused.body, '/invitation/')
  await act('enable')
  t.match((await act('link')).body, /http:\/\/localhost:80\/invitation\/[\w-]{32}/)
  const done = (await trail()).filter(({ subject }) => subject?.id === user.id)
  t.same(done.map(({ what, outcome }) => `${what} ${outcome}`).reverse(), [
    'deskSignIn done',
    'deskSignUserOut done',
    'deskMakeSupervisor done',
    'deskSetRole refused',
    'deskDisableUser done',
    'deskLinkUser refused',
    'deskEnableUser done',
    'deskLinkUser done',
  ])
})

t.test('the last admin stays, and nobody that does not exist is changed', async (t) => {
  const { admin, boss } = await opened(t)
  const refused = await admin.post(`/settings/users/${boss.id}/disable`)
  t.equal(refused.statusCode, 409)
  t.match(refused.body, 'Nobody would be left who can change settings')
  t.equal((await admin.post(`/settings/users/${boss.id}/role`, { role: 'agent' })).statusCode, 409)
  for (const verb of ['link', 'role', 'disable', 'enable', 'sign-out'])
    t.equal((await admin.post(`/settings/users/us_none/${verb}`, { role: 'agent' })).statusCode, 404, verb)
})

t.test('without passwords nobody gets a link', async (t) => {
  const { addUser, browse, config } = await openSignIn(t, {
    config: { desk: { oidc: { issuer: 'https://id.example.com', clientId: 'relevo', name: 'Acme ID' } } },
  })
  const user = await addUser('boss@example.com', 'admin')
  const admin = browse()
  await admin.signIn('boss@example.com')
  config.desk.passwords = false
  t.match((await admin.get('/settings/users')).body, 'They can sign in with Acme ID right away')
  const added = await admin.post('/settings/users', { name: 'Ana', email: 'ana@example.com', role: 'agent' })
  t.equal(added.headers.location, '/settings/users?said=user-added')
  t.equal((await admin.post(`/settings/users/${user.id}/link`)).statusCode, 404)
})

t.test('many people come page by page', async (t) => {
  const { admin, users } = await opened(t)
  for (let number = 0; number < 60; number++)
    await users.add({ email: `p${number}@example.com`, name: `P ${number}`, role: 'agent', by: 'test' })
  const first = await admin.get('/settings/users')
  t.equal(first.body.match(/p\d+@example\.com/g)?.length, 49)
  t.match(first.body, 'href="/settings/users?from=50"')
  const second = await admin.get('/settings/users?from=50')
  t.equal(second.body.match(/p\d+@example\.com/g)?.length, 11)
  t.notMatch(second.body, 'from=100')
  t.equal((await admin.get('/settings/users?from=-1')).statusCode, 200)
})

t.test('the page is for admins, and speaks Spanish', async (t) => {
  const { admin, browse, addUser } = await opened(t)
  await addUser('ana@example.com', 'supervisor')
  const ana = browse()
  await ana.signIn('ana@example.com')
  t.equal((await ana.get('/settings/users')).statusCode, 403)
  await ana.get('/account')
  const refused = await ana.post('/settings/users', { name: 'Me', email: 'me@example.com', role: 'admin' })
  t.equal(refused.statusCode, 403)
  await admin.post('/account', { name: 'Eva', language: 'es', theme: '' })
  t.match((await admin.get('/settings/users')).body, 'Invitar a alguien')
})

t.test('the state of somebody says what they can do now', async (t) => {
  const user = aUser('agent')
  t.equal(decideUserState(user, 10), 'active')
  t.equal(decideUserState({ ...user, lockedUntil: 11 }, 10), 'locked')
  t.equal(decideUserState({ ...user, lockedUntil: 10 }, 10), 'active')
  t.equal(decideUserState({ ...user, hasPassword: false }, 10), 'invited')
  t.equal(decideUserState({ ...user, hasPassword: false, hasIdentity: true }, 10), 'active')
  t.equal(decideUserState({ ...user, disabledAt: 1, lockedUntil: 11 }, 10), 'disabled')
})
