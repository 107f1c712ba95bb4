import type { TriageReport } from '../../../schemas/triage-report.ts'
import type { Confusion } from '../../classify/model/evaluate/evaluation.ts'
import type { MatrixClass } from '../../classify/report/html/choose-matrix-classes.ts'

/** The matrix of a report as charts take it, most tickets first; null: it has none. Pure. */
export const listConfusions = ({
  labels,
  confusions,
  categories,
}: Pick<TriageReport, 'labels' | 'confusions' | 'categories'>): {
  classes: MatrixClass[]
  confusions: Confusion[]
} | null => {
  if (confusions === null) return null
  const figures = new Map(categories.map((each) => [each.category, each]))
  const classes = labels.map((label, place) => ({
    label,
    support: figures.get(label)?.actual ?? 0,
    predicted: figures.get(label)?.predicted ?? 0,
    right: confusions[place]?.[place] ?? 0,
  }))
  const mistakes = confusions.flatMap((row, at) =>
    row.flatMap((texts, column) =>
      texts === 0 || at === column
        ? []
        : [{ label: labels[at] ?? '', predicted: labels[column] ?? '', texts }],
    ),
  )
  return { classes, confusions: mistakes.sort((one, other) => other.texts - one.texts) }
}
