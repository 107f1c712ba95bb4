import type { KeptAnswer } from '../../schemas/kept.ts'
import type { ReviewVerbs } from '../ledger/review.ts'
import { summariseKept } from '../review/summarise-kept.ts'

const monthMs = 30 * 86_400_000

/** How often agents kept what was decided, since a time (ms; absent: 30 days ago), under the outside's names. */
export const presentKept = async (
  ledger: Pick<ReviewVerbs, 'countKept'>,
  { since, now }: { since: number | undefined; now: number },
): Promise<KeptAnswer> => {
  const from = since ?? now - monthMs
  return {
    since: new Date(from).toISOString().slice(0, 10),
    figures: summariseKept(await ledger.countKept(from)),
  }
}
