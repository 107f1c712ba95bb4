/** What came of texts: their numbers, or what is wrong with them, in words. */
export type Vectors = { ok: true; vectors: Float32Array[]; width: number } | { ok: false; why: string }

/**
 * Takes what an encoder gave for `texts` texts: a vector for each, all as long as before (`width`; null: not known yet), of finite
 * numbers as far as 32 bits hold them. Pure.
 */
export const readVectors = (
  given: readonly ArrayLike<number>[],
  { texts, width }: { texts: number; width: number | null },
): Vectors => {
  if (given.length !== texts)
    return {
      ok: false,
      why: `it gave ${given.length} vectors for ${texts} ${texts === 1 ? 'text' : 'texts'}`,
    }
  const expected = width ?? given[0]?.length ?? 0
  if (expected === 0) return { ok: false, why: 'it gave vectors without numbers' }
  const vectors = given.map((numbers) => Float32Array.from(numbers))
  const odd = vectors.find((vector) => vector.length !== expected)
  if (odd !== undefined)
    return { ok: false, why: `it gave a vector of ${odd.length} numbers, and others of ${expected}` }
  return vectors.every((vector) => vector.every(Number.isFinite))
    ? { ok: true, vectors, width: expected }
    : { ok: false, why: 'it gave something that is no finite number' }
}
