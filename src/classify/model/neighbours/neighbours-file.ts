import { ModelRefused } from '../model-file.ts'
import { openSealedFile, sealFile } from '../sealed-file.ts'
import { normaliserVersion } from '../text/normalise-text.ts'
import type { NeighbourParts } from './neighbour-parts.ts'
import { keptFeatures, rarityCount } from './telling-features.ts'

/**
 * A collection of known texts as a file: a sealed file whose body is, one after the other, how rare features are, how many features
 * each text has (a byte), their hashes (32 bits, little endian), and their weights.
 */
const magic = 'RELEVON1'

interface Head {
  normaliser: number
  names: string[]
  /** Each label once. */
  labels: string[]
  /** Of each text; -1: none. */
  labelOf: number[]
  features: number
}

export const encodeNeighbours = ({
  names,
  labels,
  starts,
  hashes,
  weights,
  rarity,
}: NeighbourParts): Uint8Array => {
  const numbers = new Map<string, number>()
  for (const label of labels) if (label !== null && !numbers.has(label)) numbers.set(label, numbers.size)
  const head: Head = {
    normaliser: normaliserVersion,
    names: [...names],
    labels: [...numbers.keys()],
    labelOf: labels.map((label) => (label === null ? -1 : (numbers.get(label) ?? -1))),
    features: hashes.length,
  }
  const lengths = Uint8Array.from(names, (_, row) => (starts[row + 1] as number) - (starts[row] as number))
  const hashBytes = new Uint8Array(hashes.length * 4)
  const view = new DataView(hashBytes.buffer)
  hashes.forEach((hash, at) => {
    view.setInt32(at * 4, hash, true)
  })
  return sealFile(magic, head, Buffer.concat([rarity, lengths, hashBytes, weights]))
}

/** Throws `ModelRefused` for what is no such file, is damaged, or was made for another way to read texts. */
export const decodeNeighbours = (bytes: Uint8Array): NeighbourParts => {
  const { head, body } = openSealedFile(magic, bytes)
  if (!isHead(head)) throw new ModelRefused('The head of the file of known texts lacks a part.')
  if (head.normaliser !== normaliserVersion)
    throw new ModelRefused(
      `The known texts were read by version ${head.normaliser} of how texts are read; this is version ${normaliserVersion}. Train again.`,
    )
  const { names, labels, labelOf, features } = head
  if (
    body.length !== rarityCount + names.length + features * 5 ||
    labelOf.length !== names.length ||
    labelOf.some((number) => number < -1 || number >= labels.length)
  )
    throw new ModelRefused('The parts of the file of known texts do not fit each other.')
  const starts = readStarts(body.subarray(rarityCount, rarityCount + names.length))
  if (starts.at(-1) !== features)
    throw new ModelRefused('The parts of the file of known texts do not fit each other.')
  const from = rarityCount + names.length
  const view = new DataView(body.buffer, body.byteOffset + from, features * 4)
  return {
    names,
    labels: labelOf.map((number) => labels[number] ?? null),
    starts,
    hashes: Int32Array.from({ length: features }, (_, at) => view.getInt32(at * 4, true)),
    weights: body.slice(from + features * 4),
    rarity: body.slice(0, rarityCount),
  }
}

const readStarts = (lengths: Uint8Array): Int32Array => {
  const starts = new Int32Array(lengths.length + 1)
  lengths.forEach((length, row) => {
    if (length > keptFeatures)
      throw new ModelRefused('The parts of the file of known texts do not fit each other.')
    starts[row + 1] = (starts[row] as number) + length
  })
  return starts
}

const isHead = (head: unknown): head is Head => {
  if (typeof head !== 'object' || head === null) return false
  const { normaliser, names, labels, labelOf, features }: { [part in keyof Head]?: unknown } = head
  return (
    typeof normaliser === 'number' &&
    areStrings(names) &&
    areStrings(labels) &&
    Array.isArray(labelOf) &&
    labelOf.every((number) => Number.isInteger(number)) &&
    Number.isInteger(features)
  )
}

const areStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'string')
