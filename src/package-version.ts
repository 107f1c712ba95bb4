import * as z from 'zod'
import { readPackageFile } from './package-file.ts'

const manifestSchema = z.object({ version: z.string() })

/** The version in the package.json of this very package. */
export const packageVersion = async (): Promise<string> => {
  const text = await readPackageFile('package.json')
  return text === null ? 'unknown' : manifestSchema.parse(JSON.parse(text)).version
}
