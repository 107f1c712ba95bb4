import type { Failure } from '../helpdesk/helpdesk.ts'

/** A failed call in words for the person who sets Relevo up: what it means and what to do. */
export const explainFailure = (failure: Failure): { detail: string; remedy: string } => ({
  detail: failure.message,
  remedy: remedyFor(failure),
})

const remedyFor = (failure: Failure): string => {
  switch (failure.kind) {
    case 'credentials':
      return 'Put the API key of an active agent into FRESHDESK_API_KEY (Freshdesk: Profile settings, View API key).'
    case 'forbidden':
      return 'Give the agent whose key this is a role that may view, create and edit tickets.'
    case 'unavailable':
      return 'Check the address (FRESHDESK_DOMAIN: the acme of acme.freshdesk.com), the network, and a proxy or firewall in between.'
    case 'rate-limited':
      return 'The account’s rate limit is used up; wait a minute, and see which other app spends it.'
    case 'held':
      return 'The help desk did not answer earlier calls; try again in a moment.'
    case 'not-found':
    case 'gone':
      return 'Check FRESHDESK_DOMAIN: this address does not look like a Freshdesk account.'
    case 'invalid':
    case 'conflict':
    case 'too-large':
    case 'unsupported':
      return 'This should not happen for a read; please report it with the message above.'
    default:
      return failure satisfies never
  }
}
