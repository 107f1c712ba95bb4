// From the start of the process to listening, and what it holds in memory when it has been idle for a moment. Base line: a
// bare Fastify process in the same run.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { benchConfiguration, benchEnvironment } from './relevo-under-test.ts'

export interface StartFigures {
  startMs: number
  idleMegabytes: number
  bareStartMs: number
  bareIdleMegabytes: number
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Resident set size in MB, as the kernel counts it. */
const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}

export const measureStart = async (options: { rounds: number; idleMs: number }): Promise<StartFigures> => {
  const shots: { relevo: [number, number]; bare: [number, number] }[] = []
  for (let round = 0; round < options.rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-'))
    await writeFile(join(folder, 'relevo.yaml'), benchConfiguration({ helpdeskUrl: 'http://127.0.0.1:9' }))
    const bare = await observe(
      startChild('bench/bare-server.ts', [], { isReady: (line) => 'url' in line }),
      options,
    )
    const relevo = await observe(
      startChild('src/cli.ts', ['serve'], {
        env: benchEnvironment(folder),
        isReady: (line) => line['msg'] === 'listening',
      }),
      options,
    )
    shots.push({ relevo, bare })
    await rm(folder, { recursive: true, force: true })
  }
  return {
    startMs: median(shots.map(({ relevo }) => relevo[0])),
    idleMegabytes: median(shots.map(({ relevo }) => relevo[1])),
    bareStartMs: median(shots.map(({ bare }) => bare[0])),
    bareIdleMegabytes: median(shots.map(({ bare }) => bare[1])),
  }
}

const observe = async (starting: Promise<Child>, options: { idleMs: number }): Promise<[number, number]> => {
  const child = await starting
  try {
    await new Promise((resolve) => setTimeout(resolve, options.idleMs))
    return [child.startMs, await residentMegabytes(child.pid)]
  } finally {
    await child.end()
  }
}
