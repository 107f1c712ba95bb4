import type { Share } from '../../../schemas/triage-report.ts'
import { wilsonInterval } from '../../classify/model/evaluate/wilson-interval.ts'

/** `hits` of `of`, with the interval in which the true part lies. */
export const shareOf = (hits: number, of: number): Share => {
  const [low, high] = wilsonInterval(of, hits)
  return { share: of === 0 ? null : hits / of, low, high, of }
}
