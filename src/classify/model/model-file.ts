import { createFeatureTable } from './features/feature-table.ts'
import { packOwnColumns, unpackOwnColumns } from './features/own-columns.ts'
import { type ModelHead, parseModelHead } from './file/model-head.ts'
import { packClasses, unpackClasses } from './file/pack-classes.ts'
import { packRuns, unpackRuns } from './file/pack-runs.ts'
import { ModelRefused } from './model-refused.ts'
import { openSealedFile, sealFile } from './sealed-file.ts'
import { normaliserVersion } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

export { ModelRefused } from './model-refused.ts'

/**
 * A model as a sealed file: its head, and the parts whose sizes the head lists, one after the other. Numbers are little-endian, so that
 * a file is the same on every machine. Nothing is lost: a model that has been read says what it said before, to the last bit.
 */
const magic = 'RELEVOM3'

export const encodeModel = (model: ModelParts, about: unknown): Uint8Array => {
  const { labels, table, idf, denseWidth, confidence, scope, own } = model
  const runs = packRuns(idf)
  const classes = packClasses(model.classes)
  const { scales, biases } = model.classes
  const parts = [
    ...[table.hashes(), runs.values, runs.lengths],
    ...[classes.counts, classes.classes, classes.values, scales, biases, packOwnColumns(own)],
  ]
  const head: ModelHead = {
    normaliser: normaliserVersion,
    labels: [...labels],
    denseWidth,
    temperature: confidence.temperature,
    confidence: [...confidence.weights],
    scope,
    parts: parts.map(({ byteLength }) => byteLength),
    about,
  }
  const body = parts.map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
  return sealFile(magic, head, Buffer.concat(body))
}

/** Throws `ModelRefused`. */
export const decodeModel = (given: Uint8Array): { parts: ModelParts; about: unknown } => {
  const { head: unread, body } = openSealedFile(magic, given)
  const head = parseModelHead(unread)
  if (head.normaliser !== normaliserVersion)
    throw new ModelRefused(
      `The model was trained with version ${head.normaliser} of how texts are read; this is version ${normaliserVersion}. Train it again.`,
    )
  const starts = [0]
  for (const size of head.parts) starts.push((starts.at(-1) as number) + size)
  if (head.parts.length !== 9 || starts.at(-1) !== body.length)
    throw new ModelRefused('The model file is shorter than its head says, or longer.')
  // Copies, which begin where the arrays need them to.
  const read = (part: number): ArrayBuffer =>
    Uint8Array.from(body.subarray(starts[part], starts[part + 1])).buffer
  const numbersOf = (part: number): number => (head.parts[part] as number) / 4
  if ([0, 1, 6, 7].some((part) => !Number.isInteger(numbersOf(part)))) throw new ModelRefused(misfit)

  const table = createFeatureTable(new Int32Array(read(0)))
  const scales = new Float32Array(read(6))
  if (head.parts[8] !== Math.ceil(table.size / 8)) throw new ModelRefused(misfit)
  if (table.size !== numbersOf(0) || head.labels.length !== scales.length || head.confidence.length !== 4)
    throw new ModelRefused(misfit)
  const { labels, denseWidth, temperature, confidence, scope, about } = head
  const parts: ModelParts = {
    labels,
    table,
    idf: unpackRuns({ values: new Float32Array(read(1)), lengths: new Uint8Array(read(2)) }, table.size),
    denseWidth,
    classes: unpackClasses(
      { counts: new Uint8Array(read(3)), classes: new Uint8Array(read(4)), values: new Int8Array(read(5)) },
      { width: table.size + denseWidth, scales, biases: new Float32Array(read(7)) },
    ),
    confidence: { temperature, weights: Float64Array.from(confidence) },
    scope,
    own: unpackOwnColumns(new Uint8Array(read(8)), table.size),
  }
  return { parts, about }
}

const misfit = 'The parts of the model file do not fit each other.'
