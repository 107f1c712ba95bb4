// A disk that fills up under load, and is freed again. Needs a small file system of its own (tmpfs, so root); says so and
// skips where that is not allowed.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { countTickets, createWorld, post, readCustody, waitUntilDrained } from './world.ts'

const run = promisify(execFile)

export type DiskFullFigures =
  | { kind: 'skipped'; why: string }
  | {
      kind: 'measured'
      acknowledged: number
      refused: number
      lost: number
      duplicates: number
      recovered: boolean
      balanced: boolean
    }

const mountSmall = async (megabytes: number): Promise<{ folder: string } | { why: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
    return { folder }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    return {
      why: `a tmpfs cannot be mounted here (${error instanceof Error ? error.message.split('\n')[0] : error})`,
    }
  }
}

export const measureDiskFull = async (options: { megabytes: number }): Promise<DiskFullFigures> => {
  const disk = await mountSmall(options.megabytes)
  if ('why' in disk) return { kind: 'skipped', why: disk.why }
  const world = await createWorld({
    dataDir: join(disk.folder, 'data'),
    sandbox: {
      limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
    },
    settings: { perWindow: 1_000_000, settleMs: 2000, probeEveryMs: 500, retryCeilingMs: 2000 },
  })
  try {
    const acknowledged = new Set<number>()
    let refused = 0
    const send = async (number: number): Promise<boolean> => {
      const taken = (await post(world.url(), number)) !== null
      if (taken) acknowledged.add(number)
      else refused += 1
      return taken
    }
    for (let number = 0; number < 20; number += 1) await send(number)
    // Fill what is left, down to the last block.
    const filler = join(disk.folder, 'filler')
    await writeFile(filler, Buffer.alloc(options.megabytes * 1024 * 1024)).catch(() => undefined)
    for (let number = 20; number < 120; number += 1) await send(number)
    await unlink(filler)
    let recovered = false
    const deadline = performance.now() + 20_000
    for (let number = 120; !recovered && performance.now() < deadline; number += 1) {
      recovered = await send(number)
      if (!recovered) await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await waitUntilDrained(world.url, 60_000)
    const custody = await readCustody(world.url())
    const count = countTickets(world.sandbox, acknowledged)
    return {
      kind: 'measured',
      acknowledged: acknowledged.size,
      refused,
      lost: count.lost.length,
      duplicates: count.duplicated.length,
      recovered,
      balanced: custody.balanced,
    }
  } finally {
    await world.close()
    await run('umount', [disk.folder]).catch(() => undefined)
    await rm(disk.folder, { recursive: true, force: true })
  }
}
