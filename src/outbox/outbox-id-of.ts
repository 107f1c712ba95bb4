import { hash } from 'node:crypto'
import type { SendOrder } from './outbox.ts'

/** What an item of this order is called: the same click has the same name, in every process. */
export const outboxIdOf = ({
  who,
  helpdesk,
  ticketId,
  key,
}: Pick<SendOrder, 'who' | 'helpdesk' | 'ticketId' | 'key'>): string =>
  `ob_${hash('sha256', JSON.stringify([who, helpdesk, ticketId, key]), 'base64url').slice(0, 24)}`
