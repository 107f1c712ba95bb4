/** A smooth function of many variables: writes its gradient at `point` into `gradient` and returns its value. */
export type Objective = (point: Float32Array, gradient: Float32Array) => number

export interface MinimiseOptions {
  mostSteps: number
  /** Stop when the value falls by less than this part of itself in a step. */
  tolerance: number
  /** The inner product that lengths and angles go by, and that the gradient is one of; absent: the usual one. */
  dot?: (one: Float32Array, other: Float32Array) => number
}

/** Steps that are remembered; each costs two arrays as long as the point. */
const memory = 5
const mostHalvings = 20

/**
 * Minimises a convex function from `point` (which is changed) by L-BFGS with backtracking. Nocedal and Wright, "Numerical
 * Optimization", algorithm 7.4. Returns the value that was reached.
 */
export const minimise = (objective: Objective, point: Float32Array, options: MinimiseOptions): number => {
  const dot = options.dot ?? multiply
  const size = point.length
  let gradient = new Float32Array(size)
  let nextGradient = new Float32Array(size)
  const next = new Float32Array(size)
  const direction = new Float32Array(size)
  const history: { step: Float32Array; change: Float32Array; scale: number }[] = []
  let value = objective(point, gradient)
  const firstLength = Math.sqrt(dot(gradient, gradient))
  if (firstLength === 0) return value
  for (let round = 0; round < options.mostSteps; round += 1) {
    aim(direction, gradient, history, dot)
    const slope = dot(gradient, direction)
    if (slope >= 0) break
    let length = history.length === 0 ? 1 / firstLength : 1
    let nextValue = value
    let isFound = false
    for (let halving = 0; halving < mostHalvings && !isFound; halving += 1) {
      for (let at = 0; at < size; at += 1)
        next[at] = (point[at] as number) + length * (direction[at] as number)
      nextValue = objective(next, nextGradient)
      isFound = nextValue <= value + 1e-4 * length * slope
      length /= 2
    }
    if (!isFound) break
    remember(history, { from: point, to: next, before: gradient, after: nextGradient }, dot)
    point.set(next)
    ;[gradient, nextGradient] = [nextGradient, gradient]
    const gain = value - nextValue
    value = nextValue
    if (gain < options.tolerance * Math.abs(value)) break
  }
  return value
}

type History = { step: Float32Array; change: Float32Array; scale: number }[]

/** The direction to go: the gradient, bent by what the last steps taught of the curvature. */
const aim = (direction: Float32Array, gradient: Float32Array, history: History, dot: Dot): void => {
  for (let at = 0; at < gradient.length; at += 1) direction[at] = -(gradient[at] as number)
  const shares = history.map(() => 0)
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const { step, change, scale } = history[index] as History[number]
    const share = scale * dot(step, direction)
    shares[index] = share
    add(direction, change, -share)
  }
  const last = history.at(-1)
  if (last !== undefined) {
    const factor = 1 / (last.scale * dot(last.change, last.change))
    for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] as number) * factor
  }
  history.forEach(({ step, change, scale }, index) => {
    add(direction, step, (shares[index] as number) - scale * dot(change, direction))
  })
}

const remember = (
  history: History,
  { from, to, before, after }: Record<'from' | 'to' | 'before' | 'after', Float32Array>,
  dot: Dot,
): void => {
  const oldest = history.length === memory ? history.shift() : undefined
  const step = oldest?.step ?? new Float32Array(from.length)
  const change = oldest?.change ?? new Float32Array(from.length)
  for (let at = 0; at < from.length; at += 1) {
    step[at] = (to[at] as number) - (from[at] as number)
    change[at] = (after[at] as number) - (before[at] as number)
  }
  const curvature = dot(step, change)
  // A step along which nothing bends teaches nothing.
  if (curvature > 1e-10) history.push({ step, change, scale: 1 / curvature })
}

type Dot = NonNullable<MinimiseOptions['dot']>

const multiply: Dot = (one, other) => {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number)
  return sum
}

const add = (to: Float32Array, what: Float32Array, factor: number): void => {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] as number) + factor * (what[at] as number)
}
