import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ContenderId } from './contenders.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const protocol = [
  'bench/classify/protocol.ts',
  'bench/classify/contend.ts',
  'bench/classify/tasks.ts',
  'bench/classify/data-sets.ts',
  'src/classify/join-subject-and-body.ts',
]
const relevo = [
  'src/classify/model',
  'src/classify/language',
  'src/classify/starter',
  'src/classify/categories',
  'src/classify/create-rules.ts',
  ...['relevo', 'model-cost', 'memory', 'language', 'starter'].map((name) => `bench/classify/${name}.ts`),
]

/** What the figures of a contender depend on, as one word: the same code, the same word. */
export const fingerprintOf = async (contender: ContenderId): Promise<string> => {
  const hash = createHash('sha256')
  for (const path of [...protocol, ...(contender === 'relevo' ? relevo : ['bench/classify/peers'])])
    for (const file of await filesIn(path)) hash.update(`${file}\n`).update(await readFile(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

const filesIn = async (path: string): Promise<string[]> => {
  if ((await stat(join(root, path))).isFile()) return [path]
  const names = (await readdir(join(root, path))).toSorted()
  return (await Promise.all(names.map((name) => filesIn(`${path}/${name}`)))).flat()
}
