import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Where `npm ci` has put the peers. */
const folderVariable = 'RELEVO_BENCH_PEERS'

const requirePeer = (): NodeJS.Require => {
  const folder = process.env[folderVariable]
  if (folder === undefined) throw new Error(`${folderVariable} is not set: the bench sets it.`)
  return createRequire(join(folder, 'package.json'))
}

/** A peer's module; what it has is said by whoever asks, as most of them say nothing of it themselves. */
export const loadPeer = <Module>(name: string): Module => requirePeer()(name)

export const versionOf = (name: string): string =>
  loadPeer<{ version: string }>(`${name}/package.json`).version
