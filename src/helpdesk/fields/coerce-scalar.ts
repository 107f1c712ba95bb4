import { comparable } from '../comparable.ts'
import type { UnmappedField } from '../helpdesk.ts'
import type { FieldKind, FieldValue } from './account-field.ts'

export type Coerced =
  | { ok: true; value: FieldValue; why: null }
  /** `value`: as much of it as fits, when a part does. */
  | { ok: false; value: FieldValue | null; why: UnmappedField['why'] }

/** The longest single-line text that a vendor documents (Freshdesk). */
const longestText = 255

const yes = new Set([
  'true',
  'yes',
  'y',
  'si',
  's',
  'on',
  '1',
  'x',
  'checked',
  'verdadero',
  'sim',
  'oui',
  'ja',
])
const no = new Set(['false', 'no', 'n', 'off', '0', 'unchecked', 'falso', 'nao', 'non', 'nein'])

/** Makes what a bot sent fit a field without choices. Reads only what has one meaning; 03/04/2026 has two. */
export const coerceScalar = (kind: FieldKind, given: unknown): Coerced => {
  const value = Array.isArray(given) && given.length === 1 ? given[0] : given
  switch (kind) {
    case 'text': {
      const text = toText(value)
      return text.length <= longestText
        ? fits(text)
        : { ok: false, value: `${cutAt(text, longestText - 1)}…`, why: 'too-long' }
    }
    case 'paragraph':
      return fits(toText(value))
    case 'number':
      return toNumber(value, /^[+-]?\d{1,15}([.,]0+)?$/)
    case 'decimal':
      return toNumber(value, /^[+-]?\d{1,15}([.,]\d+)?$/)
    case 'checkbox':
      return toBoolean(value)
    case 'date':
      return toDate(value)
    case 'dropdown':
    case 'nested':
    case 'other':
      return asItIs(value)
    default:
      return kind satisfies never
  }
}

/** What is shown of a value that has no field of its own. */
export const toText = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(toText).join(', ')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

const fits = (value: FieldValue): Coerced => ({ ok: true, value, why: null })
const wrongType: Coerced = { ok: false, value: null, why: 'wrong-type' }

// Never between the halves of a surrogate pair.
const cutAt = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')

const toNumber = (value: unknown, pattern: RegExp): Coerced => {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  return pattern.test(text) ? fits(Number(text.replace(',', '.'))) : wrongType
}

const toBoolean = (value: unknown): Coerced => {
  if (typeof value === 'boolean') return fits(value)
  const word = comparable(toText(value))
  if (yes.has(word)) return fits(true)
  return no.has(word) ? fits(false) : wrongType
}

const toDate = (value: unknown): Coerced => {
  const text = typeof value === 'string' ? value.trim() : ''
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  if (dayFirst === null) return wrongType
  const [day, month, year] = dayFirst.slice(1).map(Number)
  const hasOneMeaning = (day ?? 0) > 12 || day === month
  return hasOneMeaning ? dateOf(year ?? 0, month ?? 0, day ?? 0) : wrongType
}

const dateOf = (year: number, month: number, day: number): Coerced => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000
  return exists ? fits(date.toISOString().slice(0, 10)) : wrongType
}

const asItIs = (value: unknown): Coerced => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return fits(value)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return fits(value)
  return wrongType
}
