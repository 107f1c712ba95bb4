import type { HelpdeskConfig } from '../../schemas/configuration.ts'
import type { Failure } from '../helpdesk/helpdesk.ts'
import { vendorTexts } from './vendor-texts.ts'

/** A failed call in words for the person who sets Relevo up: what it means and what to do. */
export const explainFailure = (
  failure: Failure,
  vendor: HelpdeskConfig['vendor'],
): { detail: string; remedy: string } => ({
  detail: failure.message,
  remedy: remedyFor(failure, vendor),
})

const remedyFor = (failure: Failure, vendor: HelpdeskConfig['vendor']): string => {
  const texts = vendorTexts[vendor]
  switch (failure.kind) {
    case 'credentials':
      return texts.credentials
    case 'forbidden':
      return texts.role
    case 'unavailable':
      return vendor === 'files'
        ? `Check the folder (${texts.address}), and whether its disk is mounted and has room.`
        : `Check the address (${texts.address}), the network, and a proxy or firewall in between.`
    case 'rate-limited':
      return 'The account’s rate limit is used up; wait a minute, and see which other app spends it.'
    case 'held':
      return 'The help desk did not answer earlier calls; try again in a moment.'
    case 'not-found':
    case 'gone':
      return `Check the address (${texts.address}): there is no ${texts.name} account.`
    case 'invalid':
    case 'conflict':
    case 'too-large':
    case 'unsupported':
      return 'This should not happen for a read; please report it with the message above.'
    default:
      return failure satisfies never
  }
}
