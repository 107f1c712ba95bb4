import { hash } from 'node:crypto'
import { createFeatureTable } from './features/feature-table.ts'
import { packOwnColumns, unpackOwnColumns } from './features/own-columns.ts'
import { type ModelHead, parseModelHead } from './file/model-head.ts'
import { packClasses, unpackClasses } from './file/pack-classes.ts'
import { packRuns, unpackRuns } from './file/pack-runs.ts'
import { ModelRefused } from './model-refused.ts'
import { normaliserVersion } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

export { ModelRefused } from './model-refused.ts'

/**
 * A model as a file: `RELEVOM2`, the length of a JSON head, the head, the parts whose sizes it lists, and a SHA-256 of everything
 * before. Numbers are little-endian, so that a file is the same on every machine. Nothing is lost: a model that has been read says
 * what it said before, to the last bit.
 */
const magic = 'RELEVOM2'
const lengthBytes = 4
const digestBytes = 32
const mostHeadBytes = 16_000_000

/** Each part begins where any number may lie. */
const aligned = (length: number): number => Math.ceil(length / 8) * 8

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
  const headBytes = Buffer.from(JSON.stringify(head))
  let at = aligned(magic.length + lengthBytes + headBytes.length)
  const total = head.parts.reduce((sum, size) => sum + aligned(size), at)
  const bytes = Buffer.alloc(total + digestBytes)
  bytes.write(magic, 0, 'latin1')
  bytes.writeUInt32LE(headBytes.length, magic.length)
  headBytes.copy(bytes, magic.length + lengthBytes)
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += aligned(byteLength)
  }
  bytes.set(digestOf(bytes.subarray(0, total)), total)
  return bytes
}

/** Throws `ModelRefused`. */
export const decodeModel = (given: Uint8Array): { parts: ModelParts; about: unknown } => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const { head, from, content } = openFile(bytes)
  if (head.normaliser !== normaliserVersion)
    throw new ModelRefused(
      `The model was trained with version ${head.normaliser} of how texts are read; this is version ${normaliserVersion}. Train it again.`,
    )
  const ends: number[] = []
  head.parts.reduce((at, size) => {
    ends.push(at + size)
    return at + aligned(size)
  }, from)
  if (head.parts.length !== 9 || aligned(ends.at(-1) as number) !== content.length)
    throw new ModelRefused('The model file is shorter than its head says, or longer.')
  // Copies, which begin where the arrays need them to.
  const read = (part: number): ArrayBuffer => {
    const end = ends[part] as number
    return new Uint8Array(content.subarray(end - (head.parts[part] as number), end)).buffer
  }
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

/** The head, where the parts begin, and everything but the checksum, which is right. */
const openFile = (bytes: Buffer): { head: ModelHead; from: number; content: Buffer } => {
  const start = magic.length + lengthBytes
  if (
    bytes.length < start + digestBytes ||
    bytes.toString('latin1', 0, magic.length - 1) !== magic.slice(0, -1)
  )
    throw new ModelRefused('This is no model file of Relevo.')
  if (bytes.toString('latin1', 0, magic.length) !== magic)
    throw new ModelRefused('The model file was made by another version of Relevo. Train it again.')
  const content = bytes.subarray(0, -digestBytes)
  if (!digestOf(content).equals(bytes.subarray(-digestBytes)))
    throw new ModelRefused('The model file is damaged: its checksum is not that of its content.')
  const length = bytes.readUInt32LE(magic.length)
  if (length > mostHeadBytes || start + length > content.length)
    throw new ModelRefused('The model file has no head.')
  const head = parseModelHead(content.toString('utf8', start, start + length))
  return { head, from: aligned(start + length), content }
}

const digestOf = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')
