import type { Judged } from '../../../../src/classify/model/judged.ts'

/** A row of which only what matters to a test is told: right class, answer and confidence. */
export const judgedRow = (
  label: string | null,
  predicted: string | null,
  confidence = 0.9,
  rest: Partial<Judged> = {},
): Judged => ({
  row: 0,
  label,
  predicted,
  confidence,
  inScope: true,
  runnerUp: null,
  language: null,
  ...rest,
})

/** The same row so many times. */
export const times = (count: number, row: Judged): Judged[] => Array.from({ length: count }, () => row)
