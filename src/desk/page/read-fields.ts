/** More than any form of ours has. */
const most = 2_000

/** What a query, a form or a path brings: texts, or lists of texts; anything else, and what is too many, is left out. */
export const readFields = (given: unknown): Record<string, string | string[]> => {
  if (typeof given !== 'object' || given === null) return {}
  const fields: Record<string, string | string[]> = {}
  let read = 0
  // Not all of them at once: who sends a hundred thousand should not be listened to for long.
  for (const name in given) {
    if (++read > most) break
    const value: unknown = Reflect.get(given, name)
    if (name === '__proto__') continue
    if (typeof value === 'string') fields[name] = value
    else if (Array.isArray(value)) fields[name] = value.filter((each) => typeof each === 'string')
  }
  return fields
}
