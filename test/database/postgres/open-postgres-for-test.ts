import type { Test } from 'tap'
import type { Database } from '../../../src/database/database.ts'
import { type OpenPostgresOptions, openPostgres } from '../../../src/database/postgres/open-postgres.ts'
import { silent } from '../../ledger/silent.ts'

/** Opens the store as the service would, and closes it when the test ends. */
export const openPostgresForTest = async (
  t: Pick<Test, 'teardown'>,
  options: Pick<OpenPostgresOptions, 'databaseUrl'> & Partial<OpenPostgresOptions>,
): Promise<Database> => {
  const database = await openPostgres({ connections: 5, exclusive: true, logger: silent, ...options })
  t.teardown(() => database.close())
  return database
}
