/** The first field of these names that can be read, or null. None of the names may be one that every object has. */
export const firstOf = (
  object: Record<string, unknown>,
  names: string[],
  read: (value: unknown) => string | null,
): string | null => {
  for (const name of names) {
    const sent = object[name]
    const value = sent === undefined ? null : read(sent)
    if (value !== null) return value
  }
  return null
}
