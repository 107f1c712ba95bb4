import type { Query } from '../api-request.ts'
import type { Read } from '../helpdesk.ts'
import type { ApiResult } from '../http-client.ts'

/** Where a list goes on: a cursor of the answer before. */
export interface Page {
  after?: string | undefined
  /** 1..100 */
  size?: number
}

export const cursorQuery = ({ after, size = 100 }: Page): Query => ({
  'page[size]': size,
  'page[after]': after,
})

interface Listed {
  meta?: { has_more: boolean; after_cursor?: string | null | undefined } | null | undefined
}

/** Reads pages by cursor until there is no next one, `isEnough` says so, or `mostPages` are read. */
export const readAll = async <A extends Listed, T>(
  load: (page: Page) => Promise<ApiResult<A>>,
  itemsOf: (answer: A) => T[],
  mostPages: number,
  isEnough: (items: T[]) => boolean = () => false,
): Promise<Read<T[]>> => {
  const all: T[] = []
  let after: string | undefined
  for (let page = 1; page <= mostPages; page++) {
    const result = await load({ after })
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const items = itemsOf(result.value)
    all.push(...items)
    const { meta } = result.value
    if (meta?.has_more !== true || meta.after_cursor == null || items.length === 0 || isEnough(items)) break
    after = meta.after_cursor
  }
  return { ok: true, value: all }
}
