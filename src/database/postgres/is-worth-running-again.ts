import { postgresCode } from './postgres-code.ts'

// serialization_failure, deadlock_detected; unique_violation: another transaction was quicker, and the next run sees what it
// did; invalid_sql_statement_name, duplicate_prepared_statement: a pooler, and the next run prepares nothing; a cached plan that
// must not change its result: the next run comes by another connection.
const passing = new Set(['40001', '40P01', '23505', '26000', '42P05', '0A000'])

/** Whether a transaction failed for what others did at the same moment, was rolled back, and should be run again. */
export const isWorthRunningAgain = (error: unknown): boolean => {
  const code = postgresCode(error)
  return code !== null && passing.has(code)
}
