/** 32-bit floats, little endian, in base64. Pure. */
export const toVectorText = (vector: Float32Array): string => {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [at, number] of vector.entries()) bytes.writeFloatLE(number, at * 4)
  return bytes.toString('base64')
}

/** What `toVectorText` wrote. Pure. */
export const fromVectorText = (text: string): Float32Array => {
  const bytes = Buffer.from(text, 'base64')
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4))
}
