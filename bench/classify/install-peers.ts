import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './run-child.ts'

const here = fileURLToPath(new URL('./peers', import.meta.url))
const cache = fileURLToPath(new URL('../../node_modules/.cache/relevo-bench-classify', import.meta.url))

export type Peers = { kind: 'ready'; folder: string } | { kind: 'missing'; why: string }

/**
 * The npm peers, of the versions that their lock names, in a folder that git does not see. Installed on first use, without their
 * scripts; a half-made folder never takes the place of a whole one.
 */
export const installPeers = async (signal?: AbortSignal): Promise<Peers> => {
  const lock = await readFile(join(here, 'package-lock.json'))
  const folder = join(cache, `peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`)
  if (existsSync(folder)) return { kind: 'ready', folder }
  const staging = `${folder}.${process.pid}`
  await mkdir(staging, { recursive: true })
  try {
    for (const name of ['package.json', 'package-lock.json'])
      await copyFile(join(here, name), join(staging, name))
    const npm = process.env['npm_execpath']
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
    const end = await runChild({
      ...(npm === undefined ? { command: 'npm', args } : { command: process.execPath, args: [npm, ...args] }),
      cwd: staging,
      // npm's own settings (a mirror, a proxy) are the user's.
      env: Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) =>
          value === undefined || /^npm_(lifecycle|package)_/.test(name) ? [] : [[name, value]],
        ),
      ),
      timeoutSeconds: 600,
      signal,
    })
    switch (end.kind) {
      case 'ended':
        await rename(staging, folder)
        return { kind: 'ready', folder }
      case 'failed':
        return { kind: 'missing', why: `npm ci ${end.why}` }
      case 'too-slow':
        return { kind: 'missing', why: `npm ci took more than ${end.seconds} s` }
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}
