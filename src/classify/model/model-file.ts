import { hash } from 'node:crypto'
import { createFeatureTable } from './features/feature-table.ts'
import { normaliserVersion } from './text/normalise-text.ts'
import type { ModelParts } from './text-model.ts'

/**
 * A model as a file: `RELEVOM2`, the length of a JSON head, the head, the arrays that it lists, and a SHA-256 of everything before.
 * Numbers are little-endian, so that a file is the same on every machine.
 */
const magic = 'RELEVOM2'
const digestBytes = 32
const mostHeadBytes = 16_000_000

/** A file that is no model, is damaged, or was made by a version that reads texts in another way. The message says which. */
export class ModelRefused extends Error {
  override name = 'ModelRefused'
}

const arrayKinds = { Int32Array, Float32Array, Uint16Array, Int8Array } as const
type ArrayKind = keyof typeof arrayKinds
type AnyArray = Int32Array | Float32Array | Uint16Array | Int8Array

interface Head {
  normaliser: number
  labels: string[]
  temperature: number
  confidence: number[]
  leastMargin: number
  denseWidth: number
  arrays: { kind: ArrayKind; length: number }[]
  /** What whoever trained it wants to keep with it. */
  about: unknown
}

/** Each array begins where any number may lie. */
const aligned = (length: number): number => Math.ceil(length / 8) * 8

export const encodeModel = (parts: ModelParts, about: unknown): Uint8Array => {
  const { table, idf, denseWidth, classes, confidence, labels, leastMargin } = parts
  const { starts, classes: numbers, values, scales, biases } = classes
  const arrays: AnyArray[] = [table.hashes(), idf, starts, numbers, values, scales, biases]
  const head: Head = {
    normaliser: normaliserVersion,
    labels: [...labels],
    temperature: confidence.temperature,
    confidence: [...confidence.weights],
    leastMargin,
    denseWidth,
    arrays: arrays.map((array) => ({ kind: array.constructor.name as ArrayKind, length: array.length })),
    about,
  }
  const headBytes = Buffer.from(JSON.stringify(head))
  const from = aligned(magic.length + 4 + headBytes.length)
  const total = arrays.reduce((sum, array) => sum + aligned(array.byteLength), from)
  const bytes = Buffer.alloc(total + digestBytes)
  bytes.write(magic, 0, 'latin1')
  bytes.writeUInt32LE(headBytes.length, magic.length)
  headBytes.copy(bytes, magic.length + 4)
  let at = from
  for (const array of arrays) {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(bytes, at)
    at += aligned(array.byteLength)
  }
  bytes.set(digestOf(bytes.subarray(0, total)), total)
  return bytes
}

/** Throws `ModelRefused`. */
export const decodeModel = (given: Uint8Array): { parts: ModelParts; about: unknown } => {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const least = magic.length + 4 + digestBytes
  if (bytes.length < least || bytes.toString('latin1', 0, magic.length) !== magic)
    throw new ModelRefused('This is no model file of Relevo.')
  const total = bytes.length - digestBytes
  if (!digestOf(bytes.subarray(0, total)).equals(bytes.subarray(total)))
    throw new ModelRefused('The model file is damaged: its checksum is not that of its content.')
  const headLength = bytes.readUInt32LE(magic.length)
  if (headLength > Math.min(mostHeadBytes, total)) throw new ModelRefused('The model file has no head.')
  const head = readHead(bytes.toString('utf8', magic.length + 4, magic.length + 4 + headLength))
  if (head.normaliser !== normaliserVersion)
    throw new ModelRefused(
      `The model was trained with version ${head.normaliser} of how texts are read; this is version ${normaliserVersion}. Train it again.`,
    )
  let at = aligned(magic.length + 4 + headLength)
  const arrays = head.arrays.map(({ kind, length }) => {
    const Kind = arrayKinds[kind]
    const size = length * Kind.BYTES_PER_ELEMENT
    if (at + size > total) throw new ModelRefused('The model file is shorter than its head says.')
    // A copy of its own, which begins where the array needs it to.
    const array = new Kind(Uint8Array.from(bytes.subarray(at, at + size)).buffer)
    at += aligned(size)
    return array
  })
  const [hashes, idf, starts, numbers, values, scales, biases] = arrays
  if (
    !(hashes instanceof Int32Array && idf instanceof Float32Array && starts instanceof Int32Array) ||
    !(numbers instanceof Uint16Array && values instanceof Int8Array) ||
    !(scales instanceof Float32Array && biases instanceof Float32Array)
  )
    throw new ModelRefused('The model file lacks a part.')
  const classes = { starts, classes: numbers, values, scales, biases }
  const { temperature, confidence, leastMargin, denseWidth, labels, about } = head
  const parts: ModelParts = {
    labels,
    table: createFeatureTable(hashes),
    idf,
    denseWidth,
    classes,
    confidence: { temperature, weights: Float64Array.from(confidence) },
    leastMargin,
  }
  if (!isWhole(parts)) throw new ModelRefused('The parts of the model file do not fit each other.')
  return { parts, about }
}

/** With a right checksum only a defect or somebody's intent can make it otherwise; then it must still not read beside an array. */
const isWhole = ({ labels, table, idf, denseWidth, classes, confidence }: ModelParts): boolean => {
  const { starts, classes: numbers, values, scales, biases } = classes
  const isRising = starts.every(
    (start, column) => start >= (column === 0 ? 0 : (starts[column - 1] as number)),
  )
  return (
    labels.length > 0 &&
    labels.length === scales.length &&
    labels.length === biases.length &&
    idf.length === table.size &&
    starts.length === table.size + denseWidth + 1 &&
    starts[0] === 0 &&
    isRising &&
    starts.at(-1) === numbers.length &&
    numbers.length === values.length &&
    numbers.every((klass) => klass < labels.length) &&
    confidence.weights.length === 4
  )
}

const readHead = (text: string): Head => {
  const refuse = (): never => {
    throw new ModelRefused('The head of the model file cannot be read.')
  }
  let head: Partial<Head> | null
  try {
    head = JSON.parse(text)
  } catch {
    return refuse()
  }
  if (typeof head !== 'object' || head === null) return refuse()
  const { normaliser, labels, temperature, confidence, leastMargin, denseWidth, arrays, about } = head
  const isRight =
    typeof normaliser === 'number' &&
    typeof temperature === 'number' &&
    typeof leastMargin === 'number' &&
    typeof denseWidth === 'number' &&
    Array.isArray(labels) &&
    labels.every((label) => typeof label === 'string') &&
    Array.isArray(confidence) &&
    confidence.every((weight) => typeof weight === 'number') &&
    Array.isArray(arrays) &&
    arrays.every(
      ({ kind, length }) => Object.hasOwn(arrayKinds, kind) && Number.isInteger(length) && length >= 0,
    )
  return isRight
    ? { normaliser, labels, temperature, confidence, leastMargin, denseWidth, arrays, about }
    : refuse()
}

const digestOf = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')
