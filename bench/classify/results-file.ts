import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type Outcome, outcomeSchema } from './figures.ts'

const fileSchema = z.strictObject({
  version: z.literal(1),
  entries: z.record(
    z.string(),
    z.strictObject({
      /** Of the code that made it: what was measured of other code is measured again. */
      fingerprint: z.string(),
      measuredAt: z.string(),
      seconds: z.number(),
      outcome: outcomeSchema,
    }),
  ),
})
type Entries = z.infer<typeof fileSchema>['entries']
export type Entry = Entries[string]

export interface ResultsFile {
  /** What was measured by the same code before, and need not be again. What failed or lacked something is tried again. */
  known(key: string, fingerprint: string): Outcome | undefined
  entries(): Readonly<Entries>
  /** On disk when it resolves: whole, whatever happens meanwhile. */
  put(key: string, entry: Entry): Promise<void>
}

/** `isResumed`: begins with what is in the file. Throws when that is not its own. */
export const openResultsFile = async (path: string, isResumed: boolean): Promise<ResultsFile> => {
  const entries: Entries = isResumed ? await readEntries(path) : {}
  return {
    known(key, fingerprint) {
      const entry = entries[key]
      const isUsable =
        entry?.fingerprint === fingerprint &&
        (entry.outcome.kind === 'measured' || entry.outcome.kind === 'too-slow')
      return isUsable ? entry.outcome : undefined
    },
    entries: () => entries,
    async put(key, entry) {
      entries[key] = entry
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.new`, JSON.stringify({ version: 1, entries }, null, 2))
      await rename(`${path}.new`, path)
    },
  }
}

const readEntries = async (path: string): Promise<Entries> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return {}
  }
  try {
    return fileSchema.parse(JSON.parse(text)).entries
  } catch (cause) {
    throw new Error(`${path} is no file of results. Remove it, or leave out --resume.`, { cause })
  }
}
