import type { Judged } from '../judged.ts'
import { countClasses, macroF1Of } from './count-classes.ts'
import type { LanguageFigures } from './evaluation.ts'

/** How good a model is in each language, most texts first; `und` where it is not known. */
export const compareLanguages = (judged: readonly Judged[]): LanguageFigures[] => {
  const known = judged.filter(({ label }) => label !== null)
  return [...Map.groupBy(known, ({ language }) => language ?? 'und')]
    .map(([language, rows]) => {
      const classes = countClasses(rows, [])
      const right = classes.reduce((sum, each) => sum + each.right, 0)
      return { language, support: rows.length, accuracy: right / rows.length, macroF1: macroF1Of(classes) }
    })
    .sort((one, other) => other.support - one.support || (one.language < other.language ? -1 : 1))
}
