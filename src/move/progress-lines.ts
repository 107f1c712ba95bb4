import type { Clock } from '../ops/clock.ts'
import type { Terminal } from '../ops/terminal.ts'
import type { MovePhase, MoveReport } from './move-report.ts'

const barWidth = 24
const lineEveryMs = 10_000
const drawEveryMs = 100

const titles: Record<MovePhase, string> = { copy: 'Copying', compare: 'Comparing' }

const number = (value: number): string => Math.round(value).toLocaleString('en-US')

const formatLeft = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s left`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min left`
  return `${(seconds / 3600).toFixed(1)} h left`
}

interface Run {
  phase: MovePhase
  total: number
  /** Behind it before this run. */
  before: number
  done: number
  startedAt: number
}

/** `Copying 1,200 of 4,800 rows (25 %), 60,000 rows/s, 1 s left` */
const describe = ({ phase, total, before, done, startedAt }: Run, now: number): string => {
  const seconds = (now - startedAt) / 1000
  const rate = seconds > 0 ? (done - before) / seconds : 0
  const part = total === 0 ? 100 : Math.floor((done / total) * 100)
  const speed = rate === 0 ? '' : `, ${number(rate)} rows/s`
  const left = rate === 0 || done >= total ? '' : `, ${formatLeft((total - done) / rate)}`
  return `${titles[phase]} ${number(done)} of ${number(total)} rows (${part} %)${speed}${left}`
}

/**
 * Shows how a move goes on: a bar that redraws itself on a terminal, else a line every ten seconds and one at the end, which a
 * log can hold. On stderr, so that what the command answers stays apart.
 */
export const createProgressLines = ({
  stderr,
  clock,
}: {
  stderr: Terminal['stderr']
  clock: Clock
}): MoveReport => {
  const isTerminal = stderr.isTTY === true
  let run: Run | null = null
  let shownAt = 0

  const show = (current: Run, now: number): void => {
    shownAt = now
    const text = describe(current, now)
    if (!isTerminal) {
      stderr.write(`${text}\n`)
      return
    }
    const part = current.total === 0 ? 1 : current.done / current.total
    const filled = Math.min(barWidth, Math.round(part * barWidth))
    stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${text}\u001b[K`)
  }

  return {
    begin(phase, { total, done }) {
      const now = clock.now()
      run = { phase, total: Math.max(total, done), before: done, done, startedAt: now }
      show(run, now)
    },
    advance(rows) {
      if (run === null) return
      run.done += rows
      // More may arrive while it copies.
      run.total = Math.max(run.total, run.done)
      const now = clock.now()
      if (now - shownAt >= (isTerminal ? drawEveryMs : lineEveryMs)) show(run, now)
    },
    end() {
      if (run === null) return
      show(run, clock.now())
      if (isTerminal) stderr.write('\n')
      run = null
    },
    say: (text) => void stderr.write(`${text}\n`),
  }
}
