import t from 'tap'
import { testAccount } from './account.ts'
import { testChanges } from './changes.ts'
import { testConversation } from './conversation.ts'
import { testFaults } from './faults.ts'
import { testFinding } from './finding.ts'
import type { HelpdeskHarness } from './harness.ts'
import { testOrigins } from './origins.ts'
import { testSpeaking } from './speaking.ts'

/** What every adapter must do, whichever its vendor. Each part opens accounts of its own. */
export const testHelpdesk = (harness: HelpdeskHarness): void => {
  t.test(`${harness.vendor}: finds tickets`, (t) => testFinding(t, harness))
  t.test(`${harness.vendor}: reads what was said`, (t) => testConversation(t, harness))
  t.test(`${harness.vendor}: replies and notes`, (t) => testSpeaking(t, harness))
  t.test(`${harness.vendor}: changes tickets`, (t) => testChanges(t, harness))
  t.test(`${harness.vendor}: tells who gave fields their values`, (t) => testOrigins(t, harness))
  t.test(`${harness.vendor}: tells of the account`, (t) => testAccount(t, harness))
  t.test(`${harness.vendor}: tells what went wrong`, (t) => testFaults(t, harness))
}
