import type { Message } from '../../schemas/ticket.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import type { OwnMessage } from './find-own-message.ts'

/**
 * One thing that can be done with a ticket, and how to tell whether it was. `T` is what the caller is answered.
 */
export interface Operation<T> {
  helpdesk: Helpdesk
  ticketId: string
  send(options: CallOptions): Promise<Sent<T>>
  /** Null: it sets values, and can be done again without harm. */
  speech: Speech<T> | null
  /** What is kept of an answer, as JSON. */
  keep(value: T): unknown
  /** An answer made of what was kept. */
  recall(kept: unknown, options: CallOptions): Promise<Read<T>>
}

/** What it leaves in the conversation. */
export interface Speech<T> {
  own: OwnMessage
  /** The answer when the message was found after a lost answer. `isLate`: not right after it. */
  adopt(message: Message, isLate: boolean, options: CallOptions): Promise<Read<T>>
}

/** `said`: the message may be out. Otherwise nothing was said, and it can be done again without harm. */
export type Sent<T> =
  | { effect: 'done'; value: T; messageId: string | null }
  | { effect: 'none'; failure: Failure }
  | { effect: 'unknown'; failure: Failure; said: boolean }
