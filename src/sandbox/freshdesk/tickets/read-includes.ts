import type { Answer } from '../../answer.ts'
import type { Call } from '../call.ts'
import { faultOf, invalid } from '../problems.ts'

/** `?include=a,b`, or the refusal when one is not known. */
export const readIncludes = (
  call: Call,
  known: readonly string[],
): { includes: string[] } | { answer: Answer } => {
  const text = call.query.get('include')
  const includes = text === null ? [] : text.split(',').map((name) => name.trim())
  return includes.every((name) => known.includes(name))
    ? { includes }
    : { answer: invalid([faultOf.choice('include', known)]) }
}
