/** A batch of texts as a model takes them: rows of equal length, one after the other. */
export interface Batch {
  rows: number
  /** Tokens of each row, padding included. */
  width: number
  /** 1 where there is a token, 0 where there is padding. */
  mask: Float32Array
  inputs: Readonly<Record<InputName, BigInt64Array>>
}

/** What BERT and its kin ask for. */
export const inputNames = ['input_ids', 'attention_mask', 'token_type_ids'] as const
export type InputName = (typeof inputNames)[number]

/** Fills texts of tokens up to the length of the longest. Pure. */
export const composeInputs = (texts: readonly (readonly number[])[], padding: number): Batch => {
  const rows = texts.length
  const width = texts.reduce((most, { length }) => Math.max(most, length), 0)
  const tokens = new BigInt64Array(rows * width).fill(BigInt(padding))
  const attention = new BigInt64Array(rows * width)
  const mask = new Float32Array(rows * width)
  for (const [row, text] of texts.entries())
    for (const [at, token] of text.entries()) {
      tokens[row * width + at] = BigInt(token)
      attention[row * width + at] = 1n
      mask[row * width + at] = 1
    }
  return {
    rows,
    width,
    mask,
    inputs: {
      input_ids: tokens,
      attention_mask: attention,
      token_type_ids: new BigInt64Array(rows * width),
    },
  }
}
