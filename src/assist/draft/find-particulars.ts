/** What a ticket says of its own case; each as often as it says something different. */
export interface Particulars {
  order: string[]
  invoice: string[]
  tracking: string[]
  device: string[]
  error: string[]
}

const numberOf = (words: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words})(?:[\\s:#.º°]|n[uú]mero|n[uú]m|number|no|n(?=[.º°])|es|el|la|is|de|con|with|id|ref){0,8}((?:[A-Z]{1,5}[-_]?)?\\d[\\dA-Z-]{2,20})(?![\\p{L}\\p{N}])`,
    'giu',
  )
const patterns: { readonly [name in keyof Particulars]: RegExp } = {
  order: numberOf('pedido|orden|compra|order|purchase'),
  invoice: numberOf('factura|recibo|invoice|receipt'),
  tracking: numberOf('seguimiento|env[ií]o|tracking|shipment|parcel'),
  device:
    /(?<![\p{L}\p{N}])(windows (?:1[01]|server \d{4})|macos(?: [a-z]{4,10})?|macbook(?: air| pro)?|imac|iphone(?: \d{1,2}(?: pro(?: max)?| mini| plus)?)?|ipad(?: air| pro| mini)?|android(?: \d{1,2})?|galaxy [a-z]{0,4}\d{1,3}|pixel \d{1,2}|chromebook|ubuntu(?: \d\d\.\d\d)?)(?![\p{L}\p{N}])/giu,
  error:
    /(?<![\p{L}\p{N}])error(?:[\s:#.º°]|n[uú]mero|number|code|c[oó]digo|no|de|es|el|is){0,6}(0x[0-9a-f]{4,16}|\d{2,12}|[A-Z]{2,12}[-_][A-Z0-9_-]{2,40})(?![\p{L}\p{N}])/giu,
}
const longest = 20_000
const mostOfOne = 5

/** Order and invoice numbers, devices and error codes in a text, by what stands before them. Spanish and English. Pure; linear. */
export const findParticulars = (text: string): Particulars => {
  const find = (name: keyof Particulars): string[] => {
    const found = new Map<string, string>()
    for (const match of text.slice(0, longest).matchAll(patterns[name])) {
      const value = (match[1] ?? '').replace(/-+$/, '')
      if (value !== '' && !found.has(value.toLowerCase())) found.set(value.toLowerCase(), value)
    }
    return [...found.values()].slice(0, mostOfOne)
  }
  return {
    order: find('order'),
    invoice: find('invoice'),
    tracking: find('tracking'),
    device: find('device'),
    error: find('error'),
  }
}
