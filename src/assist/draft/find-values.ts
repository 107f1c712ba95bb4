/** A value in a text that must not be made up. `key`: in which form it is looked for. */
export interface FoundValue {
  text: string
  kind: 'url' | 'email' | 'command' | 'code' | 'quantity' | 'number' | 'date'
  key: string
}

const longest = 20_000
export const placeholder = /\[[^[\]\n]{1,80}\]/g
const scheme =
  /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,20}:\/\/|(?:javascript|data|mailto|tel|sms|file):(?=\S))[^\s<>"'`\]]{1,2000}/giu
const domains =
  'com|net|org|info|biz|io|dev|app|me|co|ai|gg|ly|to|cc|tv|xyz|top|site|shop|store|online|link|click|live|tech|cloud|example|test|invalid|es|mx|ar|cl|pe|uy|ve|us|uk|de|fr|it|pt|nl|eu|ru|cn|br|in|ch|at|be|ca|ie|au'
const bare = new RegExp(
  `(?<![\\p{L}\\p{N}@._/-])(?:[\\p{L}\\p{N}-]{1,63}\\.){1,5}(?:(?:${domains})(?![\\p{L}\\p{N}])(?:[:/?#][^\\s<>"'\`\\]]{0,2000})?|\\p{L}{2,24}(?::\\d+)?/[^\\s<>"'\`\\]]{1,2000})`,
  'giu',
)
// A machine by its number, where it is a link.
const numbered = /(?<![\p{L}\p{N}.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\/[^\s<>"'`\]]{0,2000}/gu
const address = /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,255}/giu
const ticked = /`([^`\n]{1,300})`/g
const switched = /(?<![\p{L}\p{N}])[a-z][\w.-]{1,30} (?:\/[a-z?][\w:]*|--?[a-z][\w-]*)/giu
const verbs =
  'get set new add remove start stop restart test clear reset enable disable invoke install uninstall update repair'
    .split(' ')
    .map((verb) => `[${verb.charAt(0)}${verb.charAt(0).toUpperCase()}]${verb.slice(1)}`)
// With its first argument, where that looks like one: Restart-Service Spooler.
const verbNoun = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${verbs.join('|')})-[A-Z][A-Za-z]{2,40}(?: (?:-|"|\\p{Lu})[\\p{L}\\p{N}_.-]{1,60})?`,
  'gu',
)
const path =
  /(?<![\p{L}\p{N}])(?:[a-z]:\\|hk(?:lm|cu|ey_\w+)\\|%\w+%|~?\/(?:etc|usr|var|bin|home|library|system)\/)[^\s"'<>]{0,200}/giu
const code =
  /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}_-]{0,60}\d)(?=[\p{L}\p{N}_-]{0,60}\p{L})[\p{L}\p{N}][\p{L}\p{N}_-]{2,60}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\p{Lu}+(?:_\p{Lu}+)+(?![\p{L}\p{N}])/gu
const months =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october|november|december'
const date = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:\\d{1,2}(?:st|nd|rd|th)? (?:de |of )?(?:${months})|(?:${months}) \\d{1,2}(?:st|nd|rd|th)?|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)(?![\\p{L}\\p{N}])`,
  'giu',
)
const number =
  /(?<![\p{L}\p{N}_])[$€£]?\s?(\d{1,15}(?:[.,:/]\d{1,15}){0,5})(?:\s?([%€$£]|(?:business |working |calendar )?\p{L}{1,12}))?/gu

// The same unit whatever the language: "30 days" is "30 días".
const units: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    '%': '% percent',
    eur: '€ eur euro euros',
    usd: '$ usd dollar dollars dólar dólares dolares',
    gbp: '£ gbp pound pounds libra libras',
    s: 's second seconds segundo segundos sec',
    min: 'min minute minutes minuto minutos mins',
    h: 'h hour hours hora horas hrs',
    d: 'day days día días dia dias',
    week: 'week weeks semana semanas',
    month: 'month months mes meses',
    year: 'year years año años',
    mb: 'mb',
    gb: 'gb',
    kb: 'kb',
    tb: 'tb',
  }).flatMap(([unit, names]) => names.split(' ').map((name) => [name, unit])),
)

/**
 * Values of a text: web and e-mail addresses, commands and paths, codes, amounts and numbers, dates. Placeholders (`[…]`) and the
 * numbers of steps are none. What was found as one kind is not found again as another.
 */
export const findValues = (text: string): FoundValue[] => {
  const found: FoundValue[] = []
  let rest = text
    .slice(0, longest)
    .replace(/^\s*\d{1,3}[.)]\s/gm, ' ')
    .replace(placeholder, ' ')
  const take = (
    kind: FoundValue['kind'],
    pattern: RegExp,
    keyOf: (match: RegExpExecArray) => string | null,
  ) => {
    rest = rest.replace(pattern, (...parts) => {
      const match = parts.slice(0, -2) as unknown as RegExpExecArray
      const key = keyOf(match)
      if (key === null) return match[0]
      found.push({ text: withoutEnd(match[0].trim()), kind, key })
      return ' '
    })
  }
  take('command', ticked, (match) => foldValue(match[1] ?? ''))
  take('url', scheme, (match) => foldAddress(match[0]))
  take('email', address, (match) => (match[0].includes('.') ? foldValue(withoutEnd(match[0])) : null))
  take('url', bare, (match) => foldAddress(match[0]))
  take('url', numbered, (match) => foldAddress(match[0]))
  take('command', path, (match) => foldValue(withoutEnd(match[0])))
  take('command', switched, (match) => foldValue(match[0]))
  take('command', verbNoun, (match) => foldValue(match[0]))
  take('date', date, (match) => foldValue(match[0]))
  take('code', code, (match) => (isQuantity(match[0]) ? null : foldValue(match[0])))
  take('number', number, (match) => (match[1] ?? '').replace(/[.,:/]+$/, ''))
  return found.map((value) => (value.kind === 'number' ? withUnit(value) : value))
}

/** Whether a value stands in a text, literally: as a whole, in any case and with any white space; a quantity with its unit. */
export const createValueFinder = (text: string): ((value: FoundValue) => boolean) => {
  const folded = foldValue(text)
  let known: Set<string> | null = null
  const quantities = () => {
    known ??= new Set(findValues(text).flatMap(({ kind, key }) => (kind === 'quantity' ? [key] : [])))
    return known
  }
  return ({ kind, key }) => {
    if (kind === 'quantity') return quantities().has(key)
    const wanted = kind === 'url' ? key.replace(/^[a-z+.-]+:\/\//, '') : key
    if (wanted === '') return false
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1))
      if (standsAlone(folded, at, at + wanted.length, kind)) return true
    return false
  }
}

export const foldValue = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

const foldAddress = (text: string): string => foldValue(withoutEnd(text)).replace(/\/$/, '')

const withoutEnd = (text: string): string => text.replace(/[.,;:!?)»”'"*_]{1,10}$/, '')

const isQuantity = (text: string): boolean => {
  const [, , unit] = /^(\d+)(\p{L}+)$/u.exec(text) ?? []
  return unit !== undefined && Object.hasOwn(units, unit.toLowerCase())
}

const withUnit = ({ text, key }: FoundValue): FoundValue => {
  const symbol = /^[$€£]/.exec(text)?.[0] ?? /([%€$£]|\p{L}+)$/u.exec(text)?.[0]?.toLowerCase() ?? ''
  const unit = Object.hasOwn(units, symbol) ? units[symbol] : undefined
  if (unit === undefined) return { text: key, kind: 'number', key }
  return { text, kind: 'quantity', key: `${key} ${unit}` }
}

const standsAlone = (text: string, from: number, to: number, kind: FoundValue['kind']): boolean => {
  const [before, after] = [text.slice(Math.max(0, from - 2), from), text.slice(to, to + 2)]
  if (/[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after)) return false
  if (kind === 'number') return !/\d[.,]$/.test(before) && !/^[.,]\d/.test(after)
  // Another path or another host is another address.
  if (kind === 'url') return !/[.@-]$/.test(before) && !/^(?:[-?#=&%]|\/[^\s]|\.[\p{L}\p{N}])/u.test(after)
  return true
}
