/**
 * The features of one text as 32-bit hashes, words and word parts apart, with repeats. It is filled anew for every text, so that
 * reading a text allocates nothing once it has grown to its size.
 */
export interface FeatureSink {
  words: Int32Array<ArrayBuffer>
  wordCount: number
  parts: Int32Array<ArrayBuffer>
  partCount: number
}

export const createFeatureSink = (): FeatureSink => ({
  words: new Int32Array(256),
  wordCount: 0,
  parts: new Int32Array(2048),
  partCount: 0,
})

/** The array with room for one more at `length`. Its memory goes over at once: what is left to the collector lies about for long. */
export const withRoom = (array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> =>
  length < array.length ? array : new Int32Array(array.buffer.transfer(array.byteLength * 2))
