import { findPostgres } from './find-postgres.ts'

let reason: string | false | undefined

/**
 * Why there is no PostgreSQL for the tests, or false when there is one: for tap's `skip` option. `npm test` says the reason in
 * TEST_DATABASE_MISSING when it could not start one.
 */
export const postgresMissing = (): string | false => {
  reason ??= findReason()
  return reason
}

const findReason = (): string | false => {
  if ((process.env['TEST_DATABASE_URL'] ?? '') !== '') return false
  const said = process.env['TEST_DATABASE_MISSING'] ?? ''
  if (said !== '') return said
  const found = findPostgres()
  return found.found ? false : `no PostgreSQL: ${found.reason}; TEST_DATABASE_URL can name a server`
}
