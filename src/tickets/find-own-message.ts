import type { Message } from '../../schemas/ticket.ts'
import { htmlToText } from '../helpdesk/html-to-text.ts'

/** What we may have left in a conversation. */
export interface OwnMessage {
  /** As it was sent. */
  html: string
  private: boolean
}

/** What a reading of the other's clock may be wrong by; see also how far a key of ten minutes reaches back. */
export const clockAllowanceMs = 300_000

/** Below this, a text within another one may be there by chance: `Hello`, `Done.`, `Thank you`. */
const shortestWithin = 40

const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

/** A text without what help desks change in it: white space, invisible characters, ways to write the same character. */
export const normaliseText = (text: string): string =>
  text.normalize('NFKC').replace(unseen, '').replace(/\s+/g, ' ').trim()

/** Whether the first lines of a message are ours, and what follows begins on a line of its own, as a signature does. */
const beginsWith = (said: string, ours: string): boolean => {
  let lines = ''
  for (const line of said.split(/[\r\n]+/)) {
    lines = normaliseText(`${lines} ${line}`)
    if (lines.length >= ours.length) return lines === ours
  }
  return false
}

/**
 * Whether a message, with its lines, says ours, which is normalised: alone, before a signature, or, when it is long enough, anywhere.
 * A short one in a longer sentence is somebody else's: what is taken for ours wrongly is never sent, and that is worse than twice.
 */
export const saysSame = (said: string, ours: string): boolean => {
  if (ours === '') return false
  if (ours.length < shortestWithin) return beginsWith(said, ours)
  const words = normaliseText(said)
  if (words.startsWith(ours)) return !/^[\p{L}\p{N}]/u.test(words.slice(ours.length))
  return words.includes(ours)
}

/**
 * The messages of a conversation that may be the one that we sent: by our side, as private, and written since we began (ms). Oldest
 * first. A message without a time that can be read counts: a reply that is found is better than one sent twice.
 */
export const findOwnMessages = (
  messages: readonly Message[],
  own: OwnMessage,
  begunAt: number,
): Message[] => {
  const ours = normaliseText(htmlToText(own.html))
  const timeOf = (message: Message) => Date.parse(message.createdAt)
  return messages
    .filter(
      (message) =>
        message.from !== 'customer' &&
        message.private === own.private &&
        !(timeOf(message) < begunAt - clockAllowanceMs) &&
        [message.text, htmlToText(message.html)].some((text) => saysSame(text, ours)),
    )
    .sort((left, right) => (timeOf(left) || 0) - (timeOf(right) || 0))
}
