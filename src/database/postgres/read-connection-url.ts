import type { ClientConfig } from 'pg'
import { parse, toClientConfig } from 'pg-connection-string'
import { DatabaseRefused } from '../database-refused.ts'

const example = 'postgres://relevo:password@localhost:5432/relevo'

/**
 * `postgres://user:password@host:port/database?sslmode=…` → what the driver wants. The parameters mean what they mean to psql
 * (https://www.postgresql.org/docs/current/libpq-ssl.html): `require` encrypts, `verify-full` also proves who answers. Throws
 * `DatabaseRefused` (unavailable), without the address: it holds the password.
 */
export const readConnectionUrl = (url: string): ClientConfig => {
  if (!/^postgres(ql)?:\/\//i.test(url)) {
    throw new DatabaseRefused('unavailable', `DATABASE_URL must begin with postgres://, as in ${example}.`)
  }
  try {
    const asPsql = !/[?&]uselibpqcompat=/i.test(url)
    // Node brings certificates of the public authorities, and needs no file for them.
    return toClientConfig(
      parse(url.replace(/([?&])sslrootcert=system(&|$)/, '$1'), { useLibpqCompat: asPsql }),
    )
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const path = error instanceof Error && 'path' in error ? error.path : null
    throw new DatabaseRefused(
      'unavailable',
      code === 'ENOENT' || code === 'EACCES'
        ? `A certificate named in DATABASE_URL cannot be read (${code}): ${path}`
        : `DATABASE_URL cannot be read; it should look like ${example}. Characters such as @ / : # % in the password must be percent-encoded.`,
    )
  }
}
