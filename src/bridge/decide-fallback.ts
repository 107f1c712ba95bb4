import type { Entry } from '../ledger/ledger.ts'

/** History text of a hand-off that was mailed; its time is when. */
export const mailedWhy = 'Sent by e-mail, as the help desk has been away too long.'

/** Whether a hand-off is to be mailed now: open longer than `after`, stuck, and not mailed before. */
export const isMailDue = (
  entry: Pick<Entry, 'receivedAt' | 'flags'>,
  { now, after }: { now: number; after: number },
): boolean => now - entry.receivedAt >= after && !entry.flags.includes('mailed-fallback')
