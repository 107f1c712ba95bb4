import type { Capabilities } from '../ticket-desk.ts'

/** A folder hides nothing and has no limits; and it has no more than tickets. A reply is written down: somebody has to send it. */
export const filesCapabilities: Capabilities = {
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
    'text',
    'customFields',
    'createdAfter',
    'createdBefore',
    'updatedAfter',
    'updatedBefore',
  ],
  ifUnchanged: 'vendor',
  // As long as the ticket's file is there.
  idempotentCreateSeconds: Number.MAX_SAFE_INTEGER,
  changes: 'time',
  knowledge: false,
  agentAvailability: false,
  reply: true,
  attachments: true,
  account: [],
  archive: null,
}
