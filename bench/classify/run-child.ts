import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

export type ChildEnd =
  | { kind: 'ended'; lastLine: string }
  | { kind: 'failed'; why: string; lastLine: string }
  | { kind: 'too-slow'; seconds: number }

/**
 * Runs a command to its end in a process of its own, with nothing of our environment but PATH. Its progress comes as `{"part": 0.5}` on
 * stdout; of what else it writes the last line is told, and when it fails what it said of that. It is killed after `timeoutSeconds`, and when `signal` says so, which
 * rejects with the signal's reason.
 */
export const runChild = async (options: {
  command: string
  args: readonly string[]
  cwd: string
  env?: Readonly<Record<string, string>>
  timeoutSeconds: number
  signal?: AbortSignal | undefined
  onProgress?: ((part: number) => void) | undefined
}): Promise<ChildEnd> => {
  const { command, args, cwd, timeoutSeconds, signal, onProgress } = options
  signal?.throwIfAborted()
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  /** Of stdout. */
  let lastLine = ''
  const keep = (line: string) => {
    written.push(line)
    if (written.length > 50) written.shift()
  }
  createInterface({ input: child.stderr }).on('line', keep)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const part = readPart(line)
    if (part !== null) return onProgress?.(part)
    lastLine = line
    keep(line)
  })
  let isTooSlow = false
  const timer = setTimeout(() => {
    isTooSlow = true
    child.kill('SIGKILL')
  }, timeoutSeconds * 1000)
  const onAbort = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', onAbort)
  try {
    const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode, exitSignal) => resolve([exitCode, exitSignal]))
    })
    signal?.throwIfAborted()
    if (isTooSlow) return { kind: 'too-slow', seconds: timeoutSeconds }
    if (code === 0) return { kind: 'ended', lastLine }
    return { kind: 'failed', why: `ended with ${code ?? killedBy}: ${sayWhy(written)}`, lastLine }
  } catch (error) {
    signal?.throwIfAborted()
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error), lastLine }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** The line that names an error, which Node puts first and Python last; else the last line. */
const sayWhy = (written: readonly string[]): string =>
  (
    written.findLast((line) => /^(Uncaught )?\w*(Error|Exception|Refused)\b.*:/.test(line)) ??
    written.at(-1) ??
    ''
  ).trim()

const readPart = (line: string): number | null => {
  if (!line.startsWith('{"part":')) return null
  return Number(/^\{"part":([\d.e-]+)\}$/.exec(line)?.[1] ?? 0)
}

export const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))
