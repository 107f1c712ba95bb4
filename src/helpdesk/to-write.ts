import type { Write } from './helpdesk.ts'
import type { ApiResult } from './http-client.ts'

/** The outcome of a write. */
export const toWrite = <T, V>(result: ApiResult<T>, convert: (value: T) => V): Write<V> =>
  result.effect === 'done'
    ? { effect: 'done', value: convert(result.value) }
    : { effect: result.effect, failure: result.failure }
