/** How a hash was made, beside what it is. */
export type PasswordCost =
  | { kind: 'argon2id'; memoryKib: number; passes: number; lanes: number }
  | { kind: 'scrypt'; costLog2: number; blockSize: number; lanes: number }

export interface HashedPassword {
  cost: PasswordCost
  salt: Buffer
  hash: Buffer
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const writeCost = (cost: PasswordCost): string =>
  cost.kind === 'argon2id'
    ? `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=${cost.lanes}`
    : `$scrypt$ln=${cost.costLog2},r=${cost.blockSize},p=${cost.lanes}`

/** As the PHC string format has it, which other programs read too (https://github.com/P-H-C/phc-string-format). */
export const writePassword = ({ cost, salt, hash }: HashedPassword): string =>
  `${writeCost(cost)}$${base64(salt)}$${base64(hash)}`

const argon2 = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([\w+/]+)\$([\w+/]+)$/
const scrypt = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w+/]+)\$([\w+/]+)$/

/** Null: it is none that this version can read. */
export const readPassword = (text: string): HashedPassword | null => {
  const [found, kind] = text.startsWith('$argon2id$')
    ? [argon2.exec(text), 'argon2id' as const]
    : [scrypt.exec(text), 'scrypt' as const]
  if (found === null) return null
  const [first = 0, second = 0, lanes = 0] = found.slice(1, 4).map(Number)
  return {
    cost:
      kind === 'argon2id'
        ? { kind, memoryKib: first, passes: second, lanes }
        : { kind, costLog2: first, blockSize: second, lanes },
    salt: Buffer.from(found[4] ?? '', 'base64'),
    hash: Buffer.from(found[5] ?? '', 'base64'),
  }
}
