import { EncoderRefused } from '../encoder-refused.ts'
import type { Batch } from './compose-inputs.ts'
import type { OnnxTensor } from './onnx-runtime.ts'

/** What stands for a whole text, the best first: made for it, or the mean of what stands for its tokens. */
const wanted = ['sentence_embedding', 'last_hidden_state', 'token_embeddings', 'pooler_output']

/** Which output of a model is read; one that is called otherwise is taken when there is no other choice. Pure. */
export const chooseOutput = (names: readonly string[]): string | null =>
  wanted.find((name) => names.includes(name)) ?? names[0] ?? null

/**
 * A vector for each text of the batch: of an output with one for each text as it is, of one with a vector for each token the mean
 * over the text's own tokens. Throws `EncoderRefused` for anything else. Pure.
 */
export const readOutput = (
  { type, dims, data }: OnnxTensor,
  { rows, width, mask }: Pick<Batch, 'rows' | 'width' | 'mask'>,
): Float32Array[] => {
  if (type !== 'float32' || !(data instanceof Float32Array))
    throw new EncoderRefused(`the model answers with ${type}, and float32 is needed`)
  const size = dims.at(-1) ?? 0
  if (dims.length === 2 && dims[0] === rows)
    return Array.from({ length: rows }, (_, row) => data.slice(row * size, (row + 1) * size))
  if (dims.length === 3 && dims[0] === rows && dims[1] === width)
    return Array.from({ length: rows }, (_, row) => {
      const from = row * width
      return meanOf(
        data.subarray(from * size, (from + width) * size),
        mask.subarray(from, from + width),
        size,
      )
    })
  throw new EncoderRefused(`the model answers with numbers of the shape ${dims.join(' × ')}`)
}

const meanOf = (tokens: Float32Array, mask: Float32Array, size: number): Float32Array => {
  const sum = new Float64Array(size)
  let count = 0
  for (const [token, isThere] of mask.entries()) {
    if (isThere === 0) continue
    count += 1
    for (let at = 0; at < size; at += 1) sum[at] = (sum[at] ?? 0) + (tokens[token * size + at] ?? 0)
  }
  return Float32Array.from(sum, (value) => value / Math.max(1, count))
}
