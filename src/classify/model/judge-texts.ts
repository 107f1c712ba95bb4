import type { Judged } from './judged.ts'
import type { TextModel } from './text-model.ts'

export interface TextToJudge {
  text: string
  /** The right class; null: none of the model's. */
  label: string | null
  /** ISO 639-1, where it is known. */
  language: string | null
  /** What an encoder made of it, for a model that needs one. */
  dense?: Float32Array | undefined
}

/** What a model says of texts whose class is known, a row for each. They must not be those that it was trained on. */
export const judgeTexts = (model: Pick<TextModel, 'predict'>, texts: readonly TextToJudge[]): Judged[] =>
  texts.map(({ text, label, language, dense }, row) => {
    const prediction = model.predict(text, dense)
    return {
      row,
      label,
      predicted: prediction?.label ?? null,
      confidence: prediction?.confidence ?? 0,
      inScope: prediction?.inScope ?? false,
      runnerUp: prediction?.runnerUp ?? null,
      language,
    }
  })
