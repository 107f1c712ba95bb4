// One or more unresolved templates and nothing else. Text around a template is a person's or a builder's, and stays.
const onlyTemplates = /^(?:\{\{\{?[^{}]*\}\}\}?\s*)+$/

// What JavaScript makes of nothing when it is put into a text.
const nothings = new Set(['', 'null', 'undefined', 'NaN', '[object Object]'])

const longestNothing = '[object Object]'.length

/**
 * Whether a known field's value says nothing: null, blank text, a left-over `{{…}}`, the words `null` and `undefined` in
 * exactly this spelling (so that Ms Null keeps her name), an empty list or object.
 */
export const isAbsent = (value: unknown): boolean => {
  if (value === null || value === undefined) return true
  if (typeof value === 'string') {
    const text = value.trim()
    return (text.length <= longestNothing && nothings.has(text)) || isLeftOver(text)
  }
  if (typeof value !== 'object') return false
  return Array.isArray(value) ? value.every(isAbsent) : Object.keys(value).length === 0
}

/** Whether a trimmed text is nothing but templates that the sender did not fill in. */
export const isLeftOver = (text: string): boolean => text.startsWith('{{') && onlyTemplates.test(text)
