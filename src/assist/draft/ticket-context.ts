import type { Particulars } from './find-particulars.ts'

/** What a draft is written from: a ticket as far as it is read for it. Texts are visible, without what they quote. Types only. */
export interface TicketContext {
  helpdesk: string
  ticketId: string
  url: string
  subject: string | null
  /** Oldest first; the newest ones that there is room for. */
  messages: TicketMessage[]
  /** Of what the customer wrote, ISO 639-1; null: it cannot be told. */
  language: string | null
  /** What it is about, as it is configured; null: nobody could tell. */
  category: string | null
  customerName: string | null
  /** Of all who take part. */
  names: string[]
  particulars: Particulars
}

export interface TicketMessage {
  from: 'customer' | 'agent' | 'system'
  private: boolean
  author: string | null
  at: number
  text: string
}

/** What the customer says, with the subject above it. */
export const customerText = ({ subject, messages }: Pick<TicketContext, 'subject' | 'messages'>): string =>
  [subject ?? '', ...messages.filter(({ from }) => from === 'customer').map(({ text }) => text)]
    .filter((text) => text !== '')
    .join('\n\n')

/** Everything that the customer has seen or said. Private notes are none of it. */
export const publicText = ({ subject, messages }: Pick<TicketContext, 'subject' | 'messages'>): string =>
  [subject ?? '', ...messages.filter((message) => !message.private).map(({ text }) => text)]
    .filter((text) => text !== '')
    .join('\n\n')
