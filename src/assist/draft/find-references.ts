/** A number by which a company files something. */
export type ReferenceKind = 'order' | 'invoice' | 'tracking'

const words: readonly (readonly [ReferenceKind | 'other', string])[] = [
  ['order', 'pedidos?|[oó]rden(?:es)?|compras?|orders?|purchases?'],
  ['invoice', 'facturas?|recibos?|invoices?|receipts?|bills?'],
  ['tracking', 'seguimiento|env[ií]os?|tracking|shipments?|parcels?|paquetes?'],
  [
    'other',
    'tickets?|incidencia|caso|case|cliente|customer|contrato|contract|cuenta|account|tel[eé]fono|phone|m[oó]vil|error|modelo|model|' +
      'serie|serial|art[ií]culo|producto|item|product|sku|presupuesto|quote|tarjeta|card|albar[aá]n|suscripci[oó]n|subscription|' +
      'licencia|licen[cs]e|reserva|booking|usuario|user|iban|dni|nif|cif|versi[oó]n|version',
  ],
]
const keyword = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${words.map(([kind, each]) => `(?<${kind}>${each})`).join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
)
/** Somebody who wants to order something tells no number. */
const asVerb = /(?<!\p{L})(?:to|i|we|you|they|please|can|could|will|would)\s+$/iu
const token =
  /(?<![\p{L}\p{N}@_/.,:+-])(?:[A-Z]{1,5}[-_/]?)?\d[\dA-Z]{0,20}(?:[-_/][\dA-Z]{1,12}){0,4}(?![\p{L}\p{N}@_])/giu
/** What may stand between the word and its number. */
const between = new Set(
  (
    'numero número num nº n º ° no number id ref referencia reference es is el la los las the de del of con with mi my su your tu este esta this that ' +
    'que i hice hicimos recibí recibi got made placed received from dated llegó ayer hoy yesterday today pasado pasada mes semana last week month ' +
    'último ultima última latest y e o and or con fecha enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ' +
    'january february march april may june july august september october november december lunes martes miércoles jueves viernes sábado ' +
    'domingo monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
)
const joiners =
  /^[\s,/&(#]*(?:(?:y|e|o|u|and|or)\s+)?(?:(?:también|also)\s+)?(?:(?:la|el|las|los|the)\s+)?[\s#]*(?:n\.?[º°]\.?\s*)?$/iu
/** "The order of 500 sheets": what follows is what it consists of. */
const endsOpen = /(?<!\p{L})(?:de|del|of|for|por|con|with|from)\s*$/iu
const strongMark =
  /(?:#|[º°]\.?|:|\(|(?<!\p{L})(?:n[uú]mero|n[uú]m\.?|number|no\.|id|ref\.?|referencia|reference))\s*$/iu
const date = /^(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?)$/
const measured =
  /^(?:[.,:]\d|\s\d|\s?(?:[€$£%]|(?:eur|euros?|usd|d[oó]lares|dollars?|gbp|pounds?|libras?|pesos|veces|times|d[ií]as?|days?|horas?|hours?|h|minutos?|minutes?|min|semanas?|weeks?|meses|months?|a[ñn]os?|years?|unidades|units?|uds?|piezas?|pieces|pcs|cajas|boxes|kg|km|gb|mb|personas|people)(?![\p{L}\p{N}])))/iu
const longestGap = 60

interface Token {
  value: string
  from: number
  to: number
  kind: ReferenceKind | null
}

/**
 * Order, invoice and tracking numbers in a text, by the word that they belong to; each kind with every value that may be meant: one that looks
 * alike counts as one, too. Dates, years, amounts and counts are none. What could be of two kinds is of none. Pure; linear.
 */
export const findReferences = (text: string): { [kind in ReferenceKind]: string[] } => {
  const tokens: Token[] = []
  for (const { 0: value, index: from } of text.matchAll(token)) {
    const to = from + value.length
    const before = text.slice(Math.max(0, from - 3), from)
    if (value.length < 3 || date.test(value) || measured.test(text.slice(to, to + 14))) continue
    if (/[€$£]\s?$|\d\s$/.test(before)) continue
    const last = tokens.at(-1)
    const begin = Math.max(last?.to ?? 0, from - 2 * longestGap)
    const lead = text.slice(begin, from)
    const isChained = last !== undefined && last.kind !== null && last.to === begin && joiners.test(lead)
    tokens.push({ value, from, to, kind: isChained ? last.kind : kindOf(lead, value) })
  }
  const found = (kind: ReferenceKind): string[] => {
    const own = tokens.filter((each) => each.kind === kind)
    const shapes = new Set(own.map(({ value }) => shapeOf(value)))
    const alike = tokens.filter((each) => each.kind === null && shapes.has(shapeOf(each.value)))
    const values = [...own, ...alike].map(({ value }) => [value.toLowerCase(), value] as const)
    return [...new Map(values.toReversed()).values()].toReversed()
  }
  return { order: found('order'), invoice: found('invoice'), tracking: found('tracking') }
}

const kindOf = (lead: string, value: string): ReferenceKind | null => {
  const named = [...lead.matchAll(keyword)]
  const last = named.at(-1)
  if (last === undefined) return null
  const kind = groupOf(last)
  const gap = lead.slice(last.index + last[0].length)
  if (kind === 'other' || gap.length > longestGap || !isGap(gap)) return null
  if (/^orders?$/i.test(last[0]) && asVerb.test(lead.slice(0, last.index))) return null
  // "The tracking number of my order is …": nobody can tell by words alone.
  const former = named.at(-2)
  if (former !== undefined && groupOf(former) !== kind) {
    const inside = lead.slice(former.index + former[0].length, last.index)
    if (!/[,;]/.test(inside) && isGap(inside)) return null
  }
  return isSure(gap, value) ? kind : null
}

const groupOf = (match: RegExpExecArray): ReferenceKind | 'other' =>
  words.find(([kind]) => match.groups?.[kind] !== undefined)?.[0] ?? 'other'

const isGap = (gap: string): boolean =>
  !/[.!?;\n]/.test(gap.replace(/(?<!\p{L})n(?:[uú]m|o)?\.\s?[º°]?/giu, ' ')) &&
  (gap.match(/[\p{L}º°]+/gu) ?? []).every((word) => between.has(word.toLowerCase()))

/** A bare number needs more than a word before it, as it may be a count or a year. */
const isSure = (gap: string, value: string): boolean => {
  if (strongMark.test(gap)) return true
  if (endsOpen.test(gap) || /^(?:19|20)\d\d$/.test(value)) return false
  if (/^\p{L}/u.test(value)) return true
  const digits = value.replace(/\D/g, '').length
  return gap.trim() === '' ? digits >= (/^\d+$/.test(value) ? 4 : 5) : digits >= 5
}

const shapeOf = (value: string): string => {
  const letters = /^\p{L}+/u.exec(value)?.[0].toLowerCase() ?? ''
  return letters === '' ? value.replace(/\p{N}/gu, '9') : letters
}
