import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'

const unzip = promisify(gunzip)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a line of any of the sets may have; each has its own columns. */
const rowSchema = z.object({
  text: z.string(),
  label: z.string(),
  subject: z.string().exactOptional(),
  title: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  lang: z.string().exactOptional(),
  group: z.union([z.string(), z.number()]).transform(String).exactOptional(),
})
export type DataRow = z.infer<typeof rowSchema>

export interface DataSets {
  folder: string
  has(name: string): boolean
  /** `banking77/train` is the file `banking77/train.jsonl.gz`. Throws what the file system says, or which line is no row. */
  read(file: string): Promise<DataRow[]>
}

/** RELEVO_DATA_SETS, or the folder `shared/data` beside the repository. */
export const openDataSets = (env: Readonly<Record<string, string | undefined>>): DataSets => {
  const folder = resolve(root, env['RELEVO_DATA_SETS'] ?? '../shared/data')
  return {
    folder,
    has: (name) => existsSync(join(folder, name)),
    async read(file) {
      const path = join(folder, `${file}.jsonl.gz`)
      const lines = (await unzip(await readFile(path))).toString('utf8').split('\n')
      return lines.flatMap((line, at) => (line.trim() === '' ? [] : [parseRow(line, `${path}:${at + 1}`)]))
    },
  }
}

const parseRow = (line: string, where: string): DataRow => {
  try {
    return rowSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new Error(`${where} is no row of a data set.`, { cause })
  }
}
