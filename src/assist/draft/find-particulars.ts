import { findAccountEmail } from './find-account-email.ts'
import { findAmounts } from './find-amounts.ts'
import { findReferences } from './find-references.ts'

/** What a ticket says of its own case; each as often as it says something different. */
export interface Particulars {
  order: string[]
  invoice: string[]
  tracking: string[]
  /** What was charged, with its currency. */
  amount: string[]
  /** Of the customer's account. */
  email: string[]
  device: string[]
  error: string[]
}

const patterns: { readonly [name in 'device' | 'error']: RegExp } = {
  device:
    /(?<![\p{L}\p{N}])(windows (?:1[01]|server \d{4})|macos(?: [a-z]{4,10})?|macbook(?: air| pro)?|imac|iphone(?: \d{1,2}(?: pro(?: max)?| mini| plus)?)?|ipad(?: air| pro| mini)?|android(?: \d{1,2})?|galaxy [a-z]{0,4}\d{1,3}|pixel \d{1,2}|chromebook|ubuntu(?: \d\d\.\d\d)?)(?![\p{L}\p{N}])/giu,
  error:
    /(?<![\p{L}\p{N}])error(?:[\s:#.º°]|n[uú]mero|number|code|c[oó]digo|no|de|es|el|is){0,6}(0x[0-9a-f]{4,16}|\d{2,12}|[A-Z]{2,12}[-_][A-Z0-9_-]{2,40})(?![\p{L}\p{N}])/giu,
}
const longest = 20_000
const mostOfOne = 5

/**
 * Order, invoice and tracking numbers, amounts, addresses, devices and error codes in a text, by what stands around them. Spanish and English.
 * Pure; linear.
 */
export const findParticulars = (text: string): Particulars => {
  const read = text.slice(0, longest)
  const find = (name: keyof typeof patterns): string[] => {
    const found = new Map<string, string>()
    for (const match of read.matchAll(patterns[name])) {
      const value = (match[1] ?? '').replace(/-+$/, '')
      if (value !== '' && !found.has(value.toLowerCase())) found.set(value.toLowerCase(), value)
    }
    return [...found.values()].slice(0, mostOfOne)
  }
  const { order, invoice, tracking } = findReferences(read)
  return {
    order: order.slice(0, mostOfOne),
    invoice: invoice.slice(0, mostOfOne),
    tracking: tracking.slice(0, mostOfOne),
    amount: findAmounts(read).slice(0, mostOfOne),
    email: findAccountEmail(read).slice(0, mostOfOne),
    device: find('device'),
    error: find('error'),
  }
}
