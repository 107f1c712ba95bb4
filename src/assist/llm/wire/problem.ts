import type { LlmFailure } from '../language-model.ts'
import type { ServerError } from './read-error.ts'

/** Why one request came to nothing. `why` is made of fixed words and codes: nothing of the key, the prompt or the answer is in it. */
export interface Problem {
  reason: LlmFailure
  why: string
  /** Whether asking again may mend it. */
  passes: boolean
  /** Whether it says that something is wrong with the server, for the circuit. */
  blamesServer: boolean
  /** Whether it was billed, as far as one can tell: it got as far as writing. */
  mayCost: boolean
  /** What it asked to wait. */
  retryAfterMs: number | null
  /** What the server itself said, to find out what it cannot do. */
  answer: { status: number; error: ServerError } | null
}

export const problemOf = (
  reason: LlmFailure,
  why: string,
  about: Partial<Omit<Problem, 'reason' | 'why'>> = {},
): Problem => ({
  reason,
  why,
  passes: false,
  blamesServer: false,
  mayCost: false,
  retryAfterMs: null,
  answer: null,
  ...about,
})
