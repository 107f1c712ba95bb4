import { ModelRefused } from '../model/model-file.ts'
import { openSealedFile, sealFile } from '../model/sealed-file.ts'
import { classCountOf, type LanguageModel } from './language-model.ts'
import { columnCount, readerVersion } from './read-language-features.ts'

const magic = 'RELEVOL1'

interface Head {
  reader: number
  languages: string[]
  scales: number[]
  biases: number[]
  confidences: { mostLetters: number | null; temperature: number; weights: number[] }[]
  source: string
}

export const encodeLanguageModel = (model: LanguageModel): Uint8Array => {
  const head: Head = {
    reader: readerVersion,
    languages: [...model.languages],
    scales: [...model.scales],
    biases: [...model.biases],
    confidences: model.confidences.map(({ mostLetters, temperature, weights }) => ({
      mostLetters,
      temperature,
      weights: [...weights],
    })),
    source: model.source,
  }
  return sealFile(magic, head, new Uint8Array(model.weights.buffer))
}

/** Throws `ModelRefused` for what is no language model, is damaged, or was made for another way to read texts. */
export const decodeLanguageModel = (bytes: Uint8Array): LanguageModel => {
  const { head, body } = openSealedFile(magic, bytes)
  if (!isHead(head)) throw new ModelRefused('The head of the language model lacks a part.')
  if (head.reader !== readerVersion)
    throw new ModelRefused(
      `The language model was made for version ${head.reader} of how texts are read; this is version ${readerVersion}.`,
    )
  const count = classCountOf(head)
  if (body.length !== columnCount * count || head.scales.length !== count || head.biases.length !== count)
    throw new ModelRefused('The parts of the language model do not fit each other.')
  return {
    languages: head.languages,
    weights: new Int8Array(body.buffer),
    scales: Float32Array.from(head.scales),
    biases: Float32Array.from(head.biases),
    confidences: head.confidences.map(({ weights, ...rest }) => ({
      ...rest,
      weights: Float64Array.from(weights),
    })),
    source: head.source,
  }
}

const isHead = (head: unknown): head is Head => {
  if (typeof head !== 'object' || head === null) return false
  const { reader, languages, scales, biases, confidences, source }: { [part in keyof Head]?: unknown } = head
  return (
    typeof reader === 'number' &&
    typeof source === 'string' &&
    Array.isArray(languages) &&
    languages.length > 0 &&
    languages.every((language) => typeof language === 'string') &&
    areNumbers(scales) &&
    areNumbers(biases) &&
    Array.isArray(confidences) &&
    confidences.length > 0 &&
    confidences.every(isConfidence) &&
    confidences.at(-1).mostLetters === null
  )
}

const isConfidence = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { mostLetters, temperature, weights }: { [part in keyof Head['confidences'][number]]?: unknown } =
    value
  return (
    (mostLetters === null || typeof mostLetters === 'number') &&
    typeof temperature === 'number' &&
    areNumbers(weights) &&
    weights.length === 4
  )
}

const areNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'number')
