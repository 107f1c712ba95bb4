import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Set by the tests alone: a bench that is run as such measures a start as an admin has it. */
const { NODE_COMPILE_CACHE } = process.env
const compileCache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }

export interface Child {
  process: ChildProcess
  pid: number
  /** From spawn to the first line that `isReady` took, in ms. */
  startMs: number
  ready: Record<string, unknown>
  /** Ends the process we started, by pid, and waits until it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/**
 * Starts `node <script> …args` and resolves at the first JSON line on stdout that `isReady` accepts. Rejects with what the
 * process wrote when it ends before. Lines go on being read, so that the pipe never fills.
 */
export const startChild = async (
  script: string,
  args: string[],
  options: {
    env?: Record<string, string>
    isReady: (line: Record<string, unknown>) => boolean
    timeoutMs?: number
  },
): Promise<Child> => {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...compileCache, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    written.push(chunk.toString())
    if (written.length > 200) written.shift()
  })
  const exited = once(child, 'exit')
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${script} was not ready in time:\n${written.join('')}`)),
      options.timeoutMs ?? 20_000,
    )
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = parseLine(line)
      if (parsed === null || parsed['level'] !== undefined) written.push(`${line}\n`)
      if (written.length > 200) written.shift()
      if (parsed !== null && options.isReady(parsed)) {
        clearTimeout(timer)
        resolve(parsed)
      }
    })
    exited.then(() => {
      clearTimeout(timer)
      reject(new Error(`${script} ended early:\n${written.join('')}`))
    }, reject)
  })
  const end = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  try {
    const line = await ready
    return {
      process: child,
      pid: child.pid ?? 0,
      startMs: performance.now() - startedAt,
      ready: line,
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

const parseLine = (line: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
