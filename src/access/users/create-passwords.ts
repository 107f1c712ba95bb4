import crypto from 'node:crypto'
import { isDeepStrictEqual, promisify } from 'node:util'
import { AccessUnavailable } from '../access-unavailable.ts'
import { createTurnstile } from './create-turnstile.ts'
import { normalisePassword } from './judge-password.ts'
import { type PasswordCost, readPassword, writePassword } from './password-text.ts'

export interface Passwords {
  /** What is kept of it: salted, slow, with how it was made. */
  hash(password: string): Promise<string>
  /**
   * Compares with what is kept, in constant time; null compares with nothing in the time that it would have taken. `isStale`: it was
   * made in another way than they are now.
   */
  compare(password: string, kept: string | null): Promise<{ isRight: boolean; isStale: boolean }>
}

// argon2 came to Node with 24.7 (https://nodejs.org/api/crypto.html#cryptoargon2algorithm-parameters-callback).
const hasArgon2 = typeof crypto.argon2 === 'function'

/** OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane; else scrypt with 2^17, 8, 1 (128 MiB). */
export const usualCost: PasswordCost = hasArgon2
  ? { kind: 'argon2id', memoryKib: 19_456, passes: 2, lanes: 1 }
  : { kind: 'scrypt', costLog2: 17, blockSize: 8, lanes: 1 }

const saltBytes = 16
const hashBytes = 32
// Each takes its memory, and a thread of the four that files and names are read with, too.
const atOnce = 2
const waiting = 64

const derive = async (
  password: string,
  salt: Buffer,
  length: number,
  cost: PasswordCost,
): Promise<Buffer> => {
  const message = Buffer.from(normalisePassword(password))
  if (cost.kind === 'scrypt') {
    const options = { N: 2 ** cost.costLog2, r: cost.blockSize, p: cost.lanes }
    const maxmem = 256 * options.N * options.r
    return new Promise((resolve, reject) =>
      crypto.scrypt(message, salt, length, { ...options, maxmem }, (error, key) =>
        error === null ? resolve(key) : reject(error),
      ),
    )
  }
  if (!hasArgon2)
    throw new AccessUnavailable(
      'node-too-old',
      'This password was set by a newer Node; this one is older than 24.7 and has no Argon2.',
    )
  return promisify(crypto.argon2)('argon2id', {
    message,
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: length,
    memory: cost.memoryKib,
    passes: cost.passes,
  })
}

/** Hashes passwords in Node's thread pool, a few at a time, so that neither the loop nor the memory is anybody's to use up. */
export const createPasswords = ({
  cost = usualCost,
  random = crypto.randomBytes,
}: {
  cost?: PasswordCost
  random?: (count: number) => Buffer
} = {}): Passwords => {
  const turnstile = createTurnstile({
    atOnce,
    waiting,
    refuse: () => new AccessUnavailable('busy', 'Too many people sign in at once; try again in a moment.'),
  })
  return {
    hash: (password) =>
      turnstile.pass(async () => {
        const salt = random(saltBytes)
        return writePassword({ cost, salt, hash: await derive(password, salt, hashBytes, cost) })
      }),
    compare: (password, kept) =>
      turnstile.pass(async () => {
        const known = kept === null ? null : readPassword(kept)
        const salt = known?.salt ?? Buffer.alloc(saltBytes)
        const expected = known?.hash ?? Buffer.alloc(hashBytes)
        const derived = await derive(password, salt, expected.length, known?.cost ?? cost)
        return {
          isRight: crypto.timingSafeEqual(derived, expected) && known !== null,
          isStale: !isDeepStrictEqual(known?.cost, cost),
        }
      }),
  }
}
