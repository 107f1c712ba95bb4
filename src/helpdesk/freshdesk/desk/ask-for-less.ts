import type { Failure } from '../../outcome.ts'
import { wireCode } from '../../wire-result.ts'

/** What is asked for of a list: a page, of so many tickets, with their texts or without. */
export interface ListStep {
  page: number
  perPage: number
  isDescribed: boolean
}

/** https://developers.freshdesk.com/api/#list_all_tickets */
export const lastPage = 300
export const mostPerPage = 100

export const isTooLarge = (failure: Failure): boolean =>
  failure.kind === 'unavailable' && failure.code === wireCode.tooLarge

/**
 * What to ask for when an answer was larger than we take: a page that begins at the same ticket, a tenth of it, and without texts where
 * that is not possible. Null: there is no less. Pure.
 */
export const askForLess = ({ page, perPage, isDescribed }: ListStep): ListStep | null => {
  const smaller = { page: (page - 1) * 10 + 1, perPage: perPage / 10, isDescribed }
  if (smaller.perPage >= 1 && smaller.page <= lastPage) return smaller
  return isDescribed ? { page, perPage, isDescribed: false } : null
}

/** The page after this one, in whole pages again where one begins there. Pure. */
export const goOnFrom = (step: ListStep, isDescribed: boolean): ListStep => {
  let [page, perPage] = [step.page + 1, step.perPage]
  for (; perPage < mostPerPage && (page - 1) % 10 === 0; perPage *= 10) page = (page - 1) / 10 + 1
  return { page, perPage, isDescribed }
}
