import { isDeepStrictEqual } from 'node:util'
import type { Conditions, Policy, Rule } from '../../schemas/policy.ts'
import { type Fault, formatPath } from '../config/fault.ts'
import { fold } from './fold.ts'

const isList = (value: unknown): value is unknown[] => Array.isArray(value)

const covers = (earlier: unknown, later: unknown): boolean => {
  if (!isList(earlier) || !isList(later)) return isDeepStrictEqual(earlier, later)
  const wanted = new Set(earlier.map((each) => (typeof each === 'string' ? fold(each) : each)))
  return later.every((each) => wanted.has(typeof each === 'string' ? fold(each) : each))
}

/** `all` and `any` are lists too, but not of values: they must be the same. */
const groups = new Set(['all', 'any'])

/** Whether everything that fits `later` fits `earlier`. False does not say that it does not: this is only what is plain to see. */
const implies = (later: Conditions, earlier: Conditions): boolean =>
  Object.entries(earlier).every(([key, wanted]) => {
    if (wanted === undefined) return true
    const own: unknown = Reflect.get(later, key)
    if (own === undefined) return false
    if (key === 'minConfidence') return typeof own === 'number' && typeof wanted === 'number' && own >= wanted
    return groups.has(key) ? isDeepStrictEqual(own, wanted) : covers(wanted, own)
  })

const isUnconditional = (conditions: Conditions): boolean =>
  Object.values(conditions).every((value) => value === undefined)

// Comparing each rule with all before it is for policies that people write; in larger ones only the first are compared with.
const mostComparisons = 500_000

/** Rules that no hand-off can get to, because one before them takes all that fits them and ends it. */
export const findUnreachable = ({ mode, rules }: Policy): Fault[] => {
  const mostCompared = Math.floor(mostComparisons / (rules.length + 1))
  const ending: Rule[] = []
  const faults: Fault[] = []
  let last: Rule | null = null
  for (const [index, rule] of rules.entries()) {
    const taker: Rule | undefined = last ?? ending.find((each) => implies(rule.when, each.when))
    if (taker !== undefined)
      faults.push({
        path: formatPath(['rules', index]),
        code: 'conflict',
        message: `No hand-off gets to rule \`${rule.name}\`: \`${taker.name}\` takes all that fits it and ends it.`,
        line: null,
      })
    if (!(rule.stop ?? mode === 'first')) continue
    if (isUnconditional(rule.when)) last ??= rule
    else if (ending.length < mostCompared) ending.push(rule)
  }
  return faults
}
