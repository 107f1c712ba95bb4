import type { Measure, Reading } from './measures.ts'

export type Verdict =
  | 'met target'
  | 'met floor'
  | 'below floor'
  | 'no bar'
  | 'short of target'
  | 'not measured'

/** How a reading stands to its bars. `short of target` is said where there is no floor to miss. */
export const judge = (
  { floor, target, better }: Pick<Measure, 'floor' | 'target' | 'better'>,
  reading: Reading,
): Verdict => {
  if (reading.kind === 'none') return 'not measured'
  const { value, isBarred = false } = reading
  const reaches = (bar: number) => !isBarred && (better === 'higher' ? value >= bar : value <= bar)
  if (floor === null && target === null) return 'no bar'
  if (target !== null && reaches(target)) return 'met target'
  if (floor === null) return 'short of target'
  return reaches(floor) ? 'met floor' : 'below floor'
}

/** Whether the run is to fail: a floor is missed, or Relevo itself could not be measured though it was to be. */
export const isFailure = (verdict: Verdict, reading: Reading): boolean =>
  verdict === 'below floor' ||
  (reading.kind === 'none' && (reading.outcome?.kind === 'failed' || reading.outcome?.kind === 'too-slow'))
