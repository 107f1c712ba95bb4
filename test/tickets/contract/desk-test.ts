import type { Test } from 'tap'
import type { Database } from '../../../src/database/database.ts'
import type { WriteOutcome } from '../../../src/tickets/tickets.ts'
import type { OpenOptions } from '../../contract/harness.ts'
import type { Desk } from '../open-desk.ts'

/** One test with a desk and a store of its own. */
export type DeskTest = (
  title: string,
  work: (t: Test, desk: Desk, database: Database) => Promise<void>,
  options?: OpenOptions,
) => void

export const wentWell = <T>(t: Test, outcome: WriteOutcome<T>): T & { duplicate: boolean } => {
  if (!outcome.ok) {
    t.fail('it went well', { refusal: outcome.refusal })
    throw new Error('refused')
  }
  return { ...outcome.value, duplicate: outcome.duplicate }
}

export const refusal = <T>(t: Test, outcome: WriteOutcome<T>) => {
  if (outcome.ok) {
    t.fail('it was refused')
    throw new Error('not refused')
  }
  return outcome.refusal
}
