import type { Test } from 'tap'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import type { Read, Write } from '../../src/helpdesk/outcome.ts'
import type { AccountFeature } from '../../src/helpdesk/ticket-desk.ts'
import { testBulk } from './account-bulk.ts'
import { testCannedResponses, testCompanies, testProducts } from './account-lists.ts'
import { lane } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

import { testMerge } from './merge.ts'
import { testSatisfactionRatings, testTimeEntries } from './reports.ts'
import { testRequesterFacts } from './requester-facts.ts'

/** Every call of `AccountDesk`, by the feature that it is part of. */
const callsOf = (
  helpdesk: Helpdesk,
): Record<AccountFeature, Record<string, () => Promise<Read<unknown> | Write<unknown>>>> => ({
  'requester-facts': { requesterFacts: () => helpdesk.requesterFacts({ email: 'marta@example.com' }, lane) },
  companies: { findCompany: () => helpdesk.findCompany({ name: 'Acme' }, lane) },
  products: { listProducts: () => helpdesk.listProducts(lane) },
  'canned-responses': { listCannedResponses: () => helpdesk.listCannedResponses({ limit: 10 }, lane) },
  merge: { mergeTickets: () => helpdesk.mergeTickets('1', ['2'], lane) },
  bulk: {
    changeTickets: () => helpdesk.changeTickets(['1'], { priority: 'high' }, lane),
    findJob: () => helpdesk.findJob('1', lane),
  },
  'satisfaction-ratings': {
    listSatisfactionRatings: () => helpdesk.listSatisfactionRatings({ since: 0 }, lane),
  },
  'time-entries': { listTimeEntries: () => helpdesk.listTimeEntries('1', lane) },
})

const tests: Readonly<Record<AccountFeature, (t: Test, harness: HelpdeskHarness) => Promise<void>>> = {
  'requester-facts': testRequesterFacts,
  companies: testCompanies,
  products: testProducts,
  'canned-responses': testCannedResponses,
  merge: testMerge,
  bulk: testBulk,
  'satisfaction-ratings': testSatisfactionRatings,
  'time-entries': testTimeEntries,
}

/** What stands around tickets: each feature that `capabilities` names, and that the others are said to be missing. */
export const testAccount = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  const { helpdesk, look, around } = await harness.open(t)
  const { account } = helpdesk.capabilities
  t.test('what is missing is answered as unsupported, without a call', async (t) => {
    const before = look.calls().all
    for (const [feature, calls] of Object.entries(callsOf(helpdesk))) {
      if (account.some((each) => each === feature)) continue
      for (const [name, call] of Object.entries(calls)) {
        const failure = { kind: 'unsupported', message: /\S/ }
        const outcome = await call()
        t.match(outcome, 'ok' in outcome ? { ok: false, failure } : { effect: 'none', failure }, name)
      }
    }
    t.equal(look.calls().all, before)
  })
  t.equal(around === undefined, account.length === 0, 'a vendor that has any of it is tested with it')
  for (const feature of account) {
    t.test(feature, (t) => tests[feature](t, harness))
  }
}
