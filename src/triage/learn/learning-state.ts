import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { ownerOnly, replaceDurably } from '../../classify/bundles/durable-files.ts'

const stateSchema = z.strictObject({
  version: z.literal(1),
  /** When the last training ended (ms), and whether it made no model. */
  at: z.number(),
  failed: z.boolean(),
  /** When the last one that made a model began to read tickets (ms); null: there was none. */
  learntUntil: z.number().nullable(),
  /** In plain words. */
  result: z.string(),
})
export type LearningState = Omit<z.output<typeof stateSchema>, 'version'>

const fileName = 'learning.json'

/** What the last training came to, whichever process did it; null: there was none, or it cannot be told. Never throws. */
export const readLearningState = async (folder: string): Promise<LearningState | null> => {
  try {
    const { version: _, ...state } = stateSchema.parse(
      JSON.parse(await readFile(join(folder, fileName), 'utf8')),
    )
    return state
  } catch {
    return null
  }
}

/** Throws the system's error; then it is as it was. */
export const writeLearningState = async (folder: string, state: LearningState): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: ownerOnly.folder })
  await replaceDurably(join(folder, fileName), `${JSON.stringify({ version: 1, ...state })}\n`)
}
