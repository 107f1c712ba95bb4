import type { Filed, KeptOutcome } from '../../schemas/kept.ts'
import { findNamed } from '../helpdesk/find-named.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import type { DueReview } from '../ledger/review.ts'
import { decideKept } from './decide-kept.ts'
import { decideWhen } from './decide-when.ts'

export type ReviewHelpdesk = Pick<Helpdesk, 'getTicket' | 'listGroups'>

/** `failed`: the help desk could not tell; `asked: false` when it was not even asked. */
export type Reviewed =
  | { kind: 'judged'; outcome: KeptOutcome }
  | { kind: 'later'; dueAt: number }
  | { kind: 'failed'; failure: Failure; asked: boolean }

/** Looks at one ticket: at most one call, and now and then one for the groups of the account, which the adapters remember. */
export const reviewTicket = async (
  review: DueReview,
  tools: {
    helpdesk: ReviewHelpdesk
    categoryTags: Readonly<Record<string, readonly string[]>>
    now: number
    options: CallOptions
  },
): Promise<Reviewed> => {
  const { filed } = review
  if (filed === null || leavesNothing(filed)) return { kind: 'judged', outcome: 'untold' }
  const { helpdesk, categoryTags, now, options } = tools
  const read = nullWhenGone(await helpdesk.getTicket(review.ticketId, options))
  if (!read.ok) return failed(read.failure)
  const ticket = read.value
  const status = ticket === null || ticket.deleted ? null : ticket.status
  const when = decideWhen(status, { deliveredAt: review.deliveredAt, now })
  if (when.kind === 'later') return when
  const group = await findGroup(filed.group, helpdesk, options)
  if (!group.ok) return failed(group.failure)
  return {
    kind: 'judged',
    outcome: decideKept(filed, ticket, { groupId: group.value, categoryTags }),
  }
}

const leavesNothing = ({ type, group, tags }: Filed): boolean =>
  type === null && group === null && tags.length === 0

const failed = (failure: Failure): Reviewed => ({
  kind: 'failed',
  failure,
  asked: failure.kind !== 'held',
})

const nullWhenGone = <T>(read: Read<T | null>): Read<T | null> =>
  !read.ok && (read.failure.kind === 'gone' || read.failure.kind === 'not-found')
    ? { ok: true, value: null }
    : read

/** Where groups cannot be read at all, they tell nothing. */
const cannotBeRead = new Set<Failure['kind']>(['forbidden', 'unsupported', 'not-found', 'gone'])

const findGroup = async (
  name: string | null,
  helpdesk: ReviewHelpdesk,
  options: CallOptions,
): Promise<Read<string | null>> => {
  if (name === null) return { ok: true, value: null }
  const read = await helpdesk.listGroups(options)
  if (!read.ok) return cannotBeRead.has(read.failure.kind) ? { ok: true, value: null } : read
  const found = findNamed(read.value, name)
  return { ok: true, value: found.kind === 'found' ? found.item.id : null }
}
