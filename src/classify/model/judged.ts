/** One text whose right class is known, and what a model that had not seen it said. What all figures are made of. */
export interface Judged {
  /** Which of the given examples. */
  row: number
  /** The right class; null: none of the model's classes. */
  label: string | null
  /** The model's first choice; null: it knows nothing of the text. */
  predicted: string | null
  /** The probability that `predicted` is right, 0..1. */
  confidence: number
  /** False: like nothing that it was trained on. */
  inScope: boolean
  runnerUp: string | null
  /** ISO 639-1, where it is known. */
  language: string | null
}
