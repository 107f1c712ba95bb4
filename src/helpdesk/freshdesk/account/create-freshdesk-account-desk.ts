import type { Clock } from '../../../ops/clock.ts'
import type { AccountDesk } from '../../account-desk.ts'
import { lackAccountDesk } from '../../lack-account-desk.ts'
import { createRememberedByKey } from '../../remembered-by-key.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { createRequesterFacts } from './requester-facts.ts'

export interface FreshdeskAccountDeskOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  clock: Clock
}

/** What stands around the tickets of one Freshdesk account. */
export const createFreshdeskAccountDesk = ({
  client,
  directory,
  clock,
}: FreshdeskAccountDeskOptions): AccountDesk => {
  const companyName = createRememberedByKey<string | null>(async (id, options) => {
    const result = await client.companies.get(id, options)
    if (result.effect === 'done') return { ok: true, value: result.value.name }
    return result.failure.kind === 'not-found'
      ? { ok: true, value: null }
      : { ok: false, failure: result.failure }
  }, clock)
  return {
    ...lackAccountDesk('Freshdesk'),
    requesterFacts: createRequesterFacts({ client, directory, companyName }),
  }
}
