// Exactly what Mustache escapes in {{x}} (mustache.js entityMap), in the spellings its versions use.
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&#x2F;': '/',
  '&#x60;': '`',
  '&#x3D;': '=',
}
const entity = /&(?:amp|lt|gt|quot|#39|#x27|#x2F|#x60|#x3D);/g

/**
 * Undoes one round of Mustache's escaping in every text of a value. Once only: a person who typed `&lt;` sent
 * `&amp;lt;`, and gets `&lt;` back. Whoever shows the text escapes it again.
 */
export const decodeHtmlEntities = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replace(entity, (match) => entities[match] ?? match)
  if (Array.isArray(value)) return value.map(decodeHtmlEntities)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, decodeHtmlEntities(item)]))
}
