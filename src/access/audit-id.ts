import { randomInt } from 'node:crypto'

const base36 = (value: number, digits: number): string => value.toString(36).padStart(digits, '0')

const timeDigits = 9
const countDigits = 4
const mostInOneMs = 36 ** countDigits

/** The lowest id that can be made at `ms`; ids sort by the time they were made. */
export const lowestAuditIdAt = (ms: number): string => `au_${base36(Math.max(0, Math.floor(ms)), timeDigits)}`

/** Makes ids that rise within this process, also when the clock steps back, and that no other process makes. */
export const createAuditIds = (): ((now: number) => string) => {
  let last = 0
  let count = 0
  return (now) => {
    if (now > last) {
      last = now
      count = 0
    } else if (++count === mostInOneMs) {
      last += 1
      count = 0
    }
    return `${lowestAuditIdAt(last)}${base36(count, countDigits)}${base36(randomInt(36 ** 8), 8)}`
  }
}
