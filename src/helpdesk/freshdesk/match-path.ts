import { comparable } from '../comparable.ts'
import type { ChoiceTree } from '../fields/account-field.ts'

/** `path`: as far as it exists. `complete`: everything that was given was found. */
export interface MatchedPath {
  path: string[]
  complete: boolean
}

/**
 * Finds a value of a dependent field. It may be a path (`A > B > C`, `A / B`, a list), an object (`{A: {B: 'C'}}`), or the
 * value of any level alone where only one path leads to it.
 */
export const matchPath = (tree: ChoiceTree, given: unknown): MatchedPath => {
  const readings = readingsOf(given)
  const follows = readings.map((names) => {
    const path = follow(tree, names)
    return { path, complete: names.length > 0 && path.length === names.length }
  })
  const whole = follows.find((match) => match.complete)
  if (whole !== undefined) return whole
  const name = readings.find((names) => names.length === 1)?.[0]
  const found = name === undefined ? null : findAnywhere(tree, name)
  if (found !== null) return { path: found, complete: true }
  return follows.reduce((best, match) => (match.path.length > best.path.length ? match : best), {
    path: [],
    complete: false,
  })
}

/** Follows names from the top for as long as each is a child of the one above. */
export const follow = (tree: ChoiceTree, names: string[]): string[] => {
  const path: string[] = []
  let level = tree
  for (const name of names) {
    const next = [...level].find(([value]) => comparable(value) === comparable(name))
    if (next === undefined) break
    path.push(next[0])
    level = next[1]
  }
  return path
}

// A label may hold any of these itself ("Access / Login"): the text is read whole, then split at one kind after the other.
// White space around them does not count in a comparison; matching it here would take hours on a long run of it.
const separators = [/[>›»→]/, '::', '|', '/']

const readingsOf = (given: unknown): string[][] => {
  if (typeof given !== 'string') return [partsOf(given)]
  const split = separators.map((separator) => given.split(separator).filter((part) => part.trim() !== ''))
  return [[given], ...split.filter((parts) => parts.length > 1)]
}

const partsOf = (given: unknown): string[] => {
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean')
    return [String(given)]
  if (Array.isArray(given)) return given.flatMap(partsOf)
  if (typeof given !== 'object' || given === null) return []
  return Object.entries(given)
    .slice(0, 1)
    .flatMap(([name, below]) => [name, ...partsOf(below)])
}

const findAnywhere = (tree: ChoiceTree, name: string): string[] | null => {
  const found = allPaths(tree).filter((path) => comparable(path.at(-1) ?? '') === comparable(name))
  const shortest = Math.min(...found.map((path) => path.length))
  const best = found.filter((path) => path.length === shortest)
  return best.length === 1 ? (best[0] ?? null) : null
}

const allPaths = (tree: ChoiceTree): string[][] =>
  [...tree].flatMap(([value, below]) => [[value], ...allPaths(below).map((path) => [value, ...path])])
