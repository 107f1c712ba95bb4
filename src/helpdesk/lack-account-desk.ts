import type { AccountDesk } from './account-desk.ts'
import type { Failure } from './outcome.ts'

/** For adapters of help desks that have nothing around their tickets: every call is answered `unsupported`, and none is sent. */
export const lackAccountDesk = (vendor: string): AccountDesk => {
  const failure = (what: string): Failure => ({
    kind: 'unsupported',
    message: `${vendor} has no ${what}.`,
  })
  const read = async (what: string) => ({ ok: false as const, failure: failure(what) })
  const write = async (what: string) => ({ effect: 'none' as const, failure: failure(what) })
  return {
    requesterFacts: () => read('record of people'),
    findCompany: () => read('companies'),
    listProducts: () => read('products'),
    listCannedResponses: () => read('canned responses'),
    mergeTickets: () => write('merging of tickets'),
    changeTickets: () => write('way to change many tickets at once'),
    findJob: () => read('jobs'),
    listSatisfactionRatings: () => read('satisfaction ratings'),
    listTimeEntries: () => read('time entries'),
  }
}
