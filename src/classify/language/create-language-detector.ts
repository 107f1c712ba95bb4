import { confidenceOf, readStanding } from '../model/learn/confidence.ts'
import type { LanguageDetector } from './language-detector.ts'
import { classCountOf, type LanguageModel, type LengthConfidence, scoreLanguages } from './language-model.ts'
import { createLanguageReader } from './read-language-features.ts'

/** Texts of fewer letters are told only when it is near certain: a word or two may be of any language. */
const fewLetters = 15
const leastConfidence = 0.5
/** A language that is not to be chosen is taken for what the text is in when the model is so sure of it. */
const leastConfidenceOfOthers = 0.99
const leastConfidenceOfFew = 0.65

export interface LanguageDetectorOptions {
  model: LanguageModel
  /** ISO 639-1 codes to choose among; absent: all that the model knows. Fewer are told apart better. */
  languages?: readonly string[]
}

/**
 * Tells the language of a text, or that it cannot: null for fewer than two letters, for another script, for another language as far as
 * that shows, and when it is too unsure. Throws a RangeError for a language that the model does not know. Linear in the text, of which
 * it reads a thousand characters; not for two calls at the same time.
 */
export const createLanguageDetector = ({
  model,
  languages = model.languages,
}: LanguageDetectorOptions): LanguageDetector => {
  const numbers = languages.map((language) => model.languages.indexOf(language))
  const unknown = languages.find((_, at) => numbers[at] === -1)
  if (unknown !== undefined)
    throw new RangeError(`The language model does not know ${JSON.stringify(unknown)}.`)
  const read = createLanguageReader()
  const scores = new Float64Array(classCountOf(model))
  const chosen = new Float64Array(languages.length + 1)
  const isChosen = new Set(numbers)
  const confidenceFor = (letters: number): LengthConfidence =>
    model.confidences.find(({ mostLetters }) => mostLetters === null || letters <= mostLetters) as never
  return {
    languages,
    detect(text) {
      const features = read(text)
      if (features.letters < 2 || features.otherLetters > features.letters) return null
      scoreLanguages(model, features, scores)
      const fitted = confidenceFor(features.letters)
      const ofAll = readStanding(scores, 0, scores.length, fitted.temperature)
      if (!isChosen.has(ofAll.first) && confidenceOf(fitted, ofAll) >= leastConfidenceOfOthers) return null
      numbers.forEach((number, at) => {
        chosen[at] = scores[number] as number
      })
      chosen[languages.length] = scores[model.languages.length] as number
      const standing = readStanding(chosen, 0, chosen.length, fitted.temperature)
      const code = languages[standing.first]
      if (code === undefined) return null
      const confidence = confidenceOf(fitted, standing)
      return confidence < (features.letters < fewLetters ? leastConfidenceOfFew : leastConfidence)
        ? null
        : { code, confidence }
    },
  }
}
