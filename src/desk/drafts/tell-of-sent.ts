import type { Assist } from '../../assist/assist.ts'
import type { Inbox } from '../../inbox/inbox.ts'
import type { Logger } from '../../ops/logger.ts'
import type { OutboxEvent, OutboxItem } from '../../outbox/outbox.ts'
import type { Tickets } from '../../tickets/tickets.ts'

export interface SentListeners {
  assist: Pick<Assist, 'sent'>
  inbox: Pick<Inbox, 'keep'>
  tickets: Pick<Tickets, 'show'>
  logger: Logger
}

/**
 * For the outbox's `observe`: what was sent ends its draft, and the list of tickets learns that we spoke last. In the background; what
 * fails here is made good when the ticket is opened or polled next, so it is logged and no more.
 */
export const tellOfSent = ({
  assist,
  inbox,
  tickets,
  logger,
}: SentListeners): ((event: OutboxEvent) => void) => {
  const attempt = async (item: OutboxItem, what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      logger.warn({ err: error, outbox: item.id }, `${what} could not be told of a reply that is out`)
    }
  }
  return (event) => {
    if (event.kind !== 'sent') return
    const { item } = event
    void attempt(item, 'its draft', () => endDraft(assist, item))
    // A private note leaves the customer waiting as before.
    if (item.kind === 'note') return
    void attempt(item, 'the list of tickets', async () => {
      const shown = await tickets.show(item.ticketId, { helpdesk: item.helpdesk, reference: item.id })
      if (shown.ok) await inbox.keep(item.helpdesk, shown.value, { lastFrom: 'agent' })
    })
  }
}

/** Ends the draft that an item was sent from. Safe to repeat; nothing for one without a draft, or that is not a reply. */
export const endDraft = async (assist: Pick<Assist, 'sent'>, item: OutboxItem): Promise<void> => {
  // A draft that was left as a note has not answered the customer yet.
  if (item.kind !== 'reply' || item.draft === null || item.text === null) return
  await assist.sent(item.draft.id, item.draft.version, item.text)
}
