import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The direct children of a process. PostgreSQL's backends are sessions of their own: a signal to a group does not reach them. */
export const childProcesses = (parent: number): number[] =>
  (process.platform === 'linux' ? fromProc() : fromPs())
    .filter(([, parentPid]) => parentPid === parent)
    .map(([pid]) => pid)

/** Without `ps`, which a bare Debian lacks. */
const fromProc = (): [number, number][] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)])

const parentOf = (pid: string): number => {
  try {
    // proc_pid_stat(5): pid (name) state ppid …; the name may hold anything, brackets included.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
  } catch {
    // It has ended meanwhile.
    return Number.NaN
  }
}

const fromPs = (): [number, number][] =>
  spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
    .map((line) => {
      const [pid, parent] = line.trim().split(/\s+/)
      return [Number(pid), Number(parent)]
    })
