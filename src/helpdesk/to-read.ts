import type { Read } from './helpdesk.ts'
import type { ApiResult } from './http-client.ts'

/** The outcome of a read: that its effect is unknown does not matter. */
export const toRead = <T, V>(result: ApiResult<T>, convert: (value: T) => V): Read<V> =>
  result.effect === 'done'
    ? { ok: true, value: convert(result.value) }
    : { ok: false, failure: result.failure }
