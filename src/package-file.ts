import { readFile } from 'node:fs/promises'

// The compiled package lies one folder deeper (dist/src) than the source (src).
const candidates = ['../', '../../']

/** Text of a file that lies beside this very package's package.json; null when there is none. */
export const readPackageFile = async (name: string): Promise<string | null> => {
  for (const candidate of candidates) {
    const manifest = await readFile(new URL(`${candidate}package.json`, import.meta.url), 'utf8').catch(
      () => '',
    )
    if (manifest.includes('"name": "relevo"'))
      return readFile(new URL(`${candidate}${name}`, import.meta.url), 'utf8').catch(() => null)
  }
  return null
}
