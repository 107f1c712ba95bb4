/**
 * The features of one text as 32-bit hashes, words and word parts apart, with repeats. It is filled anew for every text, so that
 * reading a text allocates nothing once it has grown to its size.
 */
export interface FeatureSink {
  words: Int32Array
  wordCount: number
  parts: Int32Array
  partCount: number
}

export const createFeatureSink = (): FeatureSink => ({
  words: new Int32Array(256),
  wordCount: 0,
  parts: new Int32Array(2048),
  partCount: 0,
})

/** The array with room for one more at `length`. */
export const withRoom = (array: Int32Array, length: number): Int32Array => {
  if (length < array.length) return array
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
