import type { ClientConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { DatabaseRefused } from '../database-refused.ts'

const example = 'postgres://relevo:password@localhost:5432/relevo'

const unreadable = `DATABASE_URL cannot be read; it should look like ${example}. Characters such as @ / : # % in the password must be percent-encoded.`

/** A password with a bare @ or / ends where it should not, and its rest would pass for a host or a database, and be logged. */
const hasBareCharacters = (url: string): boolean => {
  const [, authority = '', rest = ''] = /^\w+:\/\/([^/?#]*)([^?]*)/.exec(url) ?? []
  return authority.split('@').length > 2 || rest.includes('@')
}

/** What PostgreSQL's own programs know, and `no-verify` of the driver's. */
const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']

const checkTlsMode = (url: string): void => {
  const read = (name: string) => new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1]
  const mode = read('sslmode')
  if (mode === undefined) return
  if (!tlsModes.includes(mode)) {
    throw new DatabaseRefused(
      'unavailable',
      `sslmode in DATABASE_URL is ${JSON.stringify(mode)}, and must be one of ${tlsModes.join(', ')}.`,
    )
  }
  const authority = read('sslrootcert')
  if (mode === 'verify-ca' && (authority === undefined || authority === 'system')) {
    throw new DatabaseRefused(
      'unavailable',
      'sslmode=verify-ca in DATABASE_URL needs sslrootcert, the file with the certificate of your own authority; for a public authority use sslmode=verify-full.',
    )
  }
}

/** Those that the driver has not; it makes one attempt, where PostgreSQL's own programs make a second one for these. */
const inDriversTerms = (url: string): string =>
  url
    // Node brings the certificates of the public authorities, and needs no file for them.
    .replace(/([?&])sslrootcert=system(?=&|#|$)/, '$1')
    .replace(/([?&]sslmode=)no-verify(?=&|#|$)/, '$1prefer')
    .replace(/([?&]sslmode=)allow(?=&|#|$)/, '$1disable')

/**
 * `postgres://user:password@host:port/database?sslmode=…` → what the driver wants. The parameters mean what they mean to psql
 * (https://www.postgresql.org/docs/current/libpq-ssl.html): `require` encrypts, `verify-full` also proves who answers. Two do
 * not change their mind when they are refused: `allow` does not encrypt, `prefer` does. Throws `DatabaseRefused`
 * (unavailable), without the address: it holds the password.
 */
export const readConnectionUrl = (url: string): ClientConfig => {
  if (!/^postgres(ql)?:\/\//i.test(url)) {
    throw new DatabaseRefused('unavailable', `DATABASE_URL must begin with postgres://, as in ${example}.`)
  }
  if (hasBareCharacters(url)) throw new DatabaseRefused('unavailable', unreadable)
  const asPsql = !/[?&]uselibpqcompat=/i.test(url)
  if (asPsql) checkTlsMode(url)
  try {
    return toClientConfig(parse(asPsql ? inDriversTerms(url) : url, { useLibpqCompat: asPsql }))
  } catch (error) {
    throw new DatabaseRefused('unavailable', explain(error))
  }
}

const explain = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const path = error instanceof Error && 'path' in error ? error.path : null
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(String(code))
    ? `A certificate named in DATABASE_URL cannot be read (${code}): ${path ?? 'it is a folder'}`
    : unreadable
}
