import type { Classification, Step } from '../../../schemas/classification.ts'

/** What happens in classifying, for metrics and logs: no text, no word of it. */
export type CascadeEvent =
  | { kind: 'classified'; classification: Classification }
  | { kind: 'step'; step: Step }
  /** A model, the encoder or the language model could not be used. */
  | { kind: 'away'; what: 'model' | 'encoder' | 'llm' | 'language'; why: string }
