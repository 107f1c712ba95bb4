import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const isModel = (name: string): boolean => name.endsWith('.model')

/**
 * SHA-256 of the models of a bundle, in hex: of a line for each file with its own hash and name, in the order of their names, so that
 * `sha256sum *.model | sha256sum` in the folder says the same. Throws the system's error.
 */
export const hashModels = async (folder: string): Promise<string> => {
  const files = (await readdir(folder)).filter(isModel).sort()
  const all = createHash('sha256')
  for (const file of files) {
    const own = createHash('sha256').update(await readFile(join(folder, file)))
    all.update(`${own.digest('hex')}  ${file}\n`)
  }
  return all.digest('hex')
}
