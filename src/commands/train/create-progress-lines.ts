import type { Clock } from '../../ops/clock.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Progress } from '../../training/progress.ts'

const barWidth = 24
const lineEveryMs = 10_000
const drawEveryMs = 100
/** Before there is so much, what is left is a guess. */
const tellingPart = 0.02

/**
 * Shows how a training goes on: a bar that redraws itself on a terminal, else a line every ten seconds and one at the end of each
 * step. On stderr, so that what the command answers stays apart. `end` leaves the cursor on a line of its own.
 */
export const createProgressLines = ({
  stderr,
  clock,
}: {
  stderr: Terminal['stderr']
  clock: Clock
}): Progress & { end(): void } => {
  const isTerminal = stderr.isTTY === true
  let title: string | null = null
  let [beganAt, shownAt] = [0, 0]
  let isDrawn = false

  const closeLine = () => {
    if (isDrawn) stderr.write('\n')
    isDrawn = false
  }

  const show = (part: number, note: string, now: number) => {
    shownAt = now
    const percent = `${Math.floor(part * 100)} %`
    const text = [percent, note, timeLeft(part, now - beganAt)].filter((word) => word !== '').join(', ')
    if (!isTerminal) {
      stderr.write(`${title}: ${text}\n`)
      return
    }
    const filled = Math.round(part * barWidth)
    stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${title}: ${text}\u001b[K`)
    isDrawn = true
  }

  return {
    begin(next) {
      closeLine()
      title = next
      beganAt = clock.now()
      shownAt = beganAt
      if (isTerminal) show(0, '', beganAt)
      else stderr.write(`${next} …\n`)
    },
    at(part, note = '') {
      if (title === null) return
      const now = clock.now()
      const isDone = part >= 1
      if (isDone || now - shownAt >= (isTerminal ? drawEveryMs : lineEveryMs)) show(part, note, now)
      if (isDone) {
        closeLine()
        title = null
      }
    },
    say(text) {
      closeLine()
      stderr.write(`${text}\n`)
    },
    end: closeLine,
  }
}

const timeLeft = (part: number, passedMs: number): string => {
  if (part < tellingPart || part >= 1) return ''
  const seconds = ((passedMs / part) * (1 - part)) / 1000
  if (seconds < 90) return `${Math.ceil(seconds)} s left`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min left`
  return `${(seconds / 3600).toFixed(1)} h left`
}
