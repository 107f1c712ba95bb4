import t, { type Test } from 'tap'
import { createSessions } from '../../../src/access/users/create-sessions.ts'
import { createUsers } from '../../../src/access/users/create-users.ts'
import { hashOpaque } from '../../../src/access/users/opaque-secret.ts'
import type { User, Users, VouchedPerson } from '../../../src/access/users/users.ts'
import type { Database } from '../../../src/database/database.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { quickPasswords } from './quick-passwords.ts'

export interface UsersUnderTest {
  database: Database
  /** The same store as another process opens it. */
  beside(): Promise<Database>
  /** The same store for what is done at the same time; in SQLite one process cannot wait for itself. */
  rival(): Promise<Database>
}

const phrase = 'barco lento de papel'
const other = 'siete nubes de algodón'
const minute = 60_000
const hour = 60 * minute

/** What people and sessions promise, over any store. */
export const describeUsers = (name: string, open: (t: Test) => Promise<UsersUnderTest>): void => {
  const opened = async (t: Test) => {
    const { database, beside, rival } = await open(t)
    const clock = createManualClock(Date.UTC(2026, 10, 21, 12))
    const over = (store: Database) => {
      const sessions = createSessions({
        database: store,
        clock,
        logger: silent,
        limits: { idle: 12 * hour, longest: 48 * hour },
      })
      t.teardown(() => sessions.close())
      const users = createUsers({
        database: store,
        clock,
        logger: silent,
        lockOut: { failures: 3, wait: 5 * minute },
        onChanged: sessions.forget,
        passwords: quickPasswords(),
      })
      return { users, sessions }
    }
    return {
      database,
      clock,
      ...over(database),
      elsewhere: async () => over(await beside()),
      atOnce: async () => over(await rival()),
    }
  }

  const added = async (users: Users, email: string, role: User['role'] = 'agent', password = phrase) => {
    const outcome = await users.add({ email, name: `Ana ${role}`, role, by: 'test' })
    if (outcome.kind !== 'added') throw new Error(outcome.kind)
    const { secret } = await users.invite(outcome.user.id, 'test')
    await users.accept(secret, password)
    return outcome.user
  }

  t.test(`${name}: one address is one person, however it is written, in any replica`, async (t) => {
    const { users, atOnce, database } = await opened(t)
    const there = await atOnce()
    const outcomes = await Promise.all([
      users.add({ email: ' Ana@Example.com ', name: 'Ana', role: 'agent', by: 'test' }),
      there.users.add({ email: 'ana@example.com', name: 'Ana', role: 'agent', by: 'test' }),
    ])
    t.same(outcomes.map(({ kind }) => kind).sort(), ['added', 'email-taken'])
    const eva = await added(users, 'eva@example.com')
    t.match(await users.change(eva.id, { email: 'ANA@example.com' }, 'test'), { kind: 'email-taken' })
    t.match(await users.change(eva.id, { email: 'eva.b@example.com' }, 'test'), { kind: 'changed' })
    t.notMatch(JSON.stringify(await users.list()), /scrypt|argon/, 'no hash leaves')
    const kept = JSON.stringify(await database.kysely.selectFrom('users').selectAll().execute())
    t.notMatch(kept, phrase)
  })

  t.test(`${name}: a link sets a password once, and a new one voids it`, async (t) => {
    const { users, clock, database } = await opened(t)
    const ana = await users.add({ email: 'ana@example.com', name: 'Ana', role: 'agent', by: 'test' })
    if (ana.kind !== 'added') throw new Error(ana.kind)
    const first = await users.invite(ana.user.id, 'test')
    const second = await users.invite(ana.user.id, 'test')
    t.equal(await users.invited(first.secret), null)
    t.match(await users.accept(second.secret, 'ana'), { kind: 'weak', why: 'too-short' })
    t.match(await users.accept(second.secret, phrase), { kind: 'accepted', user: { hasPassword: true } })
    t.same(await users.accept(second.secret, other), { kind: 'void' })
    t.match(await users.verify('ANA@example.com', phrase), { kind: 'verified' })
    const late = await users.invite(ana.user.id, 'test')
    t.notMatch(
      JSON.stringify(await database.kysely.selectFrom('invitations').selectAll().execute()),
      late.secret,
    )
    clock.jump(72 * hour)
    t.same(await users.accept(late.secret, other), { kind: 'void' })
  })

  t.test(`${name}: there is one first admin, also when two follow the link at once`, async (t) => {
    const { users, atOnce } = await opened(t)
    const there = await atOnce()
    t.equal(await users.hasAny(), false)
    const { secret } = await users.invite(null, 'start')
    t.same(await users.invited(secret), { user: null })
    const outcomes = await Promise.all([
      users.accept(secret, phrase, { email: 'ana@example.com', name: 'Ana' }),
      there.users.accept(secret, phrase, { email: 'eva@example.com', name: 'Eva' }),
    ])
    t.same(outcomes.map(({ kind }) => kind).sort(), ['accepted', 'void'])
    t.equal(await users.hasAny(), true)
    t.match(await users.list(), [{ role: 'admin' }])
    const again = await users.invite(null, 'start')
    t.equal(await users.invited(again.secret), null, 'no second one later')
    t.same(await users.accept(again.secret, phrase, { email: 'x@example.com', name: 'X' }), { kind: 'void' })
  })

  t.test(`${name}: somebody who can change settings is always left`, async (t) => {
    const { users, atOnce } = await opened(t)
    const there = await atOnce()
    const [ana, eva] = [
      await added(users, 'ana@example.com', 'admin'),
      await added(users, 'eva@example.com', 'admin'),
    ]
    await users.add({ email: 'never.came@example.com', name: 'N', role: 'admin', by: 'test' })
    const outcomes = await Promise.all([
      users.change(ana.id, { disabled: true }, 'test'),
      there.users.change(eva.id, { role: 'agent' }, 'test'),
    ])
    t.same(outcomes.map(({ kind }) => kind).sort(), ['changed', 'last-admin'])
  })

  t.test(`${name}: too many wrong passwords lock, the same for addresses of nobody`, async (t) => {
    const { users, clock, elsewhere } = await opened(t)
    const there = await elsewhere()
    const ana = await added(users, 'ana@example.com')
    for (const email of ['ana@example.com', 'nobody@example.com']) {
      const until = clock.now() + 5 * minute
      t.same(await users.verify(email, 'wrong'), { kind: 'wrong' }, email)
      t.same(await there.users.verify(email, 'wrong'), { kind: 'wrong' })
      t.same(await users.verify(email, 'wrong'), { kind: 'locked', until })
      t.same(await there.users.verify(email, phrase), { kind: 'locked', until }, 'whatever the password is')
    }
    clock.jump(5 * minute)
    for (const email of ['ana@example.com', 'nobody@example.com']) {
      await users.verify(email, 'wrong')
      await users.verify(email, 'wrong')
      t.same(
        await users.verify(email, 'wrong'),
        { kind: 'locked', until: clock.now() + 10 * minute },
        'twice as long',
      )
    }
    t.equal((await users.find(ana.id))?.lockedUntil, clock.now() + 10 * minute)
    clock.jump(10 * minute)
    t.match(await users.verify('ana@example.com', phrase), { kind: 'verified', user: { lockedUntil: null } })
    await users.verify('ana@example.com', 'wrong')
    t.same(await users.verify('ana@example.com', 'wrong'), { kind: 'wrong' }, 'the right one began anew')
  })

  t.test(`${name}: no more guesses are compared than may be, however many come at once`, async (t) => {
    const { users } = await opened(t)
    await added(users, 'ana@example.com')
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => users.verify('ana@example.com', 'wrong')),
    )
    t.equal(tries.filter(({ kind }) => kind === 'wrong').length, 2)
    t.equal(tries.filter(({ kind }) => kind === 'locked').length, 10)
    const ana = (await users.list())[0]
    const { secret } = await users.invite(ana?.id ?? '', 'test')
    t.match(await users.accept(secret, other), { kind: 'accepted' })
    t.match(await users.verify('ana@example.com', other), { kind: 'verified' }, 'a link opens it again')
  })

  t.test(`${name}: a disabled one cannot sign in, and is told what a stranger is`, async (t) => {
    const { users } = await opened(t)
    await added(users, 'boss@example.com', 'admin')
    const ana = await added(users, 'ana@example.com')
    const { secret } = await users.invite(ana.id, 'test')
    const open = await users.invite(ana.id, 'test')
    await users.change(ana.id, { disabled: true }, 'test')
    t.same(await users.verify('ana@example.com', phrase), { kind: 'wrong' })
    t.equal(await users.invited(secret), null)
    t.same(await users.accept(secret, other), { kind: 'void' })
    await users.change(ana.id, { disabled: false }, 'test')
    t.equal(await users.invited(open.secret), null, 'a link from before stays void')
    t.match(await users.verify('ana@example.com', phrase), { kind: 'verified' })
  })

  t.test(
    `${name}: a provider's person is linked once, added if wished, and gets the role of the groups`,
    async (t) => {
      const { users } = await opened(t)
      const person = (change: Partial<VouchedPerson>): VouchedPerson => ({
        issuer: 'https://id.example.com',
        subject: '1',
        email: 'Ana@example.com',
        name: 'Ana',
        role: null,
        add: false,
        ...change,
      })
      t.same(await users.recognise(person({ add: true })), { kind: 'unknown' }, 'the first one is an admin')
      const boss = await added(users, 'boss@example.com', 'admin')
      t.same(await users.recognise(person({})), { kind: 'unknown' })
      t.same(await users.recognise(person({ email: null, add: true })), { kind: 'unknown' })
      const ana = await added(users, 'ana@example.com')
      t.match(await users.recognise(person({})), {
        kind: 'recognised',
        user: { id: ana.id, hasIdentity: true },
      })
      t.same(
        await users.recognise(person({ subject: '2' })),
        { kind: 'taken' },
        'the address alone is not enough',
      )
      t.match(await users.recognise(person({ email: 'new@example.com', role: 'supervisor' })), {
        user: { id: ana.id, email: 'ana@example.com', role: 'supervisor' },
      })
      t.match(await users.recognise(person({ subject: '3', email: 'eva@example.com', add: true })), {
        kind: 'recognised',
        user: { role: 'agent', createdBy: 'oidc', hasPassword: false },
      })
      await users.change(ana.id, { disabled: true }, 'test')
      t.same(await users.recognise(person({})), { kind: 'disabled' })
      t.match(await users.recognise(person({ subject: '4', email: 'boss@example.com', role: 'agent' })), {
        user: { id: boss.id, role: 'admin' },
      })
    },
  )

  t.test(
    `${name}: a session lasts while it is used, is kept as a hash, and is written once a minute`,
    async (t) => {
      const { users, sessions, database, clock } = await opened(t)
      const ana = await added(users, 'ana@example.com')
      await sessions.begin('the-id', { userId: ana.id, data: { _csrf: 'x' } })
      t.match(await sessions.find('the-id'), {
        userId: ana.id,
        user: { name: 'Ana agent' },
        data: { _csrf: 'x' },
      })
      t.equal(await sessions.find('another'), null)
      const row = () => database.kysely.selectFrom('desk_sessions').selectAll().executeTakeFirstOrThrow()
      const begun = await row()
      t.equal(begun.hash, hashOpaque('the-id'))
      t.notMatch(JSON.stringify(begun), 'the-id')
      clock.jump(59_000)
      await sessions.find('the-id')
      await sessions.close()
      t.equal((await row()).seen_at, begun.seen_at)
      clock.jump(1_000)
      await sessions.find('the-id')
      await sessions.close()
      t.equal((await row()).seen_at, clock.now())
      t.equal((await users.find(ana.id))?.seenAt, clock.now())
      for (let hours = 0; hours < 44; hours += 11) {
        clock.jump(11 * hour)
        t.ok(await sessions.find('the-id'), `after ${hours + 11} hours`)
        await sessions.close()
      }
      clock.jump(5 * hour)
      t.equal(await sessions.find('the-id'), null, 'the longest time is over')
      await sessions.begin('idle', { userId: ana.id, data: {} })
      clock.jump(12 * hour)
      t.equal(await sessions.find('idle'), null, 'nobody used it')
    },
  )

  t.test(`${name}: who is signed out everywhere is so at once here, in seconds elsewhere`, async (t) => {
    const { users, sessions, clock, elsewhere } = await opened(t)
    const there = await elsewhere()
    await added(users, 'boss@example.com', 'admin')
    const ana = await added(users, 'ana@example.com')
    const signIn = async (id: string) => {
      await sessions.begin(id, { userId: ana.id, data: {} })
      t.ok((await sessions.find(id)) && (await there.sessions.find(id)))
    }
    const gone = async (id: string) => {
      t.equal(await sessions.find(id), null)
      clock.jump(5_000)
      t.equal(await there.sessions.find(id), null)
    }
    await signIn('one')
    await users.signOutEverywhere(ana.id)
    await gone('one')
    await signIn('two')
    await users.change(ana.id, { role: 'supervisor' }, 'test')
    await gone('two')
    await signIn('three')
    await users.change(ana.id, { language: 'es' }, 'test')
    t.match(await sessions.find('three'), { user: { language: 'es', role: 'supervisor' } }, 'seen at once')
    await signIn('four')
    t.match(await users.changePassword(ana.id, { former: phrase, next: other, keep: hashOpaque('four') }), {
      kind: 'changed',
    })
    t.ok(await sessions.find('four'))
    await gone('three')
    await users.change(ana.id, { disabled: true }, 'test')
    await gone('four')
    await sessions.change('four', { userId: ana.id, data: { back: '/' } })
    t.equal(await sessions.find('four'), null, 'a late write does not bring it back')
  })

  t.test(`${name}: all replicas sign with the same secret, made once`, async (t) => {
    const { sessions, atOnce } = await opened(t)
    const there = await atOnce()
    const [one, two] = await Promise.all([sessions.secret(), there.sessions.secret()])
    t.equal(one, two)
    t.ok(one.length >= 43)
  })

  t.test(`${name}: what serves nobody any more is deleted, in portions`, async (t) => {
    const { users, sessions, database, clock } = await opened(t)
    const ana = await added(users, 'ana@example.com')
    for (const id of ['1', '2', '3']) await sessions.begin(id, { userId: null, data: {} })
    await sessions.begin('kept', { userId: ana.id, data: {} })
    await users.invite(ana.id, 'test')
    await users.verify('nobody@example.com', 'wrong')
    clock.jump(hour)
    t.equal(await sessions.find('1'), null, 'an hour, while nobody has signed in')
    t.equal(await sessions.purge({ limit: 2 }), 2)
    t.equal(await sessions.purge({ limit: 2 }), 1)
    t.ok(await sessions.find('kept'))
    clock.jump(72 * hour)
    t.equal(await sessions.purge({ limit: 10 }), 3)
    for (const table of ['desk_sessions', 'invitations', 'sign_in_guesses'] as const)
      t.same(await database.kysely.selectFrom(table).selectAll().execute(), [], table)
  })
}
