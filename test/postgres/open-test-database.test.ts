import pg from 'pg'
import t, { type Test } from 'tap'
import { openTestDatabase } from './open-test-database.ts'
import { postgresMissing } from './postgres-missing.ts'

const skip = postgresMissing()

const connect = async (t: Pick<Test, 'teardown'>, url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  t.teardown(() => client.end().catch(() => {}))
  return client
}

t.test('test databases are separate and empty', { skip }, async (t) => {
  const [one, two] = await Promise.all([openTestDatabase(t), openTestDatabase(t)])
  const [first, second] = [await connect(t, one.url), await connect(t, two.url)]
  await first.query('create table only_here (id int)')
  const { rows } = await second.query("select to_regclass('only_here') as found")
  t.same(rows, [{ found: null }])
  t.not(one.url, two.url)
})

t.test(
  'a test database is dropped when its test ends, although someone is connected',
  { skip },
  async (t) => {
    const observer = await connect(t, (await openTestDatabase(t)).url)
    const names = async (): Promise<string[]> =>
      (await observer.query<{ datname: string }>('select datname from pg_database')).rows.map(
        ({ datname }) => datname,
      )
    let name = ''
    await t.test('a test that forgets to disconnect', async (t) => {
      const { url } = await openTestDatabase(t)
      name = new URL(url).pathname.slice(1)
      const forgotten = new pg.Client({ connectionString: url })
      forgotten.on('error', () => {})
      await forgotten.connect()
      t.ok((await names()).includes(name))
    })
    t.notOk((await names()).includes(name))
  },
)

t.test(
  'a test database keeps what it has acknowledged, whatever the settings for speed',
  { skip },
  async (t) => {
    const client = await connect(t, (await openTestDatabase(t)).url)
    t.same((await client.query('show fsync')).rows, [{ fsync: 'on' }])
    t.same((await client.query('show server_encoding')).rows, [{ server_encoding: 'UTF8' }])
  },
)
