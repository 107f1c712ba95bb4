import { cleanRecord, type Json } from './clean-value.ts'
import { isPlainObject } from './is-plain-object.ts'
import { parseEmbeddedJson } from './parse-embedded-json.ts'

/** Help desk fields by name, from an object or its JSON as text; null when the value is neither or says nothing. */
export const readCustomFields = (value: unknown): Record<string, Json> | null => {
  const parsed = parseEmbeddedJson(value)
  return isPlainObject(parsed) ? (cleanRecord(parsed) ?? null) : null
}
