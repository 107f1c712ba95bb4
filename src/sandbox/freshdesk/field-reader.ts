import { isEmail } from './is-email.ts'
import { type Fault, faultOf } from './problems.ts'
import type { Body } from './read-body.ts'

/**
 * Reads a body's fields one by one and gathers every fault. A reader method answers undefined when the field is absent or
 * faulty, null when it was sent as null where that empties it.
 */
export interface FieldReader {
  has(name: string): boolean
  text(name: string, maxLength?: number): string | undefined
  nullableText(name: string): string | null | undefined
  id(name: string): number | null | undefined
  ids(name: string): number[] | undefined
  choice(name: string, choices: readonly number[]): number | undefined
  textChoice(name: string, choices: readonly string[]): string | null | undefined
  flag(name: string): boolean | undefined
  texts(name: string): string[] | undefined
  email(name: string): string | null | undefined
  emails(name: string): string[] | undefined
  time(name: string): number | null | undefined
  object(name: string): Record<string, unknown> | undefined
  /** Accepts a field without looking at it. */
  ignore(name: string): void
  fault(fault: Fault): void
  /** Every fault, unknown fields included. Call last. */
  finish(): Fault[]
}

/** The vendor's names of JSON types, as in its messages. */
export const typeName = (value: unknown): string => {
  if (value === null) return 'Null'
  if (Array.isArray(value)) return 'Array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float'
  if (typeof value === 'object') return 'Hash'
  return typeof value === 'boolean' ? 'Boolean' : 'String'
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/

/** Milliseconds of a time with `Z`, with an offset, or without a zone (then UTC); null when it is none. */
export const parseTime = (text: string): number | null => {
  const match = isoTime.exec(text)
  if (!match) return null
  const time = Date.parse(match[2] === undefined ? `${text}Z` : text)
  return Number.isNaN(time) ? null : time
}

export const createFieldReader = ({ values, multipart }: Body): FieldReader => {
  const known = new Set<string>()
  const faults: Fault[] = []

  const take = (name: string): unknown => {
    known.add(name)
    return Object.hasOwn(values, name) ? values[name] : undefined
  }
  const fail = (fault: Fault): undefined => {
    faults.push(fault)
    return undefined
  }
  const integerOf = (value: unknown): number | null => {
    if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null
    // Only in multipart are texts coerced to numbers.
    return multipart && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : null
  }
  const text = (name: string, maxLength = Number.POSITIVE_INFINITY): string | undefined => {
    const value = take(name)
    if (value === undefined) return undefined
    if (typeof value !== 'string') return fail(faultOf.type(name, typeName(value), 'String'))
    if (value.length > maxLength) return fail(faultOf.tooLong(name, value.length, maxLength))
    return value
  }
  const texts = (name: string): string[] | undefined => {
    const value = take(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) return fail(faultOf.type(name, typeName(value), 'Array'))
    const wrong = value.find((item) => typeof item !== 'string')
    if (wrong !== undefined) return fail(faultOf.type(name, typeName(wrong), 'String'))
    return value
  }
  const badEmail = (name: string): undefined =>
    fail(faultOf.value(name, "It should be in the 'valid email address' format"))

  return {
    has: (name) => take(name) !== undefined && values[name] !== null,
    text,
    nullableText: (name) => (take(name) === null ? null : text(name)),
    id: (name) => {
      const value = take(name)
      if (value === undefined || value === null) return value
      const number = integerOf(value)
      if (number === null) return fail(faultOf.type(name, typeName(value), 'Positive Integer'))
      return number > 0 ? number : fail(faultOf.value(name, 'It should be a Positive Integer'))
    },
    ids: (name) => {
      const value = take(name)
      if (value === undefined) return undefined
      if (!Array.isArray(value)) return fail(faultOf.type(name, typeName(value), 'Array'))
      const numbers = value.map(integerOf)
      const whole = numbers.filter((number) => number !== null)
      return whole.length === numbers.length ? whole : fail(faultOf.type(name, 'Array', 'Array of Integers'))
    },
    choice: (name, choices) => {
      const value = take(name)
      if (value === undefined) return undefined
      const number = integerOf(value)
      if (number === null) return fail(faultOf.choiceType(name, typeName(value), choices))
      return choices.includes(number) ? number : fail(faultOf.choice(name, choices))
    },
    textChoice: (name, choices) => {
      const value = take(name)
      if (value === undefined || value === null) return value
      if (typeof value !== 'string') return fail(faultOf.choiceType(name, typeName(value), choices))
      return choices.includes(value) ? value : fail(faultOf.choice(name, choices))
    },
    flag: (name) => {
      const value = take(name)
      if (value === undefined || typeof value === 'boolean') return value
      if (multipart && (value === 'true' || value === 'false')) return value === 'true'
      return fail(faultOf.type(name, typeName(value), 'Boolean'))
    },
    texts,
    email: (name) => {
      if (take(name) === null) return null
      const value = text(name)
      return value === undefined || isEmail(value) ? value : badEmail(name)
    },
    emails: (name) => {
      const value = texts(name)
      return value === undefined || value.every(isEmail) ? value : badEmail(name)
    },
    time: (name) => {
      const value = take(name)
      if (value === undefined || value === null) return value
      const time = typeof value === 'string' ? parseTime(value) : null
      return time ?? fail(faultOf.value(name, 'It should be in the combined date and time ISO8601 format'))
    },
    object: (name) => {
      const value = take(name)
      if (value === undefined || isObject(value)) return value
      return fail(faultOf.type(name, typeName(value), 'Hash'))
    },
    ignore: (name) => {
      known.add(name)
    },
    fault: (fault) => {
      faults.push(fault)
    },
    finish: () => [
      ...Object.keys(values)
        .filter((name) => !known.has(name))
        .map(faultOf.unknown),
      ...faults,
    ],
  }
}
