import { hash } from 'node:crypto'
import type { Ticket } from '../../schemas/ticket.ts'

/**
 * Names a version of a ticket: the time of its last change, which help desks can check a write against, and a hash of what is
 * shown, because they tell that time in whole seconds.
 */
export const composeTicketTag = (ticket: Ticket): string =>
  `"${ticket.updatedAt}.${hash('sha256', JSON.stringify(ticket), 'base64url').slice(0, 16)}"`

/** Weak tags are the same for reading (RFC 9110, 8.8.3.2). */
export const isKnownVersion = (ifNoneMatch: string | undefined, tag: string): boolean =>
  ifNoneMatch !== undefined &&
  (ifNoneMatch.trim() === '*' || splitTags(ifNoneMatch).some((each) => each.replace(/^W\//, '') === tag))

export type Precondition =
  | { kind: 'none' }
  /** Only when the ticket has not been changed since then. */
  | { kind: 'unchanged-since'; updatedAt: string }
  /** No tag of ours, so that no version of the ticket can be meant. */
  | { kind: 'unmet' }

/**
 * Reads `If-Match`. Of several tags the newest counts: whoever names it has seen the ticket so, and it does not become older again.
 * Weak tags never match here (RFC 9110, 13.1.1).
 */
export const parseIfMatch = (ifMatch: string | undefined): Precondition => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return { kind: 'none' }
  const times = splitTags(ifMatch).flatMap((tag) => {
    const time = ours.exec(tag)?.[1]
    return time === undefined || Number.isNaN(Date.parse(time)) ? [] : [time]
  })
  const [newest] = times.toSorted((one, other) => Date.parse(other) - Date.parse(one))
  return newest === undefined ? { kind: 'unmet' } : { kind: 'unchanged-since', updatedAt: newest }
}

const ours = /^"(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))\.[\w-]{16}"$/

/** Our tags have no commas. */
const splitTags = (header: string): string[] => header.split(',').map((tag) => tag.trim())
