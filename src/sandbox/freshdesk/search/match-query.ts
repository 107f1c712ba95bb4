import type { Query } from './query.ts'

/** A record's value under a search field: one, or several (tags). */
export type SearchValue = string | number | boolean | null | readonly string[]

type Term = Extract<Query, { kind: 'term' }>

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

const matchTerm = ({ operator, value }: Term, actual: SearchValue): boolean => {
  if (Array.isArray(actual)) return value === null ? actual.length === 0 : actual.includes(String(value))
  if (value === null || actual === null) return operator === ':' && actual === value
  // Times are compared by their UTC day.
  const own = isDay(value) && typeof actual === 'string' ? actual.slice(0, 10) : actual
  if (operator === ':') {
    return typeof own === 'string' && typeof value === 'string'
      ? own.toLowerCase() === value.toLowerCase()
      : own === value
  }
  if (typeof own === 'number' && typeof value === 'number') {
    return operator === ':>' ? own >= value : own <= value
  }
  return isDay(own) && isDay(value) && (operator === ':>' ? own >= value : own <= value)
}

/** Whether a record fits a query; `read` gives its value under a field. */
export const matchQuery = (query: Query, read: (field: string) => SearchValue): boolean => {
  if (query.kind === 'term') return matchTerm(query, read(query.field))
  return query.kind === 'and'
    ? matchQuery(query.left, read) && matchQuery(query.right, read)
    : matchQuery(query.left, read) || matchQuery(query.right, read)
}

/** Every field that a query names. */
export const fieldsOf = (query: Query): string[] =>
  query.kind === 'term' ? [query.field] : [...fieldsOf(query.left), ...fieldsOf(query.right)]
