// From the start of the process to listening, and what it holds in memory when it has been idle for a moment. Base line: a
// bare Fastify process in the same run. The first start finds no compile cache and is told apart; every later one, which is
// the usual case, finds what the first has left.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { benchConfiguration, benchEnvironment } from './relevo-under-test.ts'

export interface StartFigures {
  startMs: number
  /** CPU time of the process until it listens, all threads; unlike the time, hardly changed by who else uses the machine. */
  cpuMs: number
  idleMegabytes: number
}

export interface StartComparison {
  bare: StartFigures
  /** Without a compile cache, one shot. */
  cold: StartFigures
  /** Medians. */
  relevo: StartFigures
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const mediansOf = (shots: StartFigures[]): StartFigures => ({
  startMs: median(shots.map(({ startMs }) => startMs)),
  cpuMs: median(shots.map(({ cpuMs }) => cpuMs)),
  idleMegabytes: median(shots.map(({ idleMegabytes }) => idleMegabytes)),
})

/** Resident set size in MB, as the kernel counts it. */
const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** User and system time (fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms). */
export const cpuMs = async (pid: number): Promise<number> => {
  const afterName = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ') ?? []
  return (Number(afterName[11]) + Number(afterName[12])) * 10
}

/** `script` is what starts the service: `src/cli.ts`, or `dist/src/cli.js` as the package and the image have it. */
export const measureStart = async (options: {
  script: string
  rounds: number
  idleMs: number
}): Promise<StartComparison> => {
  const compileCache = await mkdtemp(join(tmpdir(), 'relevo-bench-cache-'))
  const startRelevo = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-'))
    await writeFile(join(folder, 'relevo.yaml'), benchConfiguration({ helpdeskUrl: 'http://127.0.0.1:9' }))
    try {
      return await observe(
        startChild(options.script, ['serve'], {
          env: benchEnvironment(folder, { NODE_COMPILE_CACHE: compileCache }),
          isReady: (line) => line['msg'] === 'listening',
        }),
        options,
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const startBare = () =>
    observe(startChild('bench/bare-server.ts', [], { isReady: (line) => 'url' in line }), options)
  try {
    const cold = await startRelevo()
    const shots: { bare: StartFigures; relevo: StartFigures }[] = []
    for (let round = 0; round < options.rounds; round += 1)
      shots.push({ bare: await startBare(), relevo: await startRelevo() })
    return {
      cold,
      bare: mediansOf(shots.map(({ bare }) => bare)),
      relevo: mediansOf(shots.map(({ relevo }) => relevo)),
    }
  } finally {
    await rm(compileCache, { recursive: true, force: true })
  }
}

const observe = async (starting: Promise<Child>, options: { idleMs: number }): Promise<StartFigures> => {
  const child = await starting
  try {
    const spent = await cpuMs(child.pid)
    await new Promise((resolve) => setTimeout(resolve, options.idleMs))
    return { startMs: child.startMs, cpuMs: spent, idleMegabytes: await residentMegabytes(child.pid) }
  } finally {
    await child.end()
  }
}
