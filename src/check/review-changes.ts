import type { HelpdeskConfig } from '../../schemas/configuration.ts'
import type { Read } from '../helpdesk/outcome.ts'
import type { ChangedTickets } from '../helpdesk/ticket-desk.ts'
import type { CheckResult } from './check-result.ts'
import { explainFailure } from './explain-failure.ts'

/** Whether the help desk tells what has changed, which triage lives on. Hand-offs do without, so it is a warning. Pure. */
export const reviewChanges = (
  name: string,
  vendor: HelpdeskConfig['vendor'],
  read: Read<ChangedTickets> | null,
): CheckResult => {
  const found = { name: `${name}: triage` }
  if (read === null)
    return {
      ...found,
      status: 'warn',
      detail: 'it cannot tell what has changed, so nothing is triaged there',
      remedy: 'Leave it out of triage.helpdesks.',
    }
  if (read.ok) return { ...found, status: 'ok', detail: 'changes can be listed', remedy: null }
  const { detail, remedy } = explainFailure(read.failure, vendor)
  return {
    ...found,
    status: 'warn',
    detail: `what has changed cannot be listed, so nothing is triaged: ${detail}`,
    remedy:
      read.failure.kind === 'forbidden' && vendor === 'zendesk'
        ? 'Make the agent of ZENDESK_EMAIL an administrator: Zendesk exports changes to nobody else.'
        : remedy,
  }
}
