import type { AboutTarget, Target } from '../../classify/bundles/bundle.ts'
import type { Comparison } from '../../classify/model/compare/compare-judged.ts'

export type Wanted = 'when-as-good' | 'always' | 'never'

export interface InUse {
  name: string
  /** It is what ships with Relevo. */
  isStarter: boolean
  encoder: string | null
  targets: { target: Target; about: Pick<AboutTarget, 'macroF1' | 'texts' | 'coverage'> }[]
}

export interface Fresh {
  encoder: string | null
  targets: { target: Target; about: Pick<AboutTarget, 'macroF1' | 'texts'> }[]
}

/** Whether a new model goes into use by itself, and why. `macroF1`: before and now. */
export type Adoption =
  | { adopt: true; why: 'asked' | 'first' }
  | { adopt: true; why: 'as-good'; against: string }
  | { adopt: false; why: 'not-asked' }
  | { adopt: false; why: 'lacks'; against: string; targets: Target[] }
  | { adopt: false; why: 'worse'; against: string; target: Target; by: number; onSame: boolean }

/** So much less than before is within what other tickets bring about by themselves, however many there are. */
const leastNoise = 0.01
/** Fewer tickets that the one in use has not seen tell nothing. */
const fewestNewer = 50

/**
 * Decides whether a new model goes into use. Pure. Where there are enough tickets that the one in use has not learnt from, both are
 * compared on those (`onNewer`: the new one's figures are of its own cross-validation); else by the figures of their trainings, which
 * have to differ by more than so many texts tell. What the one in use is never sure enough of to decide is nothing to lose. What ships
 * with Relevo always gives way to what was learnt from a company's own tickets.
 */
export const decideAdoption = (
  wanted: Wanted,
  fresh: Fresh,
  inUse: InUse | null,
  onNewer: ReadonlyMap<Target, Comparison>,
): Adoption => {
  if (wanted === 'always') return { adopt: true, why: 'asked' }
  if (wanted === 'never') return { adopt: false, why: 'not-asked' }
  if (inUse === null || inUse.isStarter) return { adopt: true, why: 'first' }
  const against = inUse.name
  const now = new Map(fresh.targets.map(({ target, about }) => [target, about]))
  const useful = inUse.targets.filter(({ about }) => about.coverage > 0)
  const lacking = useful.flatMap(({ target }) => (now.has(target) ? [] : [target]))
  if (lacking.length > 0) return { adopt: false, why: 'lacks', against, targets: lacking }
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

/** One standard error of a part of so many texts. */
const noiseOf = ({ macroF1 }: Pick<AboutTarget, 'macroF1'>, texts: number): number =>
  Math.max(leastNoise, Math.sqrt((macroF1 * (1 - macroF1)) / Math.max(1, texts)))
