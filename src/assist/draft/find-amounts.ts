const number = '\\d{1,9}(?:[.,]\\d{1,3}){0,3}'
const symbol = '[€$£]'
const name = 'euros?|eur|d[oó]lar(?:es)?|dollars?|usd|libras?|pounds?|gbp|pesos|mxn'
const amount = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?:${symbol}\\s?${number}(?!\\d)|${number}\\s?(?:${symbol}|(?:${name})(?!\\p{L})))`,
  'giu',
)
const isRange = new RegExp(`${number}\\s?${symbol}?\\s?(?:-|–|y|o|a|u|and|or|to)\\s?$`, 'iu')
const currencies: readonly (readonly [RegExp, string])[] = [
  [/€|eur/i, '€'],
  [/\$|d[oó]lar|dollar|usd/i, '$'],
  [/£|libra|pound|gbp/i, '£'],
]
const charged =
  /cobr|cargo|cargad|factur|recibo|importe|pagu|pagad|pagar|charg|invoice|bill|receipt|amount|paid|debited|total/i
/** Money that is not what was charged: it is to come back, or was too much, or was promised. */
const another =
  /descuento|rebaja|saldo|cup[oó]n|devol|devuel|reembols|abono|abonar|de m[aá]s|de menos|diferencia|comisi[oó]n|deber[ií]a|en lugar|en vez|discount|voucher|coupon|refund|back|credit|too much|too little|overcharg|extra|difference|fee|should|instead|per (?:month|year)|al mes|al a[ñn]o/i

/**
 * What a ticket says was charged, each amount once, as it is written first; empty where it cannot be told which amount that is. Pure; linear.
 */
export const findAmounts = (text: string): string[] => {
  const found = new Map<string, string>()
  let isCharged = false
  for (const sentence of text.split(/(?<=[.!?])\s|\n/)) {
    if (another.test(sentence)) continue
    for (const { 0: written, index } of sentence.matchAll(amount)) {
      isCharged ||= charged.test(sentence)
      found.set(keyOf(written), found.get(keyOf(written)) ?? written.trim())
      if (isRange.test(sentence.slice(0, index))) found.set('another', '')
    }
  }
  return isCharged ? [...found.values()] : []
}

const keyOf = (written: string): string => {
  const currency =
    currencies.find(([pattern]) => pattern.test(written))?.[1] ?? written.replace(/[\d.,\s]/g, '')
  return `${(/[\d.,]+/.exec(written)?.[0] ?? '').replace(/[.,]0{1,2}$/, '')} ${currency.toLowerCase()}`
}
