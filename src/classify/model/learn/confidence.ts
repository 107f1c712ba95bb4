import { minimise } from './minimise.ts'

/**
 * How sure a model is of its first choice, as a probability that means what it says. Fitted on scores that were given to texts held
 * out of the training; scores of the training's own texts are far too good.
 */
export interface Confidence {
  /** Scores are divided by it before they become probabilities. */
  temperature: number
  /** Of the first score, its distance to the second, and the log odds of its probability; the last is the constant. */
  weights: Float64Array
}

/** What the scores of one text say: its first and second class, and what confidence goes by. */
export interface Standing {
  first: number
  /** -1: there is but one class. */
  second: number
  margin: number
  gap: number
  logOdds: number
}

const mostLogOdds = 12

/** Looks at one text's scores, from `from` to before `from + classes`. */
export const readStanding = (
  scores: ArrayLike<number>,
  from: number,
  classes: number,
  temperature: number,
): Standing => {
  let [first, second] = [0, -1]
  for (let klass = 1; klass < classes; klass += 1) {
    const score = scores[from + klass] as number
    if (score > (scores[from + first] as number)) [first, second] = [klass, first]
    else if (second === -1 || score > (scores[from + second] as number)) second = klass
  }
  const margin = scores[from + first] as number
  let others = 0
  for (let klass = 0; klass < classes; klass += 1) {
    if (klass !== first) others += Math.exp(((scores[from + klass] as number) - margin) / temperature)
  }
  const logOdds = others === 0 ? mostLogOdds : Math.min(mostLogOdds, -Math.log(others))
  const gap = second === -1 ? Math.abs(margin) : margin - (scores[from + second] as number)
  return { first, second, margin, gap, logOdds }
}

export const confidenceOf = ({ weights }: Confidence, { margin, gap, logOdds }: Standing): number => {
  const [onMargin, onGap, onOdds, constant] = weights as unknown as [number, number, number, number]
  return 1 / (1 + Math.exp(-(onMargin * margin + onGap * gap + onOdds * logOdds + constant)))
}

/** Fits it to held-out `scores` (a row of `classes` for each of `labels`). Label -1 is a text of no class: no answer to it is right. */
export const fitConfidence = (scores: Float32Array, labels: Int32Array, classes: number): Confidence => {
  const temperature = fitTemperature(scores, labels, classes)
  const standings = Array.from(labels, (_, row) => readStanding(scores, row * classes, classes, temperature))
  const point = Float32Array.from([0, 0, 1, 0])
  // Weak pull to the plain probability, for few rows and for those that are all right.
  const pull = 1
  minimise(
    (at, gradient) => {
      const [onMargin, onGap, onOdds, constant] = at as unknown as [number, number, number, number]
      let loss = 0.5 * pull * (onMargin ** 2 + onGap ** 2 + (onOdds - 1) ** 2 + constant ** 2)
      gradient.set([pull * onMargin, pull * onGap, pull * (onOdds - 1), pull * constant])
      standings.forEach(({ first, margin, gap, logOdds }, row) => {
        const z = onMargin * margin + onGap * gap + onOdds * logOdds + constant
        const probability = 1 / (1 + Math.exp(-z))
        const isRight = first === labels[row]
        loss += softplus(isRight ? -z : z)
        const error = probability - (isRight ? 1 : 0)
        gradient[0] = (gradient[0] as number) + error * margin
        gradient[1] = (gradient[1] as number) + error * gap
        gradient[2] = (gradient[2] as number) + error * logOdds
        gradient[3] = (gradient[3] as number) + error
      })
      return loss
    },
    point,
    { mostSteps: 100, tolerance: 1e-7 },
  )
  return { temperature, weights: Float64Array.from(point) }
}

/** log(1 + e^x), also where e^x is too large a number. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/** The temperature under which the labels are likeliest, by golden section over its logarithm. */
const fitTemperature = (scores: Float32Array, labels: Int32Array, classes: number): number => {
  const lossAt = (logarithm: number): number => {
    const temperature = Math.exp(logarithm)
    let loss = 0
    labels.forEach((label, row) => {
      // A text of no class tells nothing of how likely one class is against the others.
      if (label === -1) return
      const from = row * classes
      let largest = Number.NEGATIVE_INFINITY
      for (let klass = 0; klass < classes; klass += 1) {
        largest = Math.max(largest, scores[from + klass] as number)
      }
      let sum = 0
      for (let klass = 0; klass < classes; klass += 1) {
        sum += Math.exp(((scores[from + klass] as number) - largest) / temperature)
      }
      loss += Math.log(sum) - ((scores[from + label] as number) - largest) / temperature
    })
    return loss
  }
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high] = [Math.log(0.01), Math.log(10)]
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
  let [atLeft, atRight] = [lossAt(left), lossAt(right)]
  for (let round = 0; round < 20; round += 1) {
    if (atLeft < atRight) {
      high = right
      ;[right, atRight] = [left, atLeft]
      left = high - ratio * (high - low)
      atLeft = lossAt(left)
    } else {
      low = left
      ;[left, atLeft] = [right, atRight]
      right = low + ratio * (high - low)
      atRight = lossAt(right)
    }
  }
  return Math.exp((low + high) / 2)
}
