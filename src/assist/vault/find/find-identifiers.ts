import { foldName } from '../fold-value.ts'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { notNames } from './name-words.ts'

/** IBANs by country are so long (SWIFT's registry); others are tried at every length. */
const ibanLengths: Readonly<Record<string, number>> = {
  ES: 24, DE: 22, FR: 27, GB: 22, PT: 25, IT: 27, NL: 18, BE: 16, AD: 24, AT: 20, CH: 21, IE: 22, LU: 20, PL: 28, RO: 24,
  SE: 24, DK: 18, NO: 15, FI: 18, GR: 27, CZ: 24, HU: 28, BR: 29, CR: 22, DO: 28, GT: 28, SV: 28,
} // biome-ignore format: a table

const iban = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]){11,30}/giu

const findIbans = (text: string): Range<PersonalKind>[] =>
  [...text.matchAll(iban)].flatMap((match) => {
    const length = ibanLengthOf(match[0])
    return length === null ? [] : [{ from: match.index, to: match.index + length, kind: 'iban' as const }]
  })

/** How much of it is an IBAN with the right check digits (ISO 13616: 1 modulo 97); null: nothing. */
const ibanLengthOf = (candidate: string): number | null => {
  // One in 97 texts passes by chance, and one of an unknown country has 20 lengths to try: it must look like an account throughout.
  const wanted = ibanLengths[candidate.slice(0, 2).toUpperCase()]
  let plain = ''
  let found: number | null = null
  for (let at = 0; at < candidate.length; at++) {
    const unit = candidate[at] ?? ''
    if (!/[a-z\d]/i.test(unit)) continue
    plain += unit.toUpperCase()
    if (plain.length < 15 || plain.length > 34) continue
    if (wanted !== undefined && plain.length !== wanted) continue
    if (/[a-z\d]/i.test(candidate[at + 1] ?? '')) continue
    if (wanted === undefined && !/^[A-Z\d -]*$/.test(candidate.slice(0, at + 1))) continue
    if (plain.replace(/\D/g, '').length < 10) continue
    if (remainderOf(plain.slice(4) + plain.slice(0, 4)) === 1) found = at + 1
  }
  return found
}

const remainderOf = (text: string): number => {
  let remainder = 0
  for (const unit of text)
    for (const digit of String(Number.parseInt(unit, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder
}

// Spain: https://www.interior.gob.es (DNI, NIE), Orden EHA/451/2008 (CIF). Mexico: CURP, RFC. Brazil: CPF, CNPJ. Argentina: CUIT. Chile: RUT.
// United States: SSN. United Kingdom: national insurance. All: hardware addresses and UUIDs, which name a device or an account.
const forms: readonly RegExp[] = [
  /\d{8}[ -]?[A-HJ-NP-TV-Z]/giu,
  /\d{2}\.\d{3}\.\d{3}[ -]?[A-HJ-NP-TV-Z]/giu,
  /[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]/giu,
  /[ABCDEFGHJNPQRSUVW][ -]?\d{7}[ -]?[\dA-J]/gu,
  /[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d/giu,
  /[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}/gu,
  /\d{3}\.\d{3}\.\d{3}-\d{2}/gu,
  /\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}/gu,
  /\d{2}-\d{8}-\d/gu,
  /\d{1,2}\.?\d{3}\.?\d{3}-[\dK]/giu,
  /\d{3}-\d{2}-\d{4}/gu,
  /[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]/gu,
  /[\da-f]{2}(?:[:-][\da-f]{2}){5}/giu,
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu,
].map((form) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${form.source})(?![\\p{L}\\p{N}])`, form.flags))

/** What is said before a reference of a person, an order or an account. */
const referenceWords =
  'pedido|orden|order|cliente|customer|factura|invoice|ticket|tique|contrato|contract|p[oó]liza|policy|cuenta|account|referencia|reference|ref|expediente|case|caso|tracking|seguimiento|env[ií]o|shipment|reserva|booking|localizador|socio|member|matr[ií]cula|pasaporte|passport|dni|nie|nif|cif|rfc|curp|cpf|rut|cuit|id|serie|serial|imei|albar[aá]n|recibo|transacci[oó]n|transaction|devoluci[oó]n|rma|suscripci[oó]n|subscription|licencia|historia(?: cl[ií]nica)?|nhc|medical record|tarjeta sanitaria|nss'
const between = String.raw`(?:[ \t]{0,2}(?:number|numero|número|num|núm|no|nº|n°|n\.º|es|is|id|de|del|el|la|con|code|código|referencia|ref|cliente|pedido|[:#=.])){0,4}[ \t#:]{0,3}`
/** A reference in words: letters and digits, or digits alone, after a word that says so. */
const told = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${referenceWords})s?${between}((?=[\\p{L}\\d/_-]{0,30}\\d{2})[\\p{Lu}\\d][\\p{L}\\d]{0,20}(?:[-/_][\\p{L}\\d]{1,20}){0,4})(?![\\p{L}\\d])`,
  'giu',
)
/** Six letters and digits by which airlines and hotels know a booking. */
const booked =
  /(?<!\p{L})(?:reserva|booking|localizador|record locator|PNR)(?:[ \t]{1,2}(?:code|reference|number|es|is|n[ºo°]\.?|con)){0,2}[ \t:#]{1,3}((?=[A-Z]*\d)[A-Z\d]{5,8})(?![\p{L}\d])/gu
/** "usuario: agoiko", where nothing else follows. */
const account =
  /(?<![\p{L}\p{N}_])(?:usuario|username|user|usr|login|user ?id)[ \t]{0,2}[:=][ \t]{0,3}((?=[\p{L}\d._-]{0,40}[\p{L}])[\p{Ll}\d][\p{Ll}\d._-]{2,40}\d?)(?=[ \t]{0,3}(?:$|[\n\r,;/|)]|\.(?:\s|$)|(?:y|and|contrase[ñn]a|clave|password|pass|pwd)(?!\p{L})))/giu
/** A reference by its form: capital letters and five digits at least, in one word. */
const coded =
  /(?<![\p{L}\d./_-])(?=[\p{Lu}\d-]{7,40}(?![\p{L}\d]))(?=[\d-]{0,39}\p{Lu})(?=(?:[\p{Lu}-]{0,12}\d){5})[\p{Lu}\d-]{7,40}/gu
/** What looks like one, and is what many people have: updates, error codes, standards. */
const isCommon = /^(?:KB\d|0X|ISO|IEC|EN-?\d|RFC-?\d|CVE-|ERR|E-?\d|HTTP|SHA-?\d|UTF|WIN|HP-|20\d\d-\d\d)/i

/** Accounts and numbers by which a state, a shop or a network knows somebody. Linear. */
export const findIdentifiers = (text: string): Range<PersonalKind>[] => {
  const whole = (match: RegExpExecArray): Range<PersonalKind> => ({
    from: match.index,
    to: match.index + match[0].length,
    kind: 'id',
  })
  return [
    ...findIbans(text),
    ...forms.flatMap((form) => [...text.matchAll(form)].map(whole)),
    ...[...text.matchAll(coded)].filter(([code]) => !isCommon.test(code)).map(whole),
    ...[...text.matchAll(booked)].map((match): Range<PersonalKind> => {
      const to = match.index + match[0].length
      return { from: to - (match[1] ?? '').length, to, kind: 'id' }
    }),
    ...[...text.matchAll(account)].flatMap((match): Range<PersonalKind>[] => {
      const value = match[1] ?? ''
      const to = match.index + match[0].length
      return notNames.has(foldName(value)) ? [] : [{ from: to - value.length, to, kind: 'id' }]
    }),
    ...[...text.matchAll(told)].flatMap((match): Range<PersonalKind>[] => {
      const value = match[1] ?? ''
      const to = match.index + match[0].length
      return isCommon.test(value) || isDate.test(value) ? [] : [{ from: to - value.length, to, kind: 'id' }]
    }),
  ]
}

const isDate = /^\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?$|^20\d{2}(?:-\d{2}-\d{2})?$/
