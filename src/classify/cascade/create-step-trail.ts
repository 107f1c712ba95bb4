import type { Step } from '../../../schemas/classification.ts'

/** Who was asked of one text, and how long each took. */
export interface StepTrail {
  readonly steps: Step[]
  /** Starts the clock of a step; to be told what came of it. */
  begin(
    step: Step['step'],
  ): (came: Pick<Step, 'verdict'> & Partial<Pick<Step, 'category' | 'confidence'>>) => void
}

/** `now`: milliseconds that rise evenly. */
export const createStepTrail = (now: () => number): StepTrail => {
  const steps: Step[] = []
  return {
    steps,
    begin(step) {
      const since = now()
      return ({ verdict, category = null, confidence = null }) => {
        const ms = Math.max(0, Math.round((now() - since) * 100) / 100)
        steps.push({ step, verdict, category, confidence, ms })
      }
    },
  }
}
