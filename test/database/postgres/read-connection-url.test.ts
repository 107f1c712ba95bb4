import { writeFileSync } from 'node:fs'
import t from 'tap'
import { readConnectionUrl } from '../../../src/database/postgres/read-connection-url.ts'

const base = 'postgres://relevo:s%40fe%2Fpass@db.example:6000/relevo'

t.test('reads user, password, host, port and database, percent-encoding included', async (t) => {
  t.match(readConnectionUrl(base), {
    user: 'relevo',
    password: 's@fe/pass',
    host: 'db.example',
    port: 6000,
    database: 'relevo',
  })
  t.equal(readConnectionUrl(base).ssl, undefined, 'no TLS unless it is asked for')
  t.match(readConnectionUrl('postgresql://u:p@h/d'), { user: 'u', host: 'h', database: 'd' })
  t.match(readConnectionUrl('POSTGRES://u:p@h/d'), { host: 'h' })
  t.match(readConnectionUrl('postgres://u:p@[::1]:6000/d'), { port: 6000, database: 'd' })
})

t.test('reads the folder of a socket, and other parameters', async (t) => {
  t.match(readConnectionUrl('postgres://u:p@/d?host=/run/postgresql'), {
    host: '/run/postgresql',
    database: 'd',
  })
  t.match(readConnectionUrl('postgres://u:p@%2Frun%2Fpostgresql/d'), { host: '/run/postgresql' })
  t.match(readConnectionUrl(`${base}?application_name=night&options=-c%20search_path%3Drelevo`), {
    application_name: 'night',
    options: '-c search_path=relevo',
  })
})

t.test('takes sslmode as psql does', async (t) => {
  const folder = t.testdir({ 'ca.crt': 'CA', 'client.crt': 'CERT', 'client.key': 'KEY' })
  const ssl = (parameters: string): unknown => readConnectionUrl(`${base}?${parameters}`).ssl
  t.equal(ssl('sslmode=disable'), false)
  t.equal(ssl('sslmode=allow'), false)
  t.match(ssl('sslmode=prefer'), { rejectUnauthorized: false })
  t.match(ssl('sslmode=no-verify'), { rejectUnauthorized: false })
  t.match(ssl('sslmode=require'), { rejectUnauthorized: false })
  // With an authority `require` verifies it, for the sake of older set-ups: so says PostgreSQL's manual.
  t.match(ssl(`sslmode=require&sslrootcert=${folder}/ca.crt`), {
    ca: 'CA',
    rejectUnauthorized: undefined,
    checkServerIdentity: Function,
  })
  t.match(ssl(`sslmode=verify-ca&sslrootcert=${folder}/ca.crt`), { ca: 'CA', checkServerIdentity: Function })
  t.same(ssl(`sslmode=verify-full&sslrootcert=${folder}/ca.crt`), { ca: 'CA' })
  t.same(ssl('sslmode=verify-full'), {}, 'by the public authorities')
  t.same(ssl('sslmode=verify-full&sslrootcert=system'), {})
  t.same(ssl('sslrootcert=system&sslmode=verify-full'), {})
  t.match(ssl(`sslmode=require&sslcert=${folder}/client.crt&sslkey=${folder}/client.key`), {
    cert: 'CERT',
    key: 'KEY',
    rejectUnauthorized: false,
  })
  t.match(ssl('uselibpqcompat=true&sslmode=require'), { rejectUnauthorized: false })
})

t.test('says what is wrong, and never the password', async (t) => {
  const folder = t.testdir()
  writeFileSync(`${folder}/unreadable`, '')
  const cases: [url: string, words: RegExp][] = [
    ['mysql://relevo:s%40fe%2Fpass@db.example/relevo', /must begin with postgres:\/\//],
    ['s@fe/pass', /must begin with postgres:\/\//],
    ['postgres://relevo:s@fe/pass@db.example:x/relevo', /percent-encoded/],
    ['postgres://relevo:s@fe/pass%@db.example:99999/relevo', /percent-encoded/],
    [`${base}?sslmode=verify_full`, /must be one of disable, allow/],
    [`${base}?sslmode=verify-ca`, /needs sslrootcert/],
    [`${base}?sslmode=verify-ca&sslrootcert=system`, /needs sslrootcert/],
    [
      `${base}?sslmode=verify-full&sslrootcert=${folder}/missing.crt`,
      /cannot be read \(ENOENT\).*missing\.crt/,
    ],
    [`${base}?sslmode=verify-full&sslrootcert=${folder}`, /cannot be read \(EISDIR\)/],
    [`${base}?sslmode=require&sslcert=${folder}/none.crt`, /cannot be read \(ENOENT\).*none\.crt/],
  ]
  for (const [url, words] of cases) {
    try {
      readConnectionUrl(url)
      t.fail(`took ${url}`)
    } catch (error) {
      t.match(error, { name: 'DatabaseRefused', code: 'unavailable', message: words })
      t.notMatch(String(error instanceof Error && error.stack), /s@fe|s%40fe|fe\/pass/)
    }
  }
})
