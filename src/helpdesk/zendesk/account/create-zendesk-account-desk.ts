import type { Clock } from '../../../ops/clock.ts'
import type { AccountDesk } from '../../account-desk.ts'
import { lackAccountDesk } from '../../lack-account-desk.ts'
import { createRememberedByKey } from '../../remembered-by-key.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { createRequesterFacts } from './requester-facts.ts'

export interface ZendeskAccountDeskOptions {
  client: ZendeskClient
  clock: Clock
}

/** What stands around the tickets of one Zendesk account. Zendesk keeps no time entries; apps do, each its own way. */
export const createZendeskAccountDesk = ({ client, clock }: ZendeskAccountDeskOptions): AccountDesk => {
  const organizationName = createRememberedByKey<string | null>(async (id, options) => {
    const result = await client.organizations.get(id, options)
    if (result.effect === 'done') return { ok: true, value: result.value.organization.name }
    return result.failure.kind === 'not-found'
      ? { ok: true, value: null }
      : { ok: false, failure: result.failure }
  }, clock)
  return {
    ...lackAccountDesk('Zendesk'),
    requesterFacts: createRequesterFacts({ client, organizationName }),
  }
}
