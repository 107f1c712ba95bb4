import { type Answer, jsonAnswer } from '../answer.ts'
import type { Call } from './call.ts'
import { attributeRefusal } from './problems.ts'

const mostPerPage = 100
const mostByOffset = 10_000

/** A page of a list: by cursor when `page[size]` is asked for, by offset otherwise, which ends at 10,000 records. */
export const pageOf = (call: Call, key: string, items: readonly unknown[], more: object = {}): Answer => {
  const { query } = call
  const size = query.get('page[size]')
  if (size !== null) return cursorPage(call, key, items, more)
  const perPage = Math.min(mostPerPage, readCount(query.get('per_page'), mostPerPage))
  const page = readCount(query.get('page'), 1)
  if (page * perPage > mostByOffset && page > 1) {
    return attributeRefusal(400, 'Invalid page', 'Offset pagination ends at 10,000 records; use cursors.')
  }
  const start = (page - 1) * perPage
  const link = (to: number) => {
    const next = new URLSearchParams(query)
    next.set('page', String(to))
    return `${call.origin}/api/v2${call.path}.json?${next}`
  }
  return jsonAnswer(200, {
    [key]: items.slice(start, start + perPage),
    ...more,
    count: items.length,
    next_page: start + perPage < items.length ? link(page + 1) : null,
    previous_page: page > 1 ? link(page - 1) : null,
  })
}

const cursorPage = (call: Call, key: string, items: readonly unknown[], more: object): Answer => {
  const size = Math.min(mostPerPage, readCount(call.query.get('page[size]'), mostPerPage))
  const after = readCursor(call.query.get('page[after]'))
  if (after === null) return attributeRefusal(400, 'InvalidPaginationParameter', 'page[after] is not valid')
  const page = items.slice(after, after + size)
  const end = after + page.length
  const hasMore = end < items.length
  const next = new URLSearchParams(call.query)
  next.set('page[after]', makeCursor(end))
  return jsonAnswer(200, {
    [key]: page,
    ...more,
    meta: { has_more: hasMore, after_cursor: makeCursor(end), before_cursor: makeCursor(after) },
    links: { next: hasMore ? `${call.origin}/api/v2${call.path}.json?${next}` : null, prev: null },
  })
}

/** Opaque to callers. */
export const makeCursor = (position: number): string => Buffer.from(`at:${position}`).toString('base64url')

export const readCursor = (text: string | null): number | null => {
  if (text === null) return 0
  const position = /^at:(\d{1,12})$/.exec(Buffer.from(text, 'base64url').toString('utf8'))?.[1]
  return position === undefined ? null : Number(position)
}

const readCount = (text: string | null, otherwise: number): number => {
  const number = Number(text ?? otherwise)
  return Number.isInteger(number) && number >= 1 ? number : otherwise
}
