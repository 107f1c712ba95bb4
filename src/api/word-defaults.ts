type Json = Record<string, unknown>

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

/**
 * Says what is meant by an absent property in words instead of by `default`: openapi-typescript, as it comes, takes a property with a
 * default for one that is always there, and whoever writes a request would have to give them all. `node` is one schema; parameters
 * keep theirs, which no generator mistakes.
 */
export const wordDefaults = (node: Json): void => {
  if (!isJson(node['properties'])) return
  for (const property of Object.values(node['properties'])) {
    if (!isJson(property) || !('default' in property)) continue
    const { default: value, description } = property
    delete property['default']
    if (isNothing(value)) continue
    const words = `Absent: \`${String(value)}\`.`
    property['description'] = typeof description === 'string' ? `${description} ${words}` : words
  }
}
