import { randomBytes } from 'node:crypto'
import pg from 'pg'
import root, { type Test } from 'tap'
import { postgresMissing } from './postgres-missing.ts'
import { startPostgres } from './start-postgres.ts'

/**
 * An empty database of its own for a test, dropped when the test ends, whoever is still connected. On the server that
 * TEST_DATABASE_URL names (any database of it, as a user who may create databases), which `npm test` sets; without it on one
 * that this process starts once and stops at its end. Skip the test by `postgresMissing` where there is none.
 */
export const openTestDatabase = async (t: Pick<Test, 'teardown'>): Promise<{ url: string }> => {
  const missing = postgresMissing()
  if (missing !== false) throw new Error(missing)
  const server = await serverUrl()
  const name = `relevo_test_${randomBytes(8).toString('hex')}`
  // Nobody can be connected to template0, so that several may be made at a time.
  await query(server, `create database ${name} template template0 encoding 'UTF8'`)
  t.teardown(() => query(server, `drop database if exists ${name} with (force)`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href }
}

let ownServer: Promise<string> | undefined

const serverUrl = async (): Promise<string> => {
  const given = process.env['TEST_DATABASE_URL'] ?? ''
  if (given !== '') return given
  ownServer ??= startPostgres().then((server) => {
    root.teardown(() => server.close())
    return server.url
  })
  return ownServer
}

const query = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
