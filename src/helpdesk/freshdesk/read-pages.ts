import type { Read } from '../helpdesk.ts'
import type { ApiResult } from '../http-client.ts'

/**
 * Reads pages from the first on, until there is no next one, `isEnough` says so, or `mostPages` are read. An empty page ends
 * it too: some proxies drop the `link` header's context and keep the header.
 */
export const readPages = async <T>(
  load: (page: number) => Promise<ApiResult<T[]>>,
  mostPages: number,
  isEnough: (items: T[]) => boolean = () => false,
): Promise<Read<T[]>> => {
  const items: T[] = []
  for (let page = 1; page <= mostPages; page++) {
    const result = await load(page)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    items.push(...result.value)
    if (!result.hasNext || result.value.length === 0 || isEnough(result.value)) break
  }
  return { ok: true, value: items }
}
