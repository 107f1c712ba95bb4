import { describeCategory } from '../../classify/describe-category.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'
import type { CategoryKey, DecidedFigures } from './overview-figures.ts'

export interface HourSeries {
  name: string
  /** One for each hour. */
  counts: number[]
  /** No category: it gets a colour that says so. */
  rest?: true
}

/** Colours that can be told apart; what is beyond them is shown together. */
const mostCategories = 8

/** The hours as series, most frequent category first; `undecided` and `pending` last. Empty when none came. */
export const layOutHours = (
  { hours }: Pick<DecidedFigures, 'hours'>,
  texts: DeskTexts['overview']['hours'],
  language: string,
): HourSeries[] => {
  const totals = new Map<CategoryKey, number>()
  for (const { categories } of hours)
    for (const [key, count] of categories) totals.set(key, (totals.get(key) ?? 0) + count)
  const isCategory = (key: CategoryKey) => key.startsWith('category:')
  const keys = [...totals.keys()]
    .filter(isCategory)
    .sort((one, other) => (totals.get(other) ?? 0) - (totals.get(one) ?? 0) || one.localeCompare(other))
  const isCrowded = keys.length > mostCategories
  const own = isCrowded ? keys.slice(0, mostCategories - 1) : keys
  const series = (name: string, of: readonly CategoryKey[]): HourSeries => ({
    name,
    counts: hours.map(({ categories }) => of.reduce((sum, key) => sum + (categories.get(key) ?? 0), 0)),
  })
  return [
    ...own.map((key) => series(describeCategory(key.slice('category:'.length), language), [key])),
    ...(isCrowded ? [series(texts.others, keys.slice(mostCategories - 1))] : []),
    ...(totals.has('undecided') ? [{ ...series(texts.undecided, ['undecided']), rest: true as const }] : []),
    ...(totals.has('pending') ? [{ ...series(texts.pending, ['pending']), rest: true as const }] : []),
  ]
}
