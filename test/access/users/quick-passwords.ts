import { createPasswords } from '../../../src/access/users/create-passwords.ts'
import type { PasswordCost } from '../../../src/access/users/password-text.ts'

const cost: PasswordCost = { kind: 'scrypt', costLog2: 4, blockSize: 1, lanes: 1 }

/** Hashes as cheap as they can be, for tests of what is around them. */
export const quickPasswords = () => createPasswords({ cost })
