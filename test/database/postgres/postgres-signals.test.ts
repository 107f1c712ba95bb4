import pg from 'pg'
import t, { type Test } from 'tap'
import type { Database } from '../../../src/database/database.ts'
import { startCutProxy } from '../../postgres/cut-proxy.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { collectLogs } from './collect-logs.ts'
import { openPostgresForTest as open } from './open-postgres-for-test.ts'
import { waitUntil } from './wait-until.ts'

const skip = postgresMissing()

// They wait more than they work.
t.jobs = 3

const hears = ({ signals }: Database) => signals?.hears() === true

/** Two replicas, the second behind a proxy, that hear each other. */
const openTwo = async (t: Test) => {
  const { url } = await openTestDatabase(t)
  const { hostname, port } = new URL(url)
  const proxy = await startCutProxy({ host: hostname, port: Number(port) })
  const { logger, text } = collectLogs()
  const one = await open(t, { databaseUrl: url, echoEveryMs: 50 })
  const other = await open(t, { databaseUrl: proxy.urlFor(url), echoEveryMs: 50, logger })
  t.teardown(() => proxy.close())
  await waitUntil('both hear', () => hears(one) && hears(other))
  const heard: string[] = []
  other.signals?.subscribe((topic, subject) => heard.push(`${topic} ${subject}`))
  return { url, proxy, one, other, heard, text }
}

/** The last of the session's statements tells the listening one. */
const endListeners = async (url: string): Promise<number> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen relevo'",
  )
  await client.end()
  return rowCount ?? 0
}

t.test('one hears what the other tells, each thing once, and not itself', { skip }, async (t) => {
  const { one, other, heard } = await openTwo(t)
  const own: string[] = []
  one.signals?.subscribe((topic, subject) => own.push(`${topic} ${subject}`))
  for (let times = 0; times < 5; times++) one.signals?.publish('due', 'main')
  one.signals?.publish('settled', 'ho_1')
  await waitUntil('it is heard', () => heard.length >= 2)
  t.same(heard.toSorted(), ['due main', 'settled ho_1'])
  other.signals?.publish('due', 'main')
  await waitUntil('it is heard', () => own.length > 0)
  t.same(own, ['due main'])
})

t.test('tells what fills many messages', { skip }, async (t) => {
  const { one, heard } = await openTwo(t)
  // PostgreSQL takes 8,000 bytes a message; these are about ten.
  const ids = Array.from({ length: 2500 }, (_, at) => `ho_${String(at).padStart(26, '0')}`)
  for (const id of ids) one.signals?.publish('settled', id)
  await waitUntil('all are heard', () => heard.length >= ids.length)
  t.same(
    heard.toSorted(),
    ids.map((id) => `settled ${id}`),
  )
})

t.test('a listener that fails does not keep others from hearing', { skip }, async (t) => {
  const { one, other, heard } = await openTwo(t)
  const stop = other.signals?.subscribe(() => {
    throw new Error('a defect')
  })
  const late: string[] = []
  other.signals?.subscribe((_, subject) => late.push(subject))
  one.signals?.publish('due', 'main')
  await waitUntil('it is heard', () => late.length > 0)
  t.same(heard, ['due main'])
  stop?.()
})

t.test('notices a connection that the server has ended, and makes another', { skip }, async (t) => {
  const { url, one, other, heard } = await openTwo(t)
  await waitUntil('it is ended', async () => (await endListeners(url)) > 0)
  await waitUntil('it is noticed', () => !hears(other))
  await waitUntil('it hears again', () => hears(other) && hears(one))
  one.signals?.publish('due', 'again')
  await waitUntil('it is heard', () => heard.includes('due again'))
})

t.test('notices a connection on which nothing comes any more, and makes another', { skip }, async (t) => {
  const { proxy, one, other, heard, text } = await openTwo(t)
  await proxy.hang()
  await waitUntil('it is noticed', () => !hears(other))
  await proxy.cut()
  await proxy.heal()
  await waitUntil('it hears again', () => hears(other))
  one.signals?.publish('due', 'again')
  await waitUntil('it is heard', () => heard.includes('due again'))
  t.notMatch(text(), /does not pass on messages/, 'no pooler is to blame')
})

t.test(
  'says what is still to be said when it closes, and closes soon when it cannot',
  { skip },
  async (t) => {
    const { one, other, heard, proxy } = await openTwo(t)
    one.signals?.publish('settled', 'last words')
    await one.close()
    await waitUntil('it is heard', () => heard.includes('settled last words'))
    await proxy.hang()
    other.signals?.publish('due', 'main')
    const startedAt = performance.now()
    await other.close()
    const took = performance.now() - startedAt
    t.ok(took < 4500, `${took} ms`)
  },
)
