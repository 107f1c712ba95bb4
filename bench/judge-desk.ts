import { loadavg } from 'node:os'
import { measureDesk, type PageFigures } from './desk.ts'
import type { DeskSizes } from './fill-desk.ts'
import { showProgress } from './progress.ts'
import { type Finding, noted, printFindings } from './report.ts'

const bars = { firstByteMs: 50, kilobytes: 150 }

const sizes: DeskSizes = {
  ...{ handoffs: 1_000_000, tickets: 100_000, users: 50, drafts: 20_000, auditRows: 10_000 },
}
const fewSizes: DeskSizes = { handoffs: 5_000, tickets: 2_000, users: 10, drafts: 500, auditRows: 500 }

const figures = (...values: number[]): string => values.map((value) => value.toFixed(1)).join(' / ')

const timeOf = ({ name, p50, p99, cpu, bareP50 }: PageFigures): Finding => ({
  what: name,
  measured: figures(p50, p99, cpu, bareP50),
  bar: `≤ ${bars.firstByteMs}`,
  met: p50 <= bars.firstByteMs,
})

const weightOf = ({ name, weight }: PageFigures): Finding => ({
  what: `${name} (${weight.requests} requests)`,
  measured: figures(weight.transferred / 1000, weight.whole / 1000),
  bar: `≤ ${bars.kilobytes}`,
  met: weight.transferred <= bars.kilobytes * 1000,
})

/** Each page of the desk over a large store, or a small one; true when every bar is met. */
export const judgeDesk = async (isQuick: boolean, keep: string | null): Promise<boolean> => {
  const filled = isQuick ? fewSizes : sizes
  const loadBefore = loadavg()
  const { pages, indexed, fillSeconds } = await measureDesk({
    ...{ sizes: filled, requests: 50, warmUp: 5, keep, onProgress: showProgress },
  })
  const { handoffs, tickets } = filled
  return [
    printFindings(
      `Desk over ${handoffs} hand-offs and ${tickets} tickets, SQLite: ms to the first byte, p50 / p99 / of the processor / bare Fastify's p50`,
      [
        noted('hand-offs whose words are known to the search', String(indexed)),
        ...(fillSeconds === null ? [] : [noted('seconds to fill', fillSeconds.toFixed(0))]),
        noted(
          'load of the machine, before and after',
          `${loadBefore[0]?.toFixed(1)} / ${loadavg()[0]?.toFixed(1)}`,
        ),
        ...pages.map(timeOf),
      ],
    ),
    printFindings('Each page with all that it loads, kB as it comes / uncompressed', pages.map(weightOf)),
  ].every(Boolean)
}
