import type { Stamp } from './disk.ts'

/** Times in ms. */
export const stampOf = (stats: { mtimeMs: number; ctimeMs: number; size: number; ino: number }): Stamp => ({
  changedAt: Math.round(stats.mtimeMs),
  version: [stats.mtimeMs, stats.ctimeMs, stats.size, stats.ino].join(' '),
})
