import { intakeLimits } from './intake-limits.ts'

/**
 * Names and values of a form body; a name that comes more than once, or ends in `[]`, holds a list. Null when there are
 * more pairs than the limit.
 */
export const parseForm = (text: string): Record<string, unknown> | null => {
  const body: Record<string, unknown> = {}
  let pairs = 0
  for (const [rawName, value] of new URLSearchParams(text.trim())) {
    pairs += 1
    if (pairs > intakeLimits.formPairs) return null
    const name = rawName.replace(/\[\]$/, '')
    const former = Object.hasOwn(body, name) ? body[name] : undefined
    const joined = former === undefined ? value : Array.isArray(former) ? [...former, value] : [former, value]
    // As JSON.parse does it: an own name, even `__proto__`, which is refused later.
    Object.defineProperty(body, name, { value: joined, enumerable: true, writable: true, configurable: true })
  }
  return body
}
