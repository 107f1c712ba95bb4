/** How many hand-offs share a block: a word of all of them takes 2 kB, which no store puts aside. */
export const blockSize = 1024

export interface Spot {
  block: number
  place: number
}

export const spotOf = (number: number): Spot => ({
  block: Math.floor(number / blockSize),
  place: number % blockSize,
})

export const numberAt = ({ block, place }: Spot): number => block * blockSize + place

/** Rising places as they are kept: 16 bits each, little endian. */
export const writePlaces = (places: Iterable<number>): Uint8Array => {
  const sorted = [...new Set(places)].sort((one, other) => one - other)
  const bytes = Buffer.alloc(sorted.length * 2)
  for (const [at, place] of sorted.entries()) bytes.writeUInt16LE(place, at * 2)
  return bytes
}

export const readPlaces = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const places: number[] = []
  for (let at = 0; at + 1 < bytes.byteLength; at += 2) places.push(view.getUint16(at, true))
  return places
}
