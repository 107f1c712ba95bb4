import { comparable } from '../../helpdesk/comparable.ts'

/**
 * What a file calls a class, as the model calls it: the same name, else the only one that differs in case, accents and spaces alone,
 * else as it is. Pure.
 */
export const createLabelMatcher = (labels: readonly string[]): ((label: string) => string) => {
  const known = new Set(labels)
  const alike = Map.groupBy(labels, comparable)
  return (label) => {
    if (known.has(label)) return label
    const [only, second] = alike.get(comparable(label)) ?? []
    return only === undefined || second !== undefined ? label : only
  }
}
