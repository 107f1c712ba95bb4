import { intakeLimits } from './intake-limits.ts'
import { isPlainObject } from './is-plain-object.ts'

/**
 * Makes `{requester: {email}}` of `requester__email`, the way Zapier writes nested names in flat data. A name that would
 * overwrite something, has an empty part or is nested beyond the limit stays as it is. Returns the same object when there
 * is nothing to do; never changes its argument's own names, but may add to objects nested in it.
 */
export const unnest = (body: Record<string, unknown>): Record<string, unknown> => {
  const flat: string[] = []
  for (const name in body) if (name.includes('__')) flat.push(name)
  if (flat.length === 0) return body
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) if (!name.includes('__')) result[name] = value
  for (const name of flat) {
    const parts = name.split('__')
    const nests = !parts.includes('') && parts.length <= intakeLimits.depth
    if (!nests || !place(result, parts, body[name])) result[name] = body[name]
  }
  return result
}

const place = (root: Record<string, unknown>, parts: string[], value: unknown): boolean => {
  const last = parts.at(-1)
  if (last === undefined) return false
  let parent = root
  for (const part of parts.slice(0, -1)) {
    if (!Object.hasOwn(parent, part)) parent[part] = {}
    const child = parent[part]
    if (!isPlainObject(child)) return false
    parent = child
  }
  if (Object.hasOwn(parent, last)) return false
  parent[last] = value
  return true
}
