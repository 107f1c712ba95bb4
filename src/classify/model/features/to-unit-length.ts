/** The same direction with length 1; what has none stays as it is. */
export const toUnitLength = (vector: Float32Array): Float32Array => {
  let square = 0
  for (const value of vector) square += value * value
  const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
  return vector.map((value) => value * scale)
}
