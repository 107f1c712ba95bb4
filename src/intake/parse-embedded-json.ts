import { canonicalise } from './canonicalise.ts'

/**
 * Lists and objects that arrive as JSON in a text, as form fields and v12 templates bring them: the parsed value, or the
 * text itself when it is not a JSON list or object.
 */
export const parseEmbeddedJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (!/^[[{]/.test(text)) return value
  try {
    const parsed: unknown = JSON.parse(text)
    return canonicalise(parsed).safe ? parsed : value
  } catch {
    return value
  }
}
