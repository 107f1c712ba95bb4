const most = 500

/** What a query, a form or a path brings: texts, or lists of texts; anything else is left out. */
export const readFields = (given: unknown): Record<string, string | string[]> => {
  if (typeof given !== 'object' || given === null) return {}
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(given).slice(0, most)) {
    if (name === '__proto__') continue
    if (typeof value === 'string') fields[name] = value
    else if (Array.isArray(value)) fields[name] = value.filter((each) => typeof each === 'string')
  }
  return fields
}
