import type { Ticket } from '../../../schemas/ticket.ts'
import { joinSubjectAndBody } from '../../classify/join-subject-and-body.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import { isAutomatic } from '../../training/clean/is-automatic.ts'
import { readReference } from '../../training/clean/read-reference.ts'

/**
 * Why a ticket is not triaged. `ended`: solved, closed or gone when it was first seen. `merged`: its conversation goes on elsewhere.
 * `older`: it was there before triage began, or so long ago that what was known of it may have been forgotten: it could have been
 * written to, and must not be again. `not-the-customer`: an agent or the help desk itself began it. `automatic`: a machine did.
 * `handoff`: it came through Relevo. `nothing-said`: without words there is nothing to go by.
 */
export type Unfit =
  | 'ended'
  | 'merged'
  | 'older'
  | 'not-the-customer'
  | 'handoff'
  | 'nothing-said'
  | 'automatic'

/** Zendesk puts it on a ticket that was merged into another. */
const mergedTag = 'closed_by_merge'
/** As for training: fewer letters are nothing to go by. */
const fewestLetters = 3
/** Whoever writes more of them than this makes them up. */
const mostReferences = 20

/** The help desk's clock may be off by so much (ms). */
const mostSkewMs = 3_600_000

export const isMerged = ({ tags }: Pick<Ticket, 'tags'>): boolean => tags.includes(mergedTag)

export const isEnded = ({ status, deleted }: Pick<Ticket, 'status' | 'deleted'>): boolean =>
  deleted || status === 'solved' || status === 'closed'

/**
 * What a look at the ticket itself rules out, before its first words are known. Pure. `createdAt` is the help desk's time, the others are
 * ours (ms); `keepMs`: how long what is known of a ticket is kept.
 */
export const decideFitByFields = (
  ticket: Pick<Ticket, 'status' | 'deleted' | 'tags'>,
  { createdAt, begunAt, now, keepMs }: { createdAt: number; begunAt: number; now: number; keepMs: number },
): Unfit | null => {
  if (createdAt < Math.max(begunAt, now - keepMs + mostSkewMs)) return 'older'
  if (isMerged(ticket)) return 'merged'
  return isEnded(ticket) ? 'ended' : null
}

/**
 * What its first words rule out. Pure. `isHandoff` tells of an id that the text refers to whether such a hand-off is known: a
 * reference that somebody made up does not count, so that nobody keeps a ticket from triage with one.
 */
export const decideFitByWords = (
  subject: string | null,
  { from, text }: Beginning,
  isHandoff: (id: string) => boolean,
): Unfit | null => {
  if (referencesIn(text).some(isHandoff)) return 'handoff'
  if (from !== 'customer') return 'not-the-customer'
  const letters = joinSubjectAndBody(subject, text).slice(0, 1_000).match(/\p{L}/gu)?.length ?? 0
  if (letters < fewestLetters) return 'nothing-said'
  return isAutomatic(subject, text) ? 'automatic' : null
}

/** Ids of hand-offs that a text refers to in lines of their own, the last one first. Pure. */
export const referencesIn = (text: string): string[] => {
  const found = text.split('\n').flatMap((line) => readReference(line) ?? [])
  return [...new Set(found.reverse())].slice(0, mostReferences)
}
