import { styleText } from 'node:util'

/** One line of a bench's table: what was measured, the bar it is held against, and whether it is met. */
export interface Finding {
  what: string
  measured: string
  bar: string
  met: boolean
}

export const atLeast = (what: string, value: number, bar: number, digits = 2): Finding => ({
  what,
  measured: value.toFixed(digits),
  bar: `≥ ${bar}`,
  met: value >= bar,
})

export const atMost = (what: string, value: number, bar: number, digits = 2): Finding => ({
  what,
  measured: value.toFixed(digits),
  bar: `≤ ${bar}`,
  met: value <= bar,
})

export const exactly = (
  what: string,
  value: number | string | boolean,
  bar: number | string | boolean,
): Finding => ({
  what,
  measured: String(value),
  bar: `= ${bar}`,
  met: value === bar,
})

/** A figure without a bar. */
export const noted = (what: string, measured: string): Finding => ({ what, measured, bar: '', met: true })

/** Prints the table; true when every bar is met. */
export const printFindings = (title: string, findings: Finding[]): boolean => {
  const widths = [
    Math.max(...findings.map(({ what }) => what.length)),
    Math.max(...findings.map(({ measured }) => measured.length)),
  ]
  const lines = findings.map(({ what, measured, bar, met }) => {
    const verdict = bar === '' ? '' : met ? styleText('green', 'met') : styleText('red', 'NOT MET')
    return `  ${what.padEnd(widths[0] ?? 0)}  ${measured.padStart(widths[1] ?? 0)}  ${bar.padEnd(10)} ${verdict}`.trimEnd()
  })
  process.stdout.write(`\n${styleText('bold', title)}\n${lines.join('\n')}\n`)
  return findings.every(({ met }) => met)
}
