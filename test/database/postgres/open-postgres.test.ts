import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import t, { type Test } from 'tap'
import { migrations } from '../../../src/database/migrations.ts'
import { startCutProxy } from '../../postgres/cut-proxy.ts'
import { makeCertificates } from '../../postgres/make-certificates.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { pickPort } from '../../postgres/pick-port.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'
import { collectLogs } from './collect-logs.ts'
import { openPostgresForTest as open } from './open-postgres-for-test.ts'

const skip = postgresMissing()

// They wait more than they work.
t.jobs = 3
const run = promisify(execFile)
const program = fileURLToPath(new URL('open-once.ts', import.meta.url))

const query = async (url: string, text: string) => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const refusal = (code: string, message: RegExp) => ({ name: 'DatabaseRefused', code, message })

t.test(
  'processes that open an empty database together all work, and end by themselves',
  { skip },
  async (t) => {
    const { url } = await openTestDatabase(t)
    const said = await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, [program, url], { timeout: 60_000 })),
    )
    t.same(
      said.map(({ stdout }) => stdout),
      Array(4).fill('sees 0\n'),
    )
    const rows = await query(url, 'select name from kysely_migration order by name')
    t.same(
      rows.map(({ name }) => name),
      Object.keys(migrations),
    )
  },
)

t.test('opens what is opened and migrated in the same process at the same moment', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  const databases = await Promise.all(Array.from({ length: 4 }, () => open(t, { databaseUrl: url })))
  for (const database of databases)
    t.same(await database.kysely.selectFrom('handoffs').select('id').execute(), [])
  const [database] = databases
  t.match(database?.place, /^PostgreSQL on 127\.0\.0\.1, database relevo_test_/)
  await database?.close()
  await database?.close()
})

t.test('refuses a database that a newer version has written', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  await (await open(t, { databaseUrl: url })).close()
  await query(url, "insert into kysely_migration (name, timestamp) values ('9999-later', 'now')")
  await t.rejects(
    open(t, { databaseUrl: url }),
    refusal('newer-schema', /newer version of Relevo \(9999-later\)/),
  )
})

t.test(
  'refuses a server that would lose what it acknowledges, or cannot hold every text',
  { skip },
  async (t) => {
    const { url } = await openTestDatabase(t)
    const { pathname } = new URL(url)
    const name = pathname.slice(1)
    await query(url, `alter database ${name} set synchronous_commit = off`)
    await t.rejects(open(t, { databaseUrl: url }), refusal('not-supported', /synchronous_commit = off/))
    await query(url, `alter database ${name} set synchronous_commit = local`)
    await (await open(t, { databaseUrl: url })).close()
    await query(url, `create database ${name}_ascii template template0 encoding 'SQL_ASCII' locale 'C'`)
    t.teardown(() =>
      query(url.replace(name, 'postgres'), `drop database if exists ${name}_ascii with (force)`),
    )
    await t.rejects(
      open(t, { databaseUrl: url.replace(name, `${name}_ascii`) }),
      refusal('not-supported', /encoded in SQL_ASCII.*encoding 'UTF8'/),
    )
  },
)

t.test('says at once what is wrong with the address, and never the password', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  const { logger, text } = collectLogs()
  const refused = async (change: (address: URL) => void, message: RegExp): Promise<void> => {
    const address = new URL(url)
    change(address)
    const startedAt = performance.now()
    try {
      await open(t, { databaseUrl: address.href, logger })
      t.fail('opened')
    } catch (error) {
      t.match(error, refusal('unavailable', message))
      t.notMatch(`${error} ${JSON.stringify(error)}`, new URL(url).password)
    }
    t.ok(performance.now() - startedAt < 3000, 'at once')
  }
  await refused(
    (address) => (address.password = 'this-is-wrong'),
    /user, password and database.*authentication/,
  )
  await refused((address) => (address.username = 'nobody_here'), /user, password and database/)
  await refused((address) => (address.pathname = '/no_such_database'), /no_such_database/)
  await refused((address) => address.searchParams.set('sslmode', 'require'), /TLS.*does not support SSL/)
  t.notMatch(text(), 'this-is-wrong')
  t.notMatch(text(), new URL(url).password)
})

t.test('a command does not wait for a server that is down', { skip }, async (t) => {
  const databaseUrl = `postgres://relevo:secret-word@127.0.0.1:${await pickPort()}/relevo`
  await t.rejects(
    open(t, { databaseUrl, exclusive: false }),
    refusal('unavailable', /cannot be reached.*ECONNREFUSED/),
  )
})

t.test('the service waits for a server that comes later', { skip }, async (t) => {
  const { url } = await openTestDatabase(t)
  const { hostname, port } = new URL(url)
  const proxy = await startCutProxy({ host: hostname, port: Number(port) })
  t.teardown(() => proxy.close())
  await proxy.cut()
  const { logger, text } = collectLogs()
  const opening = open(t, { databaseUrl: proxy.urlFor(url), logger })
  while (!text().includes('waiting for PostgreSQL')) await new Promise((resolve) => setTimeout(resolve, 5))
  await proxy.heal()
  const database = await opening
  t.same(await database.kysely.selectFrom('handoffs').select('id').execute(), [])
  t.notMatch(text(), new URL(url).password)
  await t.rejects(
    (async () => {
      await proxy.cut()
      return open(t, { databaseUrl: proxy.urlFor(url), patienceMs: 100 })
    })(),
    refusal('unavailable', /cannot be reached/),
    'but not for ever',
  )
})

const openThroughTls = async (t: Test) => {
  const certificates = await makeCertificates({ clientName: 'relevo_by_certificate' })
  const stranger = await makeCertificates({ clientName: 'relevo_by_certificate' })
  const server = await startPostgres({
    tls: {
      ...certificates.server,
      clients: { authority: certificates.authority, user: 'relevo_by_certificate' },
    },
  })
  t.teardown(() => server.close())
  const folder = t.testdir({
    'authority.crt': certificates.authority,
    'stranger.crt': stranger.authority,
    'client.crt': certificates.client.certificate,
    'client.key': certificates.client.key,
    'false.crt': stranger.client.certificate,
    'false.key': stranger.client.key,
  })
  const opens = async (parameters: Record<string, string>, change?: (url: URL) => void): Promise<unknown> => {
    const url = new URL(server.url)
    for (const [name, value] of Object.entries(parameters))
      url.searchParams.set(name, value.includes('.') ? `${folder}/${value}` : value)
    change?.(url)
    const database = await open(t, { databaseUrl: url.href })
    const heard = performance.now() + 5000
    while (!database.signals?.hears() && performance.now() < heard)
      await new Promise((resolve) => setTimeout(resolve, 5))
    const hears = database.signals?.hears()
    await database.close()
    return hears
  }
  return { server, opens }
}

t.test('opens, and listens, over TLS as sslmode says; fsync is asked for', { skip }, async (t) => {
  const { server, opens } = await openThroughTls(t)
  const full = { sslmode: 'verify-full', sslrootcert: 'authority.crt' }
  const byCertificate = (url: URL) => {
    url.username = 'relevo_by_certificate'
    url.password = ''
  }
  t.equal(await opens({ sslmode: 'require' }), true)
  t.equal(await opens({ sslmode: 'verify-ca', sslrootcert: 'authority.crt' }), true)
  t.equal(await opens(full), true)
  t.equal(await opens({ ...full, sslcert: 'client.crt', sslkey: 'client.key' }, byCertificate), true)

  const startedAt = performance.now()
  const untrusted = refusal('unavailable', /TLS.*sslrootcert.*certificate/s)
  await t.rejects(opens({ ...full, sslrootcert: 'stranger.crt' }), untrusted)
  await t.rejects(opens({ sslmode: 'verify-ca', sslrootcert: 'stranger.crt' }), untrusted)
  await t.rejects(opens({ sslmode: 'verify-full' }), untrusted, 'no public authority has signed it')
  await t.rejects(opens({ sslmode: 'disable' }), refusal('unavailable', /pg_hba\.conf.*no encryption/))
  await t.rejects(opens(full, byCertificate), refusal('unavailable', /client certificate/))
  t.ok(performance.now() - startedAt < 5000, 'none of these waits')

  const client = new pg.Client({ connectionString: server.url, ssl: { rejectUnauthorized: false } })
  await client.connect()
  await client.query('alter system set fsync = off')
  await client.query('select pg_reload_conf()')
  await client.end()
  await t.rejects(opens(full), refusal('not-supported', /fsync = off/))
})
