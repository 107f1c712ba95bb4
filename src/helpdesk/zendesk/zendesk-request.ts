import type * as z from 'zod'
import type { CallOptions, Read } from '../helpdesk.ts'
import type { ApiCall, ApiResult, HttpClient } from '../http-client.ts'

export type Query = Record<string, string | number | undefined>

export const withQuery = (path: string, query: Query): string => {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Ids come from people and from other systems: nothing in one may change the path. */
export const pathWith = (template: string, id: string | number): string =>
  template.replace('{id}', encodeURIComponent(String(id)))

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

export const get = <T>(
  http: HttpClient,
  route: string,
  schema: z.ZodType<T>,
  options: CallOptions,
  more: { id?: string | number; query?: Query } & Partial<
    Pick<ApiCall<T>, 'operation' | 'probe' | 'refuses'>
  > = {},
): Promise<ApiResult<T>> => {
  const { id, query, ...call } = more
  const path = withQuery(id === undefined ? route : pathWith(route, id), query ?? {})
  return http.call({ method: 'GET', route, path, operation: 'other', cost: 1, schema, ...call }, options)
}

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
