import { escapeRawControls } from './escape-raw-controls.ts'

// An integer beyond 2^53 loses digits as a number, and two ids become one.
const longNumber = /\d{16}/

type ReviverWithSource = (
  this: unknown,
  name: string,
  value: unknown,
  context: { source?: string },
) => unknown

const keepLongIntegers: ReviverWithSource = (_name, value, { source }) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? source
    : value

/**
 * Parses JSON as people's tools write it: raw line breaks inside strings are taken for what they are, integers that a
 * number cannot hold stay texts, and an object inside of a string (JSON encoded twice) is unwrapped. Undefined when it is
 * no JSON.
 */
export const parseJsonText = (text: string): unknown => {
  const value = parse(text) ?? (/\p{Cc}/u.test(text) ? parse(escapeRawControls(text)) : undefined)
  if (value === undefined) return undefined
  const inner = typeof value.json === 'string' && /^\s*[[{]/.test(value.json) ? parse(value.json) : undefined
  return inner === undefined ? value.json : inner.json
}

const parse = (text: string): { json: unknown } | undefined => {
  try {
    // The third argument of a reviver (ES2025 source text access) is not in the library's types yet.
    const reviver = longNumber.test(text)
      ? (keepLongIntegers as (name: string, value: unknown) => unknown)
      : undefined
    return { json: JSON.parse(text, reviver) }
  } catch {
    return undefined
  }
}
