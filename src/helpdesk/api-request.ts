import type * as z from 'zod'
import type { CallOptions } from './helpdesk.ts'
import type { ApiCall, ApiResult, HttpClient } from './http-client.ts'

/** Query values; absent ones are left out. `+` in an e-mail must arrive as `%2B`, which URLSearchParams sees to. */
export type Query = Record<string, string | number | undefined>

/** The path with its query. */
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

/** Reads one resource; `{id}` in the route is replaced by `id`, encoded. */
export const get = <T>(
  http: HttpClient,
  route: string,
  schema: z.ZodType<T>,
  options: CallOptions,
  more: { id?: string | number; query?: Query } & Partial<
    Pick<ApiCall<T>, 'operation' | 'cost' | 'probe' | 'refuses'>
  > = {},
): Promise<ApiResult<T>> => {
  const { id, query, ...call } = more
  const path = withQuery(id === undefined ? route : pathWith(route, id), query ?? {})
  return http.call({ method: 'GET', route, path, operation: 'other', cost: 1, schema, ...call }, options)
}
