import { parsePartialJson } from 'ai'
import { type Answer, answerSchema } from './answer-schema.ts'

/**
 * What a language model answered, whatever it did: the whole JSON, else as much of it as can be read, else plain text as the response.
 * Fences and words around the JSON are left out. Null: nothing that a customer could get. Never throws.
 */
export const readAnswer = async (raw: string): Promise<Answer | null> => {
  const text = raw.trim()
  const from = findObject(text)
  if (from === -1) return fromPlainText(text)
  const body = text.slice(from)
  const whole = parseWhole(body)
  const value = whole ?? (await parsePartialJson(body.replace(/```\s*$/, ''))).value ?? null
  const read = answerSchema.safeParse(unwrap(value))
  return read.success && read.data.response.trim() !== '' ? read.data : null
}

/** Of a text that was asked for as such. */
export const fromPlainText = (raw: string): Answer | null => {
  const text = raw
    .trim()
    .replace(/^```[a-z]*\n?/i, '')
    .replace(/\n?```$/, '')
    .trim()
  return text === '' ? null : answerSchema.parse({ response: text })
}

/** Where the JSON begins: at once, after a fence, or after a few words. A bracket in the middle of a letter is none. */
export const findObject = (text: string): number => {
  const at = text.search(/\{\s*["'}]/)
  if (at === -1) return text.startsWith('{') ? 0 : -1
  return at <= mostWordsBefore || /"(?:response|technical|claims)"\s*:/.test(text.slice(at, at + 200))
    ? at
    : -1
}

const mostWordsBefore = 12

const parseWhole = (body: string): unknown => {
  try {
    return JSON.parse(body.slice(0, body.lastIndexOf('}') + 1))
  } catch {
    return null
  }
}

/** Some put the object into another one: `{"draft": {…}}`. */
const unwrap = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || 'response' in value) return value
  const inner: unknown[] = Object.values(value)
  return inner.find((each) => typeof each === 'object' && each !== null && 'response' in each) ?? value
}
