import { isIP } from 'node:net'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'

/** Digits with what people write between them; the last is one too. */
const runs = /(?<![\p{L}\d_@])[+(]{0,2}\d(?:[ .\-/()]{0,3}\d){3,30}/gu
const date =
  /(?<!\d)(?:(?:19|20)\d{2}[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[-/.][0-3]?\d[-/.](?:19|20)?\d{2})(?:[ T]{1,2}[0-2]?\d(?![\d.]))?(?!\d)/g
const phoneWords =
  /(?:tel|tel[eé]fonos?|tfno|tlfn?o?|m[oó]vil|celular|cel|fijo|phone|mobile|cell|whats ?app|fax|ll[aá]m[ae]\p{L}{0,4}|call(?: me)?(?: back)?|contact[ao]?\p{L}{0,4}|n[uú]mero|number)[^\p{L}\d]{0,4}(?:(?:al|es|is|at|on|en|me|de|m[oó]vil|tel[eé]fono|phone|number|n[uú]mero|contacto)[^\p{L}\d]{1,3}){0,3}$/iu
const referenceWords =
  /(?:pedido|orden|order|cliente|customer|factura|invoice|ticket|contrato|p[oó]liza|cuenta|account|referencia|reference|ref|expediente|case|tracking|seguimiento|reserva|booking)s?[^\p{L}\d]{0,4}(?:(?:n|num|n[uú]mero|number|no|es|is|id|de)[^\p{L}\d]{0,4}){0,3}$/iu
const commonWords =
  /(?:error(?:es)?|c[oó]digo(?: de error)?|code|http|status|estado|evento|event|kb|v|versi[oó]n|version|puerto|port|build|windows|office|modelo|model|a[ñn]o|year|exit)\W{0,3}$/iu
const bornWords = /(?:nac[ií]|nacid[oa]|nacimiento|born|birth(?:day|date)?|cumplea[ñn]os|dob)[^\d]{0,20}$/iu
const currency = /^\s?(?:€|\$|£|eur|usd|mxn|euros?|d[oó]lar|pesos?|dollars?|pounds?)/i
const currencyBefore = /(?:€|\$|£|eur|usd|mxn)\s?$/i
const unit =
  /^\s?(?:mb|gb|kb|tb|kbps|mbps|gbps|bytes?|ms|s|seg|segundos?|min|minutos?|horas?|hours?|d[ií]as?|days?|px|unidades|units|usuarios|users|personas|people|%|km|kg|m2|rows|filas)(?![\p{L}])/iu
const wordsBefore = 44

/** Cards, phones, dates of birth, and long numbers that are an order's, a customer's, an account's. Linear. */
export const findNumbers = (text: string, knownPhones: readonly string[]): Range<PersonalKind>[] => {
  const known = knownPhones
    .map((phone) => phone.replace(/\D/g, '').slice(-9))
    .filter((phone) => phone.length >= 6)
  return [...text.matchAll(runs)]
    .flatMap((match) =>
      withoutDates(match[0], match.index, text).flatMap(({ from, to }): Range<PersonalKind>[] => {
        const before = text.slice(Math.max(0, from - wordsBefore), from)
        const kind = decideNumber(text.slice(from, to), before, text.slice(to, to + 16), known)
        return kind === null ? [] : [{ from, to, kind }]
      }),
    )
    .concat(findBirths(text))
}

/** What is left of a run beside the dates in it. */
const withoutDates = (run: string, at: number, text: string): { from: number; to: number }[] => {
  const left: { from: number; to: number }[] = []
  let from = 0
  const keep = (to: number) => {
    const part = run.slice(from, to)
    const [lead] = /^[ .\-/)]*/.exec(part) ?? ['']
    const trimmed = part.replace(/[ .\-/(]+$/, '')
    if (trimmed.length > lead.length)
      left.push({ from: at + from + lead.length, to: at + from + trimmed.length })
  }
  for (const match of run.matchAll(date)) {
    // 600.11.22.33 has the form of a date in it.
    if (
      /^[.\-/]?\d/.test(run.slice(match.index + match[0].length)) ||
      /[.\-/]$/.test(run.slice(0, match.index))
    )
      continue
    keep(match.index)
    from = match.index + match[0].length
  }
  if (from === 0) return [{ from: at, to: at + run.length }]
  keep(run.length)
  return text === '' ? [] : left
}

/** What a number is by its form and by what is said around it; null: nothing personal. */
const decideNumber = (
  value: string,
  before: string,
  after: string,
  known: readonly string[],
): PersonalKind | null => {
  const digits = value.replace(/\D/g, '')
  const count = digits.length
  // An address of a machine or of a network is judged elsewhere.
  if (/^[\p{L}_]/u.test(after) || isIP(value.replace(/\/\d{1,2}$/, '')) !== 0) return null
  if (known.some((phone) => digits.endsWith(phone) || (count >= 7 && phone.endsWith(digits)))) return 'phone'
  if (count >= 13 && count <= 19 && /^[2-6]/.test(digits) && hasLuhn(digits)) return 'card'
  const isInternational = /^\(?\+/.test(value) || (/^00/.test(digits) && count >= 10)
  if (isInternational && count >= 8 && count <= 15) return 'phone'
  if (isAmount(value, before, after)) return null
  if (phoneWords.test(before) && count >= 7 && count <= 15) return 'phone'
  if (referenceWords.test(before)) return 'id'
  if (commonWords.test(before) || unit.test(after)) return null
  if (isDomestic(value, digits)) return 'phone'
  // 5.00.17656 is a version.
  if (/^\d{1,2}(?:\.\d{1,6}){2,4}$/.test(value)) return null
  return count >= 7 ? 'id' : null
}

const isAmount = (value: string, before: string, after: string): boolean => {
  if (currency.test(after) || currencyBefore.test(before)) return true
  // A comma ends the run: 1.234,50
  return (
    /^\d{1,3}(?:[. ]\d{3})+$/.test(value) &&
    (/^,\d{1,2}(?!\d)/.test(after) || !/^\d{3}[. ]\d{3}[. ]\d{3}$/.test(value))
  )
}

/** A number as people write it within Spain, Mexico, Argentina, Colombia, Chile, the United States and the United Kingdom. */
const isDomestic = (value: string, digits: string): boolean => {
  if (value.includes('/')) return false
  if (/^[6-9]\d{8}$/.test(digits)) return true
  if (/^0\d{9,10}$/.test(digits)) return true
  if (/^\(/.test(value)) return digits.length >= 7 && digits.length <= 12
  return /[ .-]/.test(value) && (digits.length === 10 || /^\d{3}[ -]\d{4}$/.test(value))
}

/** "23 de julio de 1960", "July 23rd, 1960" */
const dateInWords =
  /(?:[0-3]?\d(?:st|nd|rd|th)?(?:[ ]de|[ ]of)?[ ]\p{L}{3,10}\.?(?:[ ]del?|,)?[ ](?:19|20)\d{2}|(?<!\p{L})\p{L}{3,9}\.?[ ][0-3]?\d(?:st|nd|rd|th)?,?[ ](?:19|20)\d{2})(?!\d)/gu

const findBirths = (text: string): Range<PersonalKind>[] =>
  [...text.matchAll(date), ...text.matchAll(dateInWords)].flatMap((match) =>
    bornWords.test(text.slice(Math.max(0, match.index - wordsBefore), match.index))
      ? [{ from: match.index, to: match.index + match[0].length, kind: 'id' as const }]
      : [],
  )

/** The check digit of cards (ISO/IEC 7812-1, annex B). */
const hasLuhn = (digits: string): boolean => {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const weighed = at % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
