import type { DraftQuality } from '../../assist/assist.ts'

/** What became of the drafts of one maker, or of one day. */
export type QualitySum = Omit<DraftQuality, 'day' | 'madeBy'> & { name: string }

/** Sums by maker or by day, in the order in which each is first met. The mean change weighs each draft that was sent. */
export const sumQuality = (rows: readonly DraftQuality[], by: 'day' | 'madeBy'): QualitySum[] => {
  const sums = new Map<string, QualitySum & { changed: number; sent: number }>()
  for (const row of rows) {
    const name = row[by]
    const sum = sums.get(name) ?? {
      ...{ name, drafts: 0, accepted: 0, edited: 0, rejected: 0, distance: null },
      ...{ changed: 0, sent: 0 },
    }
    const sent = row.distance === null ? 0 : row.accepted + row.edited
    sum.drafts += row.drafts
    sum.accepted += row.accepted
    sum.edited += row.edited
    sum.rejected += row.rejected
    sum.changed += (row.distance ?? 0) * sent
    sum.sent += sent
    sum.distance = sum.sent === 0 ? null : sum.changed / sum.sent
    sums.set(name, sum)
  }
  return [...sums.values()].map(({ changed: _changed, sent: _sent, ...sum }) => sum)
}
