import t, { type Test } from 'tap'
import type { Access, Deed } from '../../src/access/access.ts'
import { createAccess } from '../../src/access/create-access.ts'
import { parseKeyId } from '../../src/access/key-text.ts'
import type { Database } from '../../src/database/database.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock, type ManualClock } from '../manual-clock.ts'

export interface AccessUnderTest {
  database: Database
  /** The same store as another process opens it. */
  beside(): Promise<Database>
}

const noon = Date.UTC(2026, 10, 21, 12)

const accessOver = (t: Test, database: Database, clock: ManualClock): Access => {
  const access = createAccess({
    database,
    clock,
    logger: silent,
    configuredKeys: ['configured-key-0123'],
    rateLimit: { max: 3, window: 60_000 },
  })
  t.teardown(() => access.close())
  return access
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const admitted = async (access: Access, key: string) => access.doorkeeper.admit(bearer(key))

const made = async (
  access: Access,
  name: string,
  change: Partial<Parameters<Access['keys']['create']>[0]> = {},
) => {
  const outcome = await access.keys.create({
    name,
    scopes: ['handoffs:write'],
    rate: null,
    expiresAt: null,
    by: 'cli:carmen',
    ...change,
  })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  return outcome
}

const aDeed = (change: Partial<Deed> = {}): Deed => ({
  who: 'key:zapier',
  keyId: 'rlv_000000000000',
  what: 'retryHandoff',
  subject: { kind: 'handoff', id: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d' },
  requestId: 'req-1',
  ...change,
})

/** What keys and trail promise, over any store. */
export const describeAccess = (name: string, open: (t: Test) => Promise<AccessUnderTest>): void => {
  const opened = async (t: Test) => {
    const { database, beside } = await open(t)
    const clock = createManualClock(noon)
    return { database, beside, clock, access: accessOver(t, database, clock) }
  }

  t.test(`${name}: a key opens what its scopes say, is kept as a hash, and is listed`, async (t) => {
    const { access, database, clock } = await opened(t)
    const { secret, key } = await made(access, 'zapier', { scopes: ['handoffs:write', 'tickets:read'] })
    t.equal(parseKeyId(secret), key.id)
    const admission = await admitted(access, secret)
    if (admission.kind !== 'admitted') throw new Error(admission.kind)
    t.match(admission.caller, { name: 'key:zapier', keyId: key.id })
    t.ok(admission.caller.may('handoffs:write') && admission.caller.may('tickets:read'))
    t.notOk(admission.caller.may('admin') || admission.caller.may('tickets:write'))
    t.match(await admitted(access, `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`), {
      kind: 'refused',
      why: 'wrong',
    })
    t.match(await admitted(access, `rlv_${'0'.repeat(52)}`), { kind: 'refused', why: 'wrong' })
    const rows = JSON.stringify(await database.kysely.selectFrom('api_keys').selectAll().execute())
    t.notMatch(rows, secret.slice(16), 'what is secret of it is nowhere')
    t.match(await access.keys.list(), [
      { id: key.id, name: 'zapier', scopes: ['handoffs:write', 'tickets:read'], createdAt: clock.now() },
    ])
    t.notMatch(JSON.stringify(await access.keys.list()), 'hash')
  })

  t.test(`${name}: the last use is written beside the request, at most once a minute`, async (t) => {
    const { access, clock } = await opened(t)
    const { secret } = await made(access, 'zapier')
    const lastUse = async () => (await access.keys.list())[0]?.lastUsedAt
    t.equal(await lastUse(), null)
    await admitted(access, secret)
    await access.close()
    t.equal(await lastUse(), noon)
    clock.jump(59_000)
    await admitted(access, secret)
    await access.close()
    t.equal(await lastUse(), noon)
    clock.jump(1_000)
    await admitted(access, secret)
    await access.close()
    t.equal(await lastUse(), noon + 60_000)
  })

  t.test(`${name}: one that was revoked is refused at once here and in seconds elsewhere`, async (t) => {
    const { access, beside, clock } = await opened(t)
    const other = accessOver(t, await beside(), clock)
    const { secret, key } = await made(access, 'zapier')
    for (const each of [access, other]) t.match(await admitted(each, secret), { kind: 'admitted' })
    t.match(await access.keys.revoke('zapier', 'cli:carmen'), { id: key.id, revokedBy: 'cli:carmen' })
    t.match(await admitted(access, secret), { kind: 'refused', why: 'revoked' })
    t.match(other.doorkeeper.admit(bearer(secret)), { kind: 'admitted' }, 'the other believes what it knows')
    clock.jump(4_000)
    t.match(await admitted(other, secret), { kind: 'refused', why: 'revoked' }, 'for four seconds')
    t.match(
      await other.keys.revoke(key.id, 'somebody'),
      { revokedBy: 'cli:carmen' },
      'a repeat changes nothing',
    )
    t.equal(await access.keys.revoke('nobody', 'x'), null)
    t.match(await access.keys.revoke(secret, 'x'), { id: key.id }, 'also by the key itself')
  })

  t.test(
    `${name}: names are taken once, also between two who ask together, and free after the end`,
    async (t) => {
      const { access, database, beside, clock } = await opened(t)
      const other = accessOver(t, await beside(), clock)
      const ask = (each: Access) =>
        each.keys.create({ name: 'bot', scopes: ['admin'], rate: null, expiresAt: null, by: 'x' })
      // Two connections of one process that both wait for SQLite's lock would wait for each other.
      const second = database.writers > 1 ? other : access
      const kinds = (await Promise.all([ask(access), ask(second), ask(access)])).map(({ kind }) => kind)
      t.same(kinds.sort(), ['created', 'name-taken', 'name-taken'])
      await access.keys.revoke('bot', 'x')
      t.match(await ask(access), { kind: 'created' })
      const odd = `'; drop table api_keys; -- "ñandú" 漢字 🦜`
      const { key } = await made(access, odd)
      t.equal((await access.keys.list()).length, 3)
      t.match(await access.keys.revoke(odd, 'x'), { id: key.id, name: odd })
    },
  )

  t.test(`${name}: expiry and rates are those of the key`, async (t) => {
    const { access, clock } = await opened(t)
    const brief = await made(access, 'brief', { expiresAt: noon + 1_000 })
    t.match(await admitted(access, brief.secret), { kind: 'admitted' })
    clock.jump(1_000)
    t.match(await admitted(access, brief.secret), { kind: 'refused', why: 'expired' })
    const limited = async (secret: string) => {
      const admission = await admitted(access, secret)
      return admission.kind === 'admitted' ? admission.caller.limit() : -1
    }
    const plain = await made(access, 'plain')
    t.same([await limited(plain.secret), await limited(plain.secret), await limited(plain.secret)], [0, 0, 0])
    t.equal(await limited(plain.secret), 60, 'the default')
    clock.jump(5_000)
    t.equal(await limited(plain.secret), 55, 'looked up again, it goes on counting')
    const own = await made(access, 'own', { rate: 1 })
    t.same([await limited(own.secret), await limited(own.secret)], [0, 60])
    const configured = Array.from({ length: 10 }, () => limited('configured-key-0123'))
    t.same(await Promise.all(configured), Array(10).fill(0))
  })

  t.test(`${name}: a deed stands in the trail before it is done, and its end afterwards`, async (t) => {
    const { access, clock } = await opened(t)
    const { trail } = access
    const id = await trail.begin(aDeed())
    t.match(await trail.list({ limit: 10 }), {
      entries: [{ id, outcome: 'unknown', status: null, at: noon }],
    })
    await trail.end(id, { outcome: 'done', status: 200 })
    clock.jump(1_000)
    await trail.refused(
      aDeed({ who: "key:'; drop table audit; --", what: 'eraseRequester', subject: null }),
      403,
    )
    const made = await trail.begin(
      aDeed({ who: 'cli:carmen', keyId: null, what: 'createKey', subject: null }),
    )
    await trail.end(made, { outcome: 'done', status: null, subject: { kind: 'key', id: 'rlv_111111111111' } })
    const { entries, next } = await trail.list({ limit: 10 })
    t.equal(next, null)
    t.match(entries, [
      { who: 'cli:carmen', subject: { kind: 'key', id: 'rlv_111111111111' }, outcome: 'done' },
      { what: 'eraseRequester', outcome: 'refused', status: 403 },
      { ...aDeed(), outcome: 'done', status: 200 },
    ])
    const whats = async (query: object) =>
      (await trail.list({ limit: 10, ...query })).entries.map(({ what }) => what)
    t.same(await whats({ who: 'cli:carmen' }), ['createKey'])
    t.same(await whats({ who: 'rlv_000000000000' }), ['eraseRequester', 'retryHandoff'])
    t.same(await whats({ what: 'createKey' }), ['createKey'])
    t.same(await whats({ subject: 'ho_01jd3k5x8q2v4w6y8z0a2b4c6d' }), ['retryHandoff'])
    t.same(await whats({ outcome: 'refused' }), ['eraseRequester'])
    t.same(await whats({ outcome: 'unknown' }), [])
    t.same(await whats({ after: noon + 1_000 }), ['createKey', 'eraseRequester'])
    t.same(await whats({ before: noon + 1_000 }), ['retryHandoff'])
    t.equal(await trail.purge({ before: noon + 1, limit: 10 }), 1)
    t.same(await whats({}), ['createKey', 'eraseRequester'])
  })

  t.test(`${name}: the trail is paged without a gap, and cleared in portions`, async (t) => {
    const { access, clock } = await opened(t)
    const { trail } = access
    for (let at = 0; at < 7; at++) {
      await trail.refused(aDeed({ what: `w${at}` }), 403)
      if (at === 3) clock.jump(-5_000)
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof trail.list>> = await trail.list({
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      })
      seen.push(...page.entries.map(({ what }) => what))
      cursor = page.next
    } while (cursor !== null)
    t.same(seen, ['w6', 'w5', 'w4', 'w3', 'w2', 'w1', 'w0'], 'in order, although the clock was set back')
    const purge = () => trail.purge({ before: noon + 1, limit: 4 })
    t.same([await purge(), await purge(), await purge()], [4, 3, 0])
  })

  t.test(
    `${name}: while the store is away keys of the configuration work, and others are not refused`,
    async (t) => {
      const { access, database } = await opened(t)
      const { secret } = await made(access, 'zapier')
      await database.close()
      t.match(await admitted(access, 'configured-key-0123'), { kind: 'admitted', caller: { name: 'api' } })
      t.match(await admitted(access, secret), { kind: 'unavailable' })
      await t.rejects(access.trail.begin(aDeed()))
      await t.resolves(access.trail.end('au_1', { outcome: 'done', status: 200 }))
      await t.resolves(access.trail.refused(aDeed(), 403))
    },
  )
}
