import type { Replayed } from './replayed.ts'

/** Why a replay says nothing, in plain words with what to do; null: it says something. Pure. */
export const explainNothing = ({ tickets, blocks, leftOut }: Replayed, read: number): string | null => {
  const told = tickets.filter(({ prediction }) => prediction.truth !== null)
  if (told.some(({ prediction }) => prediction.category !== null)) return null
  if (read === 0) return 'There is nothing to replay: no ticket was found in that time.'
  if (leftOut.untimed > 0 && leftOut.untimed + leftOut.duplicate >= read)
    return 'There is nothing to replay: no ticket says when it was created. A file needs a column such as created_at.'
  if (tickets.length === 0) {
    const reasons = Object.entries(leftOut)
      .filter(([, count]) => count > 0)
      .map(([why, count]) => `${count} ${words[why] ?? why}`)
    const others = reasons.length === 0 ? 'all came in before that time' : reasons.join(', ')
    return `There is nothing to replay: of ${read} tickets none is left (${others}). --days looks further back.`
  }
  if (told.length === 0)
    return `Of ${tickets.length} tickets that were resolved it cannot be told what they were about. Name the type, group or tags of each category in the configuration (categories), or give a file with a column "category".`
  return blocks.length < 2
    ? `There is too little to replay: ${tickets.length} tickets, with nothing before them to learn from. It takes some dozens that came in at different times; --days looks further back.`
    : `Nothing could be predicted of ${tickets.length} tickets: too few of them were resolved before the next ones came in, or all are of one category. --days looks further back.`
}

const words: Readonly<Record<string, string>> = {
  duplicate: 'read twice',
  untimed: 'without a time',
  handoff: 'from hand-offs',
  automatic: 'written by machines',
  'nothing-said': 'without words',
  open: 'not resolved yet',
}
