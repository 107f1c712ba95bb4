import { binomialTail } from '../../classify/model/evaluate/binomial-tail.ts'

/** What came of one ticket that was said to be of the category. */
export interface CostOutcome {
  /** Null: a rule's word, which no threshold decides; it is passed over. */
  confidence: number | null
  isRight: boolean
}

/** In minutes, or whatever else both are in. */
export interface TriageCosts {
  /** Of a ticket that was sent the wrong way. */
  wrong: number
  /** Of filing one by hand. */
  manual: number
}

/** From which confidence on it is written, and what that comes to on the tickets that it was chosen by. */
export interface CostThreshold {
  /** Null: on these tickets writing would cost time, from whichever confidence on. */
  threshold: number | null
  /** `shown`: these tickets bear it out with 95 % certainty. `believed`: they are too few to, and the confidence is taken at its word. */
  basis: 'shown' | 'believed'
  /** With a confidence. */
  texts: number
  written: number
  right: number
}

/** What is more likely wrong than right is nothing to write, however little a mistake costs. */
const leastThreshold = 0.5
const mostLuck = 0.05
/** Of the confident ones, the parts from which on more and more are looked at. */
const starts = [0.25, 0.5, 0.75, 1]
const looksInAll = 40
/** From so many on, what was seen counts as it is, and not only where it can be no chance. */
const leastSeen = 20

/** The part of what is written that has to be right for writing to pay: of 1 − it, each costs `wrong`; of the rest, none `manual`. */
export const breakEven = ({ wrong, manual }: TriageCosts): number =>
  wrong <= manual ? 0 : 1 - manual / wrong

/** From which confidence on writing pays when it is taken at its word. */
export const believedFrom = (costs: TriageCosts): number => Math.max(breakEven(costs), leastThreshold)

/**
 * The confidence from which on writing costs least: `wrong` for each that is written and wrong, `manual` for each that is not written.
 * Only such a one is chosen of which these tickets show, with 95 % certainty, that at least `breakEven` of what is written is right.
 *
 * Many thresholds are looked at, and each look is a chance to be fooled. So they stand in a fixed order, chosen by confidences alone:
 * from each of four starts down, as long as the exact binomial test holds at a quarter of 5 % (a fixed sequence with several starts:
 * Angelopoulos et al., Learn then Test, 2021). All that are passed together are wrong in at most 5 % of cases, so the cheapest of them
 * may be picked. In a simulation of 20 to 2,000 tickets (1,000 to 4,000 draws each, `breakEven` 0.8) a threshold called shown held less
 * than it had to in at most 3 % of draws where the truth was a tenth of a point below whatever the confidence, in 1.2 % where it was one
 * point below, and in 0.3 % where confidence was 10 points too high.
 *
 * Where none is shown, a calibrated confidence is believed: from `breakEven` on, and never below 0.5; null once the tickets from there on
 * speak against it. When a wrong one costs no more than filing by hand, writing always pays, and 0.5 alone stands.
 */
export const chooseCostThreshold = (given: readonly CostOutcome[], costs: TriageCosts): CostThreshold => {
  const steps = listSteps(given)
  const texts = given.filter(({ confidence }) => confidence !== null).length
  const least = breakEven(costs)
  if (least === 0) return describe(steps, texts, leastThreshold, 'shown')
  const savedBy = ({ written, right }: CostStep) => costs.manual * written - costs.wrong * (written - right)
  const shown = listShown(steps, least)
  const [first] = shown
  if (first !== undefined) {
    // Of equal ones the one that writes more: the precision of both is borne out.
    const best = shown.reduce((one, other) => (savedBy(other) >= savedBy(one) ? other : one), first)
    return describe(steps, texts, best.threshold, 'shown')
  }
  return describe(steps, texts, believe(steps, believedFrom(costs), least), 'believed')
}

/** What comes of a threshold that somebody else chose. */
export const applyCostThreshold = (given: readonly CostOutcome[], threshold: number): CostThreshold => {
  const rows = given.filter(({ confidence }) => confidence !== null)
  const written = rows.filter(({ confidence }) => (confidence ?? 0) >= threshold)
  const right = written.filter(({ isRight }) => isRight).length
  return { threshold, basis: 'believed', texts: rows.length, written: written.length, right }
}

interface CostStep {
  threshold: number
  written: number
  right: number
}

/** All distinct confidences that may be written, highest first, with what is written from each on. */
const listSteps = (given: readonly CostOutcome[]): CostStep[] => {
  const rows = given
    .flatMap(({ confidence, isRight }) =>
      confidence !== null && confidence >= leastThreshold ? [{ confidence, isRight }] : [],
    )
    .sort((one, other) => other.confidence - one.confidence)
  const steps: CostStep[] = []
  let right = 0
  for (const [place, row] of rows.entries()) {
    if (row.isRight) right += 1
    if (rows[place + 1]?.confidence !== row.confidence)
      steps.push({ threshold: row.confidence, written: place + 1, right })
  }
  return steps
}

const listShown = (steps: readonly CostStep[], least: number): CostStep[] => {
  const all = steps.at(-1)?.written ?? 0
  const shown = new Map<number, CostStep>()
  for (const start of starts) {
    let next = Math.ceil(start * all)
    for (const step of steps) {
      if (step.written < next) continue
      next = step.written + all / looksInAll
      if (binomialTail(step.written, step.right, least) > mostLuck / starts.length) break
      shown.set(step.threshold, step)
    }
  }
  return [...shown.values()].sort((one, other) => other.threshold - one.threshold)
}

/** `from`, or null when the tickets from there on speak against it: then the confidence is not what it says, nor is it higher up. */
const believe = (steps: readonly CostStep[], from: number, least: number): number | null => {
  const whole = steps.findLast(({ threshold }) => threshold >= from)
  return whole === undefined || !isAgainst(whole, least) ? from : null
}

const isAgainst = ({ written, right }: CostStep, least: number): boolean =>
  written >= leastSeen
    ? right < least * written
    : binomialTail(written, written - right, 1 - least) <= mostLuck

const describe = (
  steps: readonly CostStep[],
  texts: number,
  threshold: number | null,
  basis: CostThreshold['basis'],
): CostThreshold => {
  const at = threshold === null ? undefined : steps.findLast((step) => step.threshold >= threshold)
  return { threshold, basis, texts, written: at?.written ?? 0, right: at?.right ?? 0 }
}
