// The SQL that the documents tell admins to run, run: what sets a database up first, and then, as Relevo's own role, the rest.
import pg from 'pg'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { fences } from './fences.ts'

const blocks = fences().filter(({ info }) => info === 'sql')
const statementsOf = (body: string): string[] =>
  body
    .replaceAll(/^\s*--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
const isSetUp = (body: string) => /create database/i.test(body)

t.test('every statement works', { skip: postgresMissing() }, async (t) => {
  // Not the tests' common server: a role is the whole server's.
  const server = await startPostgres()
  t.teardown(() => server.close())
  const run = async (url: string, body: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const statement of statementsOf(body)) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const setUps = blocks.filter(({ body }) => isSetUp(body))
  t.equal(setUps.length, 1, 'one of them sets the database up')
  for (const { body } of setUps) await t.resolves(run(server.url, body))
  const url = new URL(server.url)
  url.username = 'relevo'
  url.password = 'a-long-password'
  url.pathname = '/relevo'
  const database = await openDatabase({
    dataDir: '',
    databaseUrl: url.href,
    exclusive: false,
    logger: silent,
  })
  await database.close()
  for (const { file, line, body } of blocks.filter(({ body }) => !isSetUp(body))) {
    await t.resolves(run(url.href, body), `${file}:${line}`)
  }
})
