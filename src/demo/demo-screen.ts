import { styleText } from 'node:util'
import type { Terminal } from '../ops/terminal.ts'

type Style = Parameters<typeof styleText>[0]

/** What the demo prints. Colours only on a terminal; the words are the same without them. */
export interface DemoScreen {
  title(text: string): void
  act(number: number, text: string): void
  line(text: string): void
  note(text: string): void
  good(text: string): void
  bad(text: string): void
  progress(done: number, of: number, text: string): void
  endProgress(): void
}

const barWidth = 28

export const createDemoScreen = (terminal: Terminal): DemoScreen => {
  const isTerminal = terminal.stdout.isTTY === true && terminal.env['NO_COLOR'] === undefined
  const paint = (style: Style, text: string) =>
    isTerminal ? styleText(style, text, { validateStream: false }) : text
  const write = (text: string) => terminal.stdout.write(`${text}\n`)
  let drawn = ''
  return {
    title: (text) => write(`\n${paint(['bold', 'cyan'], text)}`),
    act: (number, text) => write(`\n${paint('bold', `${number}. ${text}`)}`),
    line: (text) => write(`   ${text}`),
    note: (text) => write(`   ${paint('dim', text)}`),
    good: (text) => write(`   ${paint('green', '✓')} ${text}`),
    bad: (text) => write(`   ${paint('red', '✗')} ${text}`),
    progress: (done, of, text) => {
      const filled = of === 0 ? barWidth : Math.round((done / of) * barWidth)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${of} ${text}`
      if (bar === drawn) return
      drawn = bar
      // Without a terminal a bar that redraws itself would fill the log.
      if (isTerminal) terminal.stdout.write(`\r   ${paint('cyan', bar)}\u001b[K`)
    },
    endProgress: () => {
      if (drawn !== '') terminal.stdout.write(isTerminal ? '\n' : `   ${drawn}\n`)
      drawn = ''
    },
  }
}
