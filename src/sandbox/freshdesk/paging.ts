import { type Answer, jsonAnswer } from '../answer.ts'
import type { Call } from './call.ts'
import { type Fault, faultOf, invalid } from './problems.ts'

export interface Page {
  page: number
  perPage: number
}

const positive = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null

/** `page` from 1, `per_page` 1..100 (default 30). A list may have a last page beyond which access is refused. */
export const readPage = (query: URLSearchParams, lastPage?: number): Page | { faults: Fault[] } => {
  const page = query.has('page') ? positive(query.get('page')) : 1
  const perPage = query.has('per_page') ? positive(query.get('per_page')) : 30
  const faults: Fault[] = []
  if (page === null || page < 1) faults.push(faultOf.value('page', 'It should be a Positive Integer'))
  else if (lastPage !== undefined && page > lastPage) {
    faults.push(
      faultOf.value(
        'page',
        `You cannot access tickets beyond the ${lastPage}th page. Please provide a smaller page number.`,
      ),
    )
  }
  if (perPage === null || perPage < 1 || perPage > 100) {
    faults.push(faultOf.value('per_page', 'It should be a Positive Integer less than or equal to 100'))
  }
  return page === null || perPage === null || faults.length > 0 ? { faults } : { page, perPage }
}

/** One page of a list, with a `link` header only when there is a next one. */
export const pageAnswer = <T>(
  call: Call,
  items: readonly T[],
  convert: (item: T) => unknown,
  lastPage?: number,
): Answer => {
  const read = readPage(call.query, lastPage)
  if ('faults' in read) return invalid(read.faults)
  const end = read.page * read.perPage
  const headers: Record<string, string> = {}
  if (items.length > end) {
    const next = new URLSearchParams(call.query)
    next.set('page', String(read.page + 1))
    headers['link'] = `<${call.origin}/api/v2${call.path}?${next}>; rel="next"`
  }
  return jsonAnswer(200, items.slice(end - read.perPage, end).map(convert), headers)
}
