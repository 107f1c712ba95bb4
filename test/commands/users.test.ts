import t from 'tap'
import { createSessions } from '../../src/access/users/create-sessions.ts'
import { createUsers } from '../../src/access/users/create-users.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { quickPasswords } from '../access/users/quick-passwords.ts'
import { silent } from '../ledger/silent.ts'
import { run } from './run.ts'

const phrase = 'barco lento de papel'

t.test('whoever runs the machine manages the people of the desk beside the running service', async (t) => {
  const dataDir = t.testdir()
  const database = await openDatabase({ dataDir, exclusive: true, logger: silent })
  t.teardown(() => database.close())
  const sessions = createSessions({
    database,
    clock: systemClock,
    logger: silent,
    limits: { idle: 3_600_000, longest: 3_600_000 },
  })
  const people = createUsers({
    database,
    clock: systemClock,
    logger: silent,
    lockOut: { failures: 3, wait: 60_000 },
    passwords: quickPasswords(),
  })
  const env = { RELEVO_DATA_DIR: dataDir, USER: 'carmen', PORT: '9090' }
  const users = (...args: string[]) => run(['users', ...args], env)
  const secretIn = (text: string) =>
    /^http:\/\/127\.0\.0\.1:9090\/invitation\/([\w-]{32})\n$/.exec(text)?.[1] ?? ''

  await t.test('the first admin gets a link', async (t) => {
    t.match(await users(), { code: 0, out: /no users yet/ })
    const { code, out, err } = await users('link')
    t.equal(code, 0)
    t.match(err, 'becomes the first admin')
    t.match(await people.accept(secretIn(out), phrase, { email: 'eva@example.com', name: 'Eva' }), {
      kind: 'accepted',
      user: { role: 'admin' },
    })
    t.match(await users('link'), { code: 2, err: /Say for whom/ })
  })

  await t.test('somebody is added, and gets a link', async (t) => {
    const added = await users('add', 'Ana@example.com', '--name', 'Ana', '--role', 'supervisor')
    t.equal(added.code, 0)
    t.match(added.err, 'For ana@example.com')
    t.match(await people.invited(secretIn(added.out)), { user: { name: 'Ana', createdBy: 'cli:carmen' } })
    t.match(await users('add', 'ana@example.com'), { code: 1, err: /has this address already/ })
    t.match(await users('add', 'ana'), { code: 2, err: /no e-mail address/ })
    t.match(await users('add', 'leo@example.com', '--role', 'owner'), { code: 2, err: /is no role/ })
  })

  await t.test('who is locked out comes in by a new link', async (t) => {
    for (let tries = 0; tries < 3; tries++) await people.verify('eva@example.com', 'wrong')
    t.match(await users('list'), { out: /^Eva +eva@example\.com +admin +us_\w{20} .* locked$/m })
    const { link, user } = JSON.parse((await users('link', 'EVA@example.com', '--json')).out)
    t.match(user, { email: 'eva@example.com', role: 'admin' })
    t.match(await people.accept(String(link).split('/').at(-1) ?? '', phrase), { kind: 'accepted' })
    t.match(await people.verify('eva@example.com', phrase), { kind: 'verified' })
  })

  await t.test('roles change, people are shut out, and the last admin stays', async (t) => {
    const ana = (await people.list()).find(({ name }) => name === 'Ana')
    await sessions.begin('a-session', { userId: ana?.id ?? '', data: {} })
    t.match(await users('role', 'ana@example.com', 'agent'), { code: 0, out: /^Ana \(us_\w+\): agent;/ })
    t.equal(await sessions.find('a-session'), null, 'signed out by it')
    t.match(await users('disable', ana?.id ?? ''), { code: 0, out: /: disabled;/ })
    t.match(await users('link', 'ana@example.com'), { code: 1, err: /is disabled/ })
    t.match(JSON.parse((await users('enable', 'ana@example.com', '--json')).out), { disabled_at: null })
    t.match(await users('disable', 'eva@example.com'), { code: 1, err: /Nobody would be left/ })
    t.match(await users('role', 'eva@example.com', 'agent'), { code: 1 })
    t.match(await users('disable', 'nobody@example.com'), { code: 1, err: /no user with this id/ })
    t.match(await users('role', 'eva@example.com'), { code: 2 })
    t.match(await users('explode'), { code: 2, err: /no "users explode"/ })
  })

  await t.test('all of it stands in the audit trail, by whom, and without an address', async (t) => {
    const { entries } = JSON.parse((await run(['audit', '--json'], env)).out)
    t.match(entries[0], {
      who: 'cli:carmen',
      what: 'setUserRole',
      outcome: 'refused',
      subject: { kind: 'user' },
    })
    t.same([...new Set(entries.map(({ what }: { what: string }) => what))].sort(), [
      'createUser',
      'disableUser',
      'enableUser',
      'linkUser',
      'setUserRole',
    ])
    t.notMatch(JSON.stringify(entries), 'example.com')
  })
})
