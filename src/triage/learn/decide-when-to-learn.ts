export interface LearningFacts {
  enabled: boolean
  /** How often at most (ms), and how many tickets must have been resolved since. */
  every: number
  leastNew: number
  /** When the last training ended that made a model (ms); null: there was none. */
  learntAt: number | null
  /** When one was tried last and failed (ms); null: the last one did not fail. */
  failedAt: number | null
  newLabels: number
  now: number
}

export type WhenToLearn =
  | { kind: 'now' }
  /** `at` (ms) at the earliest; null: never by itself. */
  | { kind: 'later'; at: number | null; why: 'off' | 'too-soon' | 'too-few' | 'failed' }

/** What failed is mostly a help desk or an encoder that is away for hours, or tickets that nothing can be learnt from yet. */
const afterFailureMs = 6 * 3_600_000

/** Whether a training is due by itself. Pure. */
export const decideWhenToLearn = (facts: LearningFacts): WhenToLearn => {
  const { enabled, every, leastNew, learntAt, failedAt, newLabels, now } = facts
  if (!enabled) return { kind: 'later', at: null, why: 'off' }
  const due = learntAt === null ? now : learntAt + every
  if (due > now) return { kind: 'later', at: due, why: 'too-soon' }
  if (newLabels < leastNew) return { kind: 'later', at: now, why: 'too-few' }
  const again = failedAt === null ? now : failedAt + afterFailureMs
  return again > now ? { kind: 'later', at: again, why: 'failed' } : { kind: 'now' }
}
