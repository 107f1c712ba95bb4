import { readFile } from 'node:fs/promises'
import * as z from 'zod'

// The compiled package lies one folder deeper (dist/src/commands) than the source (src/commands).
const candidates = ['../../package.json', '../../../package.json']

/** The version in the package.json of this very package. */
export const packageVersion = async (): Promise<string> => {
  for (const candidate of candidates) {
    const text = await readFile(new URL(candidate, import.meta.url), 'utf8').catch(() => null)
    const parsed = z
      .object({ name: z.literal('relevo'), version: z.string() })
      .safeParse(text === null ? null : JSON.parse(text))
    if (parsed.success) return parsed.data.version
  }
  return 'unknown'
}
