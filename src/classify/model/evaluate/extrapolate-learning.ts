/** What a training with so many texts came to, on texts held out of it. */
export interface LearningPoint {
  texts: number
  accuracy: number
  macroF1: number
}

/** How a model grew with its texts, and what more of them would bring. */
export interface LearningCurve {
  /** Fewest texts first. */
  points: LearningPoint[]
  /** How many texts more the trends look at. */
  more: number
  accuracy: Trend
  macroF1: Trend
}

/**
 * `rising`: as many texts more would bring about `gain` (0..1), by the power law error = scale × texts^-exponent + floor.
 * `unknown`: nothing can be said, because there are too few points, or they lie too close together or too far off any such curve.
 * `flat`: more texts of the same kind would hardly help.
 */
export type Trend =
  | { kind: 'rising'; gain: number; scale: number; exponent: number; floor: number }
  | { kind: 'flat' }
  | { kind: 'unknown'; why: 'few-points' | 'narrow' | 'noisy' }

const leastPoints = 3
/** Most texts against fewest: what lies closer together bends too little to be read. */
const leastRange = 2
/** Below this a gain is not worth a sentence. */
const leastGain = 0.005
/** Root mean square of what the curve is off by: as much as half of the rise, or this. */
const mostOff = { ofRise: 0.5, ever: 0.03 }
/** Points from which on a floor can be told from a slow descent. */
const floorFrom = 4

/**
 * Fits the curve and looks `more` texts ahead, at most as far as doubling what there is: errors fall by a power law of the examples
 * (Hestness et al., arXiv 1712.00409, 2017; Viering and Loog, The Shape of Learning Curves, arXiv 2103.10948, 2021), fitted with larger
 * samples weighing more (Figueroa et al., BMC Medical Informatics and Decision Making 12:8, 2012). The gain is counted from the curve's
 * own height at the last point, and never leads past 1.
 */
export const extrapolateLearning = (
  given: readonly LearningPoint[],
  { more: wanted = 500 } = {},
): LearningCurve => {
  const points = given
    .filter(({ texts, accuracy, macroF1 }) => texts > 0 && isPart(accuracy) && isPart(macroF1))
    .toSorted((one, other) => one.texts - other.texts)
  const more = Math.min(wanted, points.at(-1)?.texts ?? wanted)
  const follow = (figure: 'accuracy' | 'macroF1') =>
    followTrend(
      points.map((point) => ({ texts: point.texts, error: 1 - point[figure] })),
      more,
    )
  return { points, more, accuracy: follow('accuracy'), macroF1: follow('macroF1') }
}

const isPart = (figure: number): boolean => figure >= 0 && figure <= 1

interface ErrorPoint {
  texts: number
  error: number
}

const followTrend = (points: readonly ErrorPoint[], more: number): Trend => {
  const [first, last] = [points[0], points.at(-1)]
  const sizes = new Set(points.map(({ texts }) => texts)).size
  if (sizes < leastPoints || first === undefined || last === undefined)
    return { kind: 'unknown', why: 'few-points' }
  if (last.texts < leastRange * first.texts) return { kind: 'unknown', why: 'narrow' }
  if (last.error < leastGain) return { kind: 'flat' }
  const law = fitPowerLaw(points)
  const rise = law.at(first.texts) - law.at(last.texts)
  if (law.off > Math.min(mostOff.ever, Math.max(leastGain, mostOff.ofRise * rise)))
    return { kind: 'unknown', why: 'noisy' }
  const gain = Math.min(law.at(last.texts) - law.at(last.texts + more), last.error)
  if (law.exponent <= 0 || gain < leastGain) return { kind: 'flat' }
  return { kind: 'rising', gain, scale: law.scale, exponent: law.exponent, floor: law.floor }
}

interface PowerLaw {
  scale: number
  exponent: number
  floor: number
  at: (texts: number) => number
  /** Root mean square of what it is off by at the points. */
  off: number
}

/** Least squares over the logarithms for each of a row of floors; the floor under which the curve itself is off by least. */
const fitPowerLaw = (points: readonly ErrorPoint[]): PowerLaw => {
  const least = Math.min(...points.map(({ error }) => error))
  const parts = points.length < floorFrom ? [0] : Array.from({ length: 20 }, (_, part) => part / 20)
  const laws = parts.map((part) => fitAbove(points, part * least))
  return laws.reduce((best, law) => (law.off < best.off - 1e-9 ? law : best))
}

const fitAbove = (points: readonly ErrorPoint[], floor: number): PowerLaw => {
  let [weights, xs, ys, xx, xy] = [0, 0, 0, 0, 0]
  for (const { texts, error } of points) {
    const [x, y] = [Math.log(texts), Math.log(Math.max(error - floor, 1e-6))]
    weights += texts
    xs += texts * x
    ys += texts * y
    xx += texts * x * x
    xy += texts * x * y
  }
  const exponent = -(weights * xy - xs * ys) / (weights * xx - xs * xs)
  const scale = Math.exp((ys + exponent * xs) / weights)
  const at = (texts: number) => scale * texts ** -exponent + floor
  const squares = points.reduce((sum, { texts, error }) => sum + texts * (at(texts) - error) ** 2, 0)
  return { scale, exponent, floor, at, off: Math.sqrt(squares / weights) }
}
