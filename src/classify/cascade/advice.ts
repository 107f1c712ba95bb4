import type { Reason } from '../../../schemas/classification.ts'
import type { Target } from '../bundles/bundle.ts'
import type { DetectedLanguage } from '../language/language-detector.ts'

/** What a model says of one target. `unsure`: it is not to be followed; `label` is what it leans to, where it leans at all. */
export type Advice =
  | { kind: 'sure'; label: string; confidence: number }
  | { kind: 'unsure'; label: string | null; confidence: number | null; reason: Reason | null }

/** What the models say of a text. */
export interface ModelAdvice {
  /** Which told the category, or would have; null: none could be asked. */
  model: string | null
  targets: ReadonlyMap<Target, Advice>
  /** What carried the category, and what is like it. */
  evidence: Reason[]
  /** Why the model in use could not be asked; null: it was. */
  away: string | null
}

/** Asks the model in use. Null: there is none. Never throws. */
export interface Adviser {
  advise(text: string, language: DetectedLanguage | null): Promise<ModelAdvice | null>
}
