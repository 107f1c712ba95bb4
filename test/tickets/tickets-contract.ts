import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import type { HelpdeskHarness } from '../contract/harness.ts'
import type { DeskTest } from './contract/desk-test.ts'
import { describeKeys } from './contract/keys.ts'
import { describeLostAnswers } from './contract/lost-answers.ts'
import { describeProcesses } from './contract/processes.ts'
import { describeValuesAndHandOver } from './contract/values-and-hand-over.ts'
import { openDesk } from './open-desk.ts'

/** What holds for ticket operations on any store and any help desk. */
export const describeTickets = (
  name: string,
  harness: HelpdeskHarness,
  openStore: (t: Test) => Promise<Database>,
): void => {
  const test: DeskTest = (title, work, options = {}) => {
    t.test(`${name}, ${harness.vendor}: ${title}`, async (t) => {
      const database = await openStore(t)
      await work(t, await openDesk(t, harness, database, options), database)
    })
  }
  describeKeys(test)
  describeLostAnswers(test)
  describeProcesses(test)
  describeValuesAndHandOver(test)
}
