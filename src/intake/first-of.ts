/** The first of an object's own fields of these names that can be read, or null. */
export const firstOf = (
  object: Record<string, unknown>,
  names: string[],
  read: (value: unknown) => string | null,
): string | null => {
  for (const name of names) {
    const value = Object.hasOwn(object, name) ? read(object[name]) : null
    if (value !== null) return value
  }
  return null
}
