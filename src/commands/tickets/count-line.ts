import type { Clock } from '../../ops/clock.ts'
import type { Output } from '../../ops/terminal.ts'

const quietMs = 1000

/** Tells on a terminal how many tickets were read, once it has taken more than a second; gone from the screen afterwards. */
export const createCountLine = (
  stderr: Output,
  clock: Clock,
): { show: (count: number, total: number | null) => void; end: () => void } => {
  const startedAt = clock.now()
  let isShown = false
  return {
    show(count, total) {
      if (stderr.isTTY !== true || clock.now() - startedAt < quietMs) return
      isShown = true
      stderr.write(`\r${count}${total === null ? '' : ` of ${total}`} tickets read …\u001b[K`)
    },
    end() {
      if (isShown) stderr.write('\r\u001b[K')
    },
  }
}
