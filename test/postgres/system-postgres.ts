import { globSync } from 'node:fs'

/**
 * The folder of a PostgreSQL that Debian's packages have installed, with `bin/pg_dump` and the like, which the npm package leaves
 * out; or why there is none. Of several the newest.
 */
export const systemPostgres = (): { native: string } | { missing: string } => {
  const dumps = globSync('/usr/lib/postgresql/*/bin/pg_dump')
  const version = (path: string) => Number(path.split('/')[4])
  const newest = dumps.toSorted((one, other) => version(other) - version(one))[0]
  return newest === undefined
    ? { missing: 'no PostgreSQL with its tools is installed (Debian: postgresql)' }
    : { native: newest.slice(0, -'/bin/pg_dump'.length) }
}
