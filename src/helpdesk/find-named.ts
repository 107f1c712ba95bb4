import { comparable } from './comparable.ts'

export interface Named {
  id: string
  name: string
  email?: string | null
}

export type Found<T> =
  | { kind: 'found'; item: T }
  | { kind: 'unknown'; choices: string[] }
  /** Several have that name; `choices` tells them apart by their ids. */
  | { kind: 'ambiguous'; choices: string[] }

/** Finds a group or an agent by id, by e-mail, else by name without case and accents. */
export const findNamed = <T extends Named>(items: readonly T[], wanted: string): Found<T> => {
  const text = wanted.trim()
  const exact =
    items.find((item) => item.id === text) ??
    items.find((item) => item.email != null && item.email.toLowerCase() === text.toLowerCase())
  if (exact !== undefined) return { kind: 'found', item: exact }
  const named = items.filter((item) => comparable(item.name) === comparable(text))
  const [first] = named
  if (first === undefined) return { kind: 'unknown', choices: items.map((item) => item.name) }
  if (named.length === 1) return { kind: 'found', item: first }
  return { kind: 'ambiguous', choices: named.map((item) => `${item.name} (${item.id})`) }
}
