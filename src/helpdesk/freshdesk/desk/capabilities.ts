import type { Capabilities } from '../../ticket-desk.ts'

/**
 * What Freshdesk can do. `text` is missing from the conditions: its search knows neither subject nor messages. Queries go beyond
 * the vendor's 300 results by narrowing dates; only a single day of more than 300 is cut, which the page then says.
 */
export const freshdeskCapabilities: Capabilities = {
  findAtMost: null,
  conditions: [
    'requesterEmail',
    'requesterPhone',
    'requesterId',
    'status',
    'priority',
    'type',
    'group',
    'agent',
    'tags',
    'customFields',
    'createdAfter',
    'createdBefore',
    'updatedAfter',
    'updatedBefore',
  ],
  ifUnchanged: 'read',
  idempotentCreateSeconds: null,
  changes: 'time',
  knowledge: true,
  agentAvailability: true,
  reply: true,
  attachments: true,
  account: [
    'requester-facts',
    'companies',
    'products',
    'canned-responses',
    'merge',
    'bulk',
    'satisfaction-ratings',
    'time-entries',
  ],
  archive:
    'Tickets that were closed and then untouched for 120 days are archived: they can be read by their number, but are not found and take no changes.',
}
