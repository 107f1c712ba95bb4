import type { Judged } from '../../../src/classify/model/judged.ts'
import { composeTargetReport } from '../../../src/classify/report/compose-target-report.ts'
import type { Report } from '../../../src/classify/report/report.ts'

/** Rows of so many classes: of each of them `right` are right and surer than the others, which are the next class's. */
const judgeClasses = (labels: readonly string[], { texts = 40, right = 30 } = {}): Judged[] =>
  labels.flatMap((label, place) =>
    Array.from({ length: texts }, (_, row) => {
      const neighbour = labels[place % 2 === 0 ? place + 1 : place - 1] ?? label
      return {
        row: place * texts + row,
        label,
        predicted: row < right ? label : neighbour,
        confidence: row < right ? 0.97 - row / 100 : 0.75 - row / 100,
        inScope: true,
        runnerUp: null,
        language: row % 2 === 0 ? 'es' : 'en',
      }
    }),
  )

/** A report of one target with these classes, as a training makes it. */
export const sampleReport = (labels: readonly string[], rest: Partial<Report> = {}): Report => ({
  version: 1,
  kind: 'training',
  name: '20261121-101500',
  at: '2026-11-21T10:15:00.000Z',
  by: '0.1.0',
  from: 'freshdesk',
  window: { from: '2025-11-21T00:00:00.000Z', to: '2026-11-20T17:03:00.000Z' },
  read: 200,
  dropped: [{ reason: 'duplicate', texts: 12 }],
  encoder: null,
  seed: 1,
  targets: [
    composeTargetReport({
      target: 'category',
      labels,
      judged: [
        ...judgeClasses(labels),
        // Somebody has filed this one wrongly.
        ...judgeClasses(labels.slice(0, 1), { texts: 1, right: 1 }).map((row) => ({
          ...row,
          row: 4711,
          label: labels[1] ?? null,
        })),
      ],
      referenceOf: (row) => `freshdesk:${row}`,
      points: [
        { texts: 40, accuracy: 0.5, macroF1: 0.4 },
        { texts: 80, accuracy: 0.62, macroF1: 0.55 },
        { texts: 160, accuracy: 0.75, macroF1: 0.74 },
      ],
      settings: { learner: 'svm', c: 1 },
      seconds: 3.2,
    }),
  ],
  ...rest,
})
