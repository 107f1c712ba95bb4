import { decidedBySchema } from '../../schemas/classification.ts'
import type { KeptFigure } from '../../schemas/kept.ts'
import { wilsonInterval } from '../classify/model/evaluate/wilson-interval.ts'
import type { KeptCount } from '../ledger/review.ts'

const deciders = decidedBySchema.options

/**
 * Counts as figures: of each source and decider first all categories together (null), then each, most looked at first. What is untold
 * counts neither for nor against; of few tickets the share says little, and the interval says how little.
 */
export const summariseKept = (counts: readonly KeptCount[]): KeptFigure[] => {
  const groups = Map.groupBy(counts, ({ source, decidedBy }) => JSON.stringify([source, decidedBy]))
  return [...groups.values()]
    .flatMap((group) => {
      const categories = [...Map.groupBy(group, ({ category }) => category)]
        .map(([category, own]) => toFigure(own, category))
        .toSorted(
          (one, other) => other.looked_at - one.looked_at || byName(one.category ?? '', other.category ?? ''),
        )
      return [[toFigure(group, null), ...categories]]
    })
    .toSorted(([one], [other]) => (one === undefined || other === undefined ? 0 : byWho(one, other)))
    .flat()
}

const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const byWho = (one: KeptFigure, other: KeptFigure): number =>
  byName(one.source, other.source) || deciders.indexOf(one.decided_by) - deciders.indexOf(other.decided_by)

/** `counts` are of one source and decider. */
const toFigure = (counts: readonly KeptCount[], category: string | null): KeptFigure => {
  const [first] = counts
  if (first === undefined) throw new RangeError('There is nothing to add up.')
  const { source, decidedBy } = first
  const sums = { kept: 0, changed: 0, untold: 0 }
  for (const { outcome, tickets } of counts) sums[outcome] += tickets
  const told = sums.kept + sums.changed
  const [low, high] = wilsonInterval(told, sums.kept)
  return {
    source,
    decided_by: decidedBy,
    category,
    looked_at: told + sums.untold,
    ...sums,
    share: told === 0 ? null : sums.kept / told,
    low,
    high,
  }
}
