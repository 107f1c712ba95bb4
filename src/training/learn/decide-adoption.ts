import type { AboutTarget, Target } from '../../classify/bundles/bundle.ts'
import type { Comparison } from '../../classify/model/compare/compare-judged.ts'

/**
 * `when-as-good`: unless it is clearly worse than the one in use, which a person who trains wants. `when-better`: only when it has shown
 * that it is better, for trainings that nobody looks at.
 */
export type Wanted = 'when-as-good' | 'when-better' | 'always' | 'never'

export interface InUse {
  name: string
  /** It is what ships with Relevo. */
  isStarter: boolean
  encoder: string | null
  targets: { target: Target; about: Pick<AboutTarget, 'macroF1' | 'texts' | 'coverage'> }[]
}

export interface Fresh {
  encoder: string | null
  targets: { target: Target; about: Pick<AboutTarget, 'macroF1' | 'texts' | 'coverage'> }[]
}

/** Whether a new model goes into use by itself, and why. `macroF1`: before and now. */
export type Adoption =
  | { adopt: true; why: 'asked' | 'first' }
  | { adopt: true; why: 'as-good'; against: string }
  | ({ adopt: true; why: 'better'; against: string; target: Target } & Shown)
  /** On as many newer tickets as there were, no difference was more than chance. */
  | { adopt: false; why: 'no-better'; against: string; texts: number }
  /** Too few tickets that the one in use has not learnt from. */
  | { adopt: false; why: 'few-newer'; against: string; texts: number }
  | { adopt: false; why: 'not-asked' }
  | { adopt: false; why: 'lacks'; against: string; targets: Target[] }
  | { adopt: false; why: 'worse'; against: string; target: Target; by: number; onSame: boolean }

/** What a comparison on the same tickets showed: the difference of macro-F1, and how likely chance alone parts the two as far. */
export interface Shown {
  texts: number
  by: number
  chance: number
}

/** So much less than before is within what other tickets bring about by themselves, however many there are. */
const leastNoise = 0.01
/** Fewer tickets that the one in use has not seen tell nothing. */
const fewestNewer = 50

/**
 * Decides whether a new model goes into use. Pure. Where there are enough tickets that the one in use has not learnt from, both are
 * compared on those (`onNewer`: the new one's figures are of its own cross-validation); else by the figures of their trainings, which
 * have to differ by more than so many texts tell. What the one in use is never sure enough of to decide is nothing to lose. What ships
 * with Relevo gives way to what was learnt from a company's own tickets; with `when-better` only where it is not the better one.
 */
export const decideAdoption = (
  wanted: Wanted,
  fresh: Fresh,
  inUse: InUse | null,
  onNewer: ReadonlyMap<Target, Comparison>,
): Adoption => {
  if (wanted === 'always') return { adopt: true, why: 'asked' }
  if (wanted === 'never') return { adopt: false, why: 'not-asked' }
  if (inUse === null) return { adopt: true, why: 'first' }
  if (inUse.isStarter)
    return wanted === 'when-better' ? againstStarter(fresh, inUse, onNewer) : { adopt: true, why: 'first' }
  const against = inUse.name
  const now = new Map(fresh.targets.map(({ target, about }) => [target, about]))
  const useful = inUse.targets.filter(({ about }) => about.coverage > 0)
  const lacking = useful.flatMap(({ target }) => (now.has(target) ? [] : [target]))
  if (lacking.length > 0) return { adopt: false, why: 'lacks', against, targets: lacking }
  if (wanted === 'when-better')
    return decideBetter(
      useful.map(({ target }) => target),
      against,
      onNewer,
    )
  for (const { target, about } of useful) {
    const compared = onNewer.get(target)
    if (compared !== undefined && compared.texts >= fewestNewer) {
      if (compared.macroF1Interval.to < 0)
        return { adopt: false, why: 'worse', against, target, by: -compared.macroF1, onSame: true }
      continue
    }
    const after = now.get(target)
    const by = about.macroF1 - (after?.macroF1 ?? 0)
    if (by > noiseOf(about, Math.min(about.texts, after?.texts ?? 0)))
      return { adopt: false, why: 'worse', against, target, by, onSame: false }
  }
  return { adopt: true, why: 'as-good', against }
}

/**
 * What ships stays behind a model of one's own for what that does not tell, so nothing is lost with it. Where the two cannot be compared,
 * because the company's categories are others, and where the new one decides what the other does not know, it gives way.
 */
const againstStarter = (fresh: Fresh, inUse: InUse, onNewer: ReadonlyMap<Target, Comparison>): Adoption => {
  if (onNewer.size === 0) return { adopt: true, why: 'first' }
  const decided = decideBetter([...onNewer.keys()], inUse.name, onNewer)
  if (decided.why !== 'no-better') return decided
  const known = new Set(inUse.targets.map(({ target }) => target))
  const isMore = fresh.targets.some(({ target, about }) => about.coverage > 0 && !known.has(target))
  return isMore ? { adopt: true, why: 'first' } : decided
}

/** Less likely than this is not taken for chance. */
const significance = 0.05

/**
 * Better: right more often for one of the targets by McNemar's test on the newer tickets, and worse for none of them. That test alone, for
 * it is exact however few differ, and its probabilities can be corrected for the number of targets (Holm, "A simple sequentially rejective
 * multiple test procedure", 1979; for one to be shown its first step decides: the smallest of them, times the targets). With two tests
 * for each of four targets and no correction, equal models went into use in an eighth of cases. Simulated so (4,000 draws each of 50 to
 * 3,000 tickets, of which equal models part on 10 or 30 %, for one, two and four targets) they do in at most 2.4 % of cases. Worse by
 * either test, McNemar's or the interval of macro-F1, where small classes count as much as large ones, is enough to stay: to stay for
 * nothing costs little.
 */
const decideBetter = (
  targets: readonly Target[],
  against: string,
  onNewer: ReadonlyMap<Target, Comparison>,
): Adoption => {
  const compared = targets.flatMap((target) => {
    const comparison = onNewer.get(target)
    return comparison === undefined ? [] : [{ target, comparison }]
  })
  const texts = compared.reduce((most, { comparison }) => Math.max(most, comparison.texts), 0)
  const told = compared.filter(({ comparison }) => comparison.texts >= fewestNewer)
  if (told.length === 0) return { adopt: false, why: 'few-newer', against, texts }
  const worse = told.find(({ comparison }) => isWorse(comparison))
  if (worse !== undefined) {
    const { target, comparison } = worse
    return { adopt: false, why: 'worse', against, target, by: -comparison.macroF1, onSame: true }
  }
  const [best] = told
    .filter(({ comparison: { onlyFirst, onlySecond } }) => onlySecond > onlyFirst)
    .toSorted((one, other) => one.comparison.chance - other.comparison.chance)
  if (best === undefined || best.comparison.chance * told.length >= significance)
    return { adopt: false, why: 'no-better', against, texts }
  const { target, comparison } = best
  const { macroF1: by, chance } = comparison
  return { adopt: true, why: 'better', against, target, texts: comparison.texts, by, chance }
}

const isWorse = ({ macroF1Interval, chance, onlyFirst, onlySecond }: Comparison): boolean =>
  macroF1Interval.to < 0 || (chance < significance && onlyFirst > onlySecond)

/** One standard error of a part of so many texts. */
const noiseOf = ({ macroF1 }: Pick<AboutTarget, 'macroF1'>, texts: number): number =>
  Math.max(leastNoise, Math.sqrt((macroF1 * (1 - macroF1)) / Math.max(1, texts)))
