import { randomBytes } from 'node:crypto'
import type { Failure } from './outcome.ts'
import { refuse } from './refuse.ts'

/**
 * `marker` stands in the note of the ticket that stays. A help desk merges in one step, so that whoever finds the marker there after
 * a lost answer knows that it was done.
 */
export interface PreparedMerge {
  others: string[]
  marker: string
  /** Plain text for the ticket that stays. */
  noteForKept: string
  /** Plain text for each of the others: which ticket goes on. */
  noteForOthers: string
}

const mostOthers = 100

/** What a merge sends; what is nonsense is refused. Every ticket counts once. */
export const prepareMerge = (
  into: string,
  given: readonly string[],
  isId: (id: string) => boolean,
  note?: string,
): { ok: true; merge: PreparedMerge } | { ok: false; failure: Failure } => {
  const others = [...new Set(given)]
  const fault =
    others.length === 0
      ? refuse('others', 'There is nothing to merge.', 'missing_field')
      : others.length > mostOthers
        ? refuse('others', `At most ${mostOthers} tickets are merged at once.`, 'too_long')
        : others.includes(into)
          ? refuse('others', 'A ticket cannot be merged into itself.')
          : others.every(isId)
            ? null
            : refuse('others', 'There is no such ticket among them.')
  if (fault !== null) return { ok: false, failure: fault }
  const marker = `mg_${randomBytes(8).toString('hex')}`
  // Signs instead of words: the note is read by agents of any language.
  const what = `${others.map((id) => `#${id}`).join(', ')} → #${into}`
  const said = note?.trim() ?? ''
  return {
    ok: true,
    merge: {
      others,
      marker,
      noteForKept: `${said === '' ? '' : `${said}\n`}${what} (${marker})`,
      noteForOthers: what,
    },
  }
}
