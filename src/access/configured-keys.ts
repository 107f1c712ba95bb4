import { timingSafeEqual } from 'node:crypto'
import { hashKey } from './key-text.ts'

/**
 * Finds the key of the configuration whose hash this is; -1: none. Hashes of equal length are compared, every key every time, so
 * that the time taken tells neither how much of a key was right nor which key it was. Without keys nobody gets in.
 */
export const createConfiguredKeys = (keys: readonly string[]): ((hash: Buffer) => number) => {
  // An empty one is nobody's; it keeps its place, as keys are named by it.
  const hashes = keys.map((key) => (key === '' ? null : hashKey(key)))
  return (offered) => {
    let found = -1
    for (const [index, hash] of hashes.entries()) {
      if (hash !== null && timingSafeEqual(hash, offered)) found = index
    }
    return found
  }
}
