/** What a run of tap counted: its assertions, as in its own summary. */
export interface TapTotals {
  passed: number
  failed: number
  skipped: number
  todo: number
}

/** Reads tap's closing comment `# { total: 12, pass: 8, fail: 2, todo: 1, skip: 1 }`. Null when the run did not get there. */
export const parseTapTotals = (output: string): TapTotals | null => {
  const summary = [...output.matchAll(/^# \{ (total: \d+(?:, [a-z]+: \d+)*) \}$/gm)].at(-1)?.[1]
  if (summary === undefined) return null
  const counts = new Map(
    summary.split(', ').map((part): [string, number] => {
      const [name, count] = part.split(': ')
      return [name ?? '', Number(count)]
    }),
  )
  const count = (name: string) => counts.get(name) ?? 0
  return { passed: count('pass'), failed: count('fail'), skipped: count('skip'), todo: count('todo') }
}
