import type { Capabilities } from '../../ticket-desk.ts'

/** What Zendesk can do. Its search ends at a thousand results, however it is paged. */
export const zendeskCapabilities: Capabilities = {
  findAtMost: 1000,
  conditions: [
    'requesterEmail',
    'requesterId',
    'status',
    'priority',
    'type',
    'group',
    'agent',
    'tags',
    'text',
    'customFields',
    'createdAfter',
    'createdBefore',
    'updatedAfter',
    'updatedBefore',
  ],
  ifUnchanged: 'vendor',
  idempotentCreateSeconds: 7200,
  changes: 'cursor',
  knowledge: true,
  agentAvailability: false,
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
  ],
  archive: 'Tickets that were closed more than 120 days ago take no changes; they are found and can be read.',
}
