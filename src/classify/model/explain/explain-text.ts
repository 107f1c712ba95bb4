import { normaliseText } from '../text/normalise-text.ts'
import type { Explanation, ModelParts } from '../text-model.ts'
import { createAttribution } from './attribute-decision.ts'
import { gatherWords, type WordScore } from './gather-words.ts'

export interface ExplainOptions {
  /** So many words at most, for the decision and against it each. */
  most: number
  /** What an encoder made of the text, for a model that reads it. */
  dense?: Float32Array
}

/** What carried a decision, and what spoke against it. */
export interface FullExplanation extends Explanation {
  /** What spoke most for the runner-up; `contribution` is the part of all that spoke against the label, 0..1. */
  against: Explanation['words']
  /**
   * How near the runner-up came, 0..1: all that spoke against the label, of all that spoke for it. Near 1 it is a tie, and the model is
   * unsure because of what stands in the text; near 0 and unsure, little stands in it that the model knows.
   */
  opposition: number
}

export type Explainer = (text: string, options: ExplainOptions) => FullExplanation | null

/**
 * Explains what a model says of a text: null where it says nothing. The words are those of the text alone, and what is masked for the
 * model (numbers, addresses, references) stays masked. Deterministic; a usual text takes less than a millisecond.
 */
export const createExplainer = (parts: ModelParts): Explainer => {
  const attribute = createAttribution(parts)
  return (text, { most, dense }) => {
    const read = normaliseText(text)
    const attribution = attribute(read, dense)
    if (attribution === null) return null
    const words = gatherWords(read, attribution)
    const others = [attribution.bias, attribution.dense]
    const sum = (sign: 1 | -1): number =>
      [...words.map(({ score }) => score), ...others].reduce(
        (total, score) => total + Math.max(0, score * sign),
        0,
      )
    const [spokeFor, spokeAgainst] = [sum(1), sum(-1)]
    return {
      label: parts.labels[attribution.first] as string,
      runnerUp: parts.labels[attribution.second] ?? null,
      words: chooseMost(words, most, { sign: 1, all: spokeFor }),
      against: chooseMost(words, most, { sign: -1, all: spokeAgainst }),
      opposition: spokeFor === 0 ? 1 : Math.min(1, spokeAgainst / spokeFor),
    }
  }
}

/** For one text; who explains many keeps what `createExplainer` returns. */
export const explainText = (
  parts: ModelParts,
  text: string,
  options: ExplainOptions,
): FullExplanation | null => createExplainer(parts)(text, options)

/** By what they spoke; what spoke as much stands in the order of the alphabet. */
const chooseMost = (
  words: readonly WordScore[],
  most: number,
  { sign, all }: { sign: 1 | -1; all: number },
): Explanation['words'] =>
  words
    .filter(({ score }) => score * sign > 0)
    .toSorted((one, other) => (other.score - one.score) * sign || (one.text < other.text ? -1 : 1))
    .slice(0, most)
    .map(({ text, kind, score }) => ({ text, kind, contribution: (score * sign) / all }))
