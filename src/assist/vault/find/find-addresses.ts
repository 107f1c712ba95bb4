import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'

const capital = String.raw`\p{Lu}[\p{L}\p{M}'.-]{0,24}`
const small = '(?:de|del|de la|de los|de las|la|las|los|el|y|san|santa)'
// What follows the number of a house: floor, door, stair, postcode, town.
const floor = String.raw`(?:,?[ \t]{0,2}(?:\d{1,2}[ \t]?[ºª°o.]{1,2}[ \t]?(?:[A-Z](?![\p{L}])|izq\p{L}{0,7}\.?|dcha?\p{L}{0,6}\.?|derecha|centro)?|(?:piso|planta|puerta|pta\.?|esc\.?|escalera|bloque|blq\.?|portal|apto\.?|apartamento|dpto\.?|depto\.?|departamento|int\.?|interior|local|torre|casa|manzana|mz\.?|lote|bajo|[aá]tico|entresuelo)[ \t]{0,2}[\p{L}\d]{0,4}))`
const word = String.raw`\p{Lu}[\p{L}\p{M}'-]{0,24}`
const town = String.raw`(?:,?[ \t\n]{1,2}(?:C\.?P\.?[ \t]{0,2})?\d{4,6}(?:[ \t,-]{1,3}(?:(?:${small}[ \t])?${word}[ \t]?){1,3}(?:\(${word}\))?)?|,[ \t]{1,2}(?:(?:${small}[ \t])?${word}[ \t]?){1,3}(?:,[ \t]{1,2}\d{4,6})?)`
const number = String.raw`(?:n[úu]m(?:ero)?\.?|n[º°o]\.?|#|n\.[ \t]?[º°])?[ \t]{0,2}\d{1,5}(?![\d%€$:]|[.,]\d)(?:[ \t]?(?:bis|[A-Z](?![\p{L}])))?(?:[ \t]?(?:#|-)[ \t]?\d{1,4}[A-Z]?(?:[ \t]?-[ \t]?\d{1,4})?)?`

const kinds = String.raw`(?:calle|c\/|c\.\/|cl\.|avenida|avda\.?|av\.|plaza|pza\.?|plz\.?|paseo|p\.º|camino|carretera|ctra\.?|ronda|traves[ií]a|urbanizaci[óo]n|urb\.|pol[ií]gono|carrera|cra\.?|kr\.?|transversal|diagonal|colonia|pasaje|jir[óo]n|jr\.|glorieta|rambla|bulevar|boulevard|calzada|vereda|autopista)`

/** "calle Mayor 3", "Av. de la Constitución, nº 12, 2ºB, 28001 Madrid", "Carrera 7 # 12-34". */
const spanish = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${caseless(kinds)}(?:[ \t]{0,2}(?:(?:${small}[ \t])?(?:${capital}|\d{1,3}(?:[º°ª])?(?=[ \t]{1,2}(?:#|n|de)))[ \t]?){1,6}),?[ \t]{0,2}${number}(?:${floor}){0,3}(?:${town})?`,
  'gu',
)

/** "calle mayor 3, 2ºb", where nobody cares for capitals: only with a floor, a postcode, or a word for living there before it. */
const smallWord = String.raw`(?!hace|tiene|cada|por|desde|hay|son|cuando|que)[\p{Ll}]{2,20}`
const uncapital = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${kinds}[ \t]{1,2}(?:${smallWord}[ \t]){0,3}${smallWord},?[ \t]{1,2}${number}(?:(?:${floor}){1,3}(?:,?[ \t]{1,2}\d{5}(?:[ \t]{1,2}\p{L}{3,20})?)?|,?[ \t]{1,2}\d{5}(?:[ \t]{1,2}\p{L}{3,20})?)`,
  'giu',
)
const livesAt = new RegExp(
  String.raw`(?:vivo|vivimos|resido|direcci[óo]n|domicilio|entreg\p{L}{1,5}|env[ií]\p{L}{1,5}|mandar\p{L}{0,3})(?:[ \t:]{1,2}(?:es|en|a|la|al|de|de entrega|de env[ií]o|nueva)){0,4}[ \t:]{1,3}(${kinds}[ \t]{1,2}(?:${smallWord}[ \t]){0,3}${smallWord},?[ \t]{1,2}${number})`,
  'giu',
)

/** "Pol. Ind. Ugaldeguren II, parcela 5, 48170 Zamudio" */
const estate = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:[Pp]ol\.|[Pp]ol[ií]gono|[Pp]\.[ \t]?(?=[Ii]))[ \t]?(?:[Ii]nd(?:ustrial|\.)?[ \t])?(?:(?:${small}[ \t])?${capital}[ \t]?){1,4},?[ \t]{0,2}(?:[Pp]arcela|[Pp]arc\.|[Nn]ave|[Pp]abell[oó]n|[Mm]anzana|[Mm]ódulo|[Ee]dificio)[ \t]{1,2}[\p{L}\d-]{1,5}(?:${town})?`,
  'gu',
)
/** "Travesía de la Fuente s/n, 40100 Segovia" */
const unnumbered = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${caseless(kinds)}[ \t]{1,2}(?:(?:${small}[ \t])?${capital}[ \t]?){1,5},?[ \t]{0,2}[sS]\/[nN](?!\p{L})(?:${town})?`,
  'gu',
)

const street =
  '(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Place|Pl|Way|Terrace|Close|Crescent|Highway|Hwy|Parkway|Pkwy|Gardens|Grove|Row|Mews|Broadway)'
const ukPostcode = String.raw`[A-Z]{1,2}\d[A-Z\d]?[ \t]?\d[ABD-HJLNP-UW-Z]{2}`
/** "12 High Street, Flat 3, London SW1A 1AA", "742 Evergreen Terrace, Springfield, IL 62704". */
const english = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,])\d{1,5}[A-Za-z]?,?[ \t](?:(?:N|S|E|W|NE|NW|SE|SW)\.?[ \t])?(?:(?:${capital}|\d{1,3}(?:st|nd|rd|th))[ \t]){1,4}?${street}(?![\p{L}\d])\.?(?:,?[ \t](?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|#)\.?[ \t]?[\p{L}\d]{1,5})?(?:(?:,?[ \t\n](?:${word}[ \t]?){1,3})?,?[ \t]{1,2}(?:[A-Z]{2}[ \t]\d{5}(?:-\d{4})?|${ukPostcode}))?`,
  'gu',
)
const uncapitalStreet =
  /(?<![\p{L}\p{N}.,])\d{1,5}[ \t](?:[a-z]{2,15}[ \t]){1,2}(?:street|avenue|road|lane|drive|boulevard|court|square|terrace|crescent)(?![\p{L}\d])/gu
const postcode = new RegExp(String.raw`(?<![\p{L}\p{N}-])${ukPostcode}(?![\p{L}\p{N}])`, 'gu')
const toldPostcode =
  /(?:c[oó]digo postal|\bc\.?p\.?|post ?code|zip(?: code)?)(?:[ \t:]{1,2}(?:es|is|de|del|n[úu]mero)){0,2}[ \t:]{1,3}(\d{4,6}(?:-\d{3,4})?)(?!\d)/giu
const postcodeAndTown = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,#-])(?:0[1-9]|[1-4]\d|5[0-2])\d{3},?[ \t](?:(?:${small}[ \t])?\p{Lu}[\p{Ll}\p{M}'-]{2,24}[ \t]?){1,3}(?:\(${word}\))?`,
  'gu',
)
const box =
  /(?<!\p{L})(?:P\.?[ ]?O\.?[ ]?Box|Apartado(?: de correos)?|Casilla)[ \t]{1,2}(?:n[º°][ \t]?)?\d{1,6}/giu

/** Postal addresses in Spanish and English, and postcodes. Linear: every part is bounded. */
export const findAddresses = (text: string): Range<PersonalKind>[] => [
  ...[
    spanish,
    estate,
    unnumbered,
    uncapital,
    english,
    uncapitalStreet,
    postcode,
    postcodeAndTown,
    box,
  ].flatMap((form) => [...text.matchAll(form)].map((match) => rangeOf(match, match[0]))),
  ...[toldPostcode, livesAt].flatMap((form) =>
    [...text.matchAll(form)].map((match) => rangeOf(match, match[1] ?? '')),
  ),
]

/** `value` is the end of the match. */
const rangeOf = (match: RegExpExecArray, value: string): Range<PersonalKind> => {
  const to = match.index + match[0].length
  const trimmed = value.replace(/[ \t\n,]+$/, '')
  return { from: to - value.length, to: to - value.length + trimmed.length, kind: 'address' }
}

/** Each letter in both cases, for a part of a pattern that minds the case elsewhere. */
function caseless(source: string): string {
  return source.replace(/\\.|\[[^\]]*\]|[\p{Ll}]/gu, (piece) =>
    piece.startsWith('\\')
      ? piece
      : piece.startsWith('[')
        ? `[${piece.slice(1, -1)}${piece.slice(1, -1).toUpperCase()}]`
        : `[${piece}${piece.toUpperCase()}]`,
  )
}
