import { type FieldName, findFieldName, parseOpenTarget } from '../../schemas/handoff-fields.ts'
import { isAbsent } from './is-absent.ts'
import { isContainer } from './is-container.ts'
import { isPlainObject } from './is-plain-object.ts'
import { readPath, takePath } from './take-path.ts'

/** A known field as it came: `path` is the name as the sender wrote it. */
export interface Candidate {
  path: string
  value: unknown
  rank: number
}

export interface CollectedFields {
  found: Map<FieldName, Candidate>
  /** Everything else, by the sender's names, not cleaned yet. */
  rest: Record<string, unknown>
}

/**
 * Finds the known fields of an unnested body, the source's own `mapping` first. When a field comes under several names the
 * best one counts, and another value of a lesser name is kept in `rest`. Values that say nothing are left out. Takes
 * mapped values out of `body`.
 */
export const collectFields = (
  body: Record<string, unknown>,
  mapping: Record<string, string>,
): CollectedFields => {
  const collected: CollectedFields = { found: new Map(), rest: {} }
  for (const [from, to] of Object.entries(mapping)) applyMapping(collected, body, from, to)
  const rest = collect(collected, body, '')
  collected.rest = Object.assign(rest, collected.rest)
  return collected
}

const applyMapping = (
  collected: CollectedFields,
  body: Record<string, unknown>,
  from: string,
  to: string,
) => {
  const value = takePath(body, from)
  if (isAbsent(value)) return
  const known = findFieldName(to)
  if (known !== undefined) {
    keepBest(collected, known.field, { path: from, value, rank: -1 }, collected.rest)
    return
  }
  // The configuration was checked: a target is a known name or one of these.
  const target = parseOpenTarget(to)
  if (target?.kind === 'custom') {
    const custom = readPath(body, 'custom_fields')
    body['custom_fields'] = { ...(isPlainObject(custom) ? custom : {}), [target.name]: value }
  } else {
    collected.rest[target?.name ?? to] = value
  }
}

const collect = (
  collected: CollectedFields,
  object: Record<string, unknown>,
  prefix: string,
): Record<string, unknown> => {
  const rest: Record<string, unknown> = {}
  for (const name of Object.keys(object)) {
    const value = object[name]
    const path = prefix + name
    if (isPlainObject(value) && isContainer(path)) {
      const left = collect(collected, value, `${path}.`)
      if (Object.keys(left).length > 0) rest[name] = left
      continue
    }
    const known = findFieldName(path)
    if (known === undefined) rest[name] = value
    else if (!isAbsent(value)) keepBest(collected, known.field, { path, value, rank: known.rank }, rest, name)
  }
  return rest
}

const keepBest = (
  collected: CollectedFields,
  field: FieldName,
  candidate: Candidate,
  rest: Record<string, unknown>,
  name = candidate.path,
) => {
  const former = collected.found.get(field)
  if (former === undefined) collected.found.set(field, candidate)
  else if (candidate.rank < former.rank) {
    collected.found.set(field, candidate)
    if (former.value !== candidate.value) collected.rest[former.path] = former.value
  } else if (former.value !== candidate.value) rest[name] = candidate.value
}
