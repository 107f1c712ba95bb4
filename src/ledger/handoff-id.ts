import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const timeDigits = 10
const randomDigits = 16
const poolBytes = 4096

const encodeTime = (ms: number): string => {
  let rest = ms
  let text = ''
  for (let digit = 0; digit < timeDigits; digit++) {
    text = alphabet.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** The lowest id that can be made at `ms`; ids sort by the time they were made. */
export const lowestIdAt = (ms: number): string =>
  `ho_${encodeTime(Math.max(0, ms))}${alphabet.charAt(0).repeat(randomDigits)}`

const increment = (digits: Uint8Array): void => {
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = (digits[at] ?? 0) + 1
    digits[at] = digit % 32
    if (digit < 32) return
  }
}

/**
 * Makes hand-off ids: `ho_` and a ULID in lower case (https://github.com/ulid/spec), 48 bits of time and 80 of randomness.
 * Unique for ever and everywhere, since an id is the marker that tickets are recognised by; rising within one process even
 * when the clock steps back. Randomness is drawn 4 kB at a time: one draw an id costs more than the rest of the id.
 */
export const createHandoffIds = (): ((now: number) => string) => {
  const pool = new Uint8Array(poolBytes)
  const random = new Uint8Array(randomDigits)
  let used = poolBytes
  let lastMs = -1
  let time = ''

  const drawRandom = (): void => {
    if (used + randomDigits > poolBytes) {
      randomFillSync(pool)
      used = 0
    }
    for (let at = 0; at < randomDigits; at++) random[at] = (pool[used + at] ?? 0) & 31
    // Leaves room to count up within one millisecond.
    random[0] = (random[0] ?? 0) & 15
    used += randomDigits
  }

  return (now) => {
    if (now > lastMs) {
      lastMs = now
      time = encodeTime(now)
      drawRandom()
    } else {
      increment(random)
    }
    let text = `ho_${time}`
    for (const digit of random) text += alphabet.charAt(digit)
    return text
  }
}
