import { cleanText } from './clean-text.ts'

export interface ReadEmail {
  address: string
  /** The name in `Ann Lee <ann@example.org>`. */
  displayName: string | null
}

// Invisible characters that come along when an address is copied from a page or typed right to left.
const invisible = /\p{Cf}/gu
const visibleAscii = /^[\x21-\x7e]*$/
const withDisplayName = /^([^<>]*)<([^<>]*)>$/
const localPart = /^[^\s@,;:<>()[\]\\"\p{Cc}]{1,64}$/u
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/**
 * An e-mail address that a help desk can write to, or null. Tolerates what people and bots wrap around one (`mailto:`,
 * angle brackets, a display name, white and full-width space, an end-of-sentence mark); keeps letter case. Unicode is allowed
 * on both sides of the @ (RFC 6531). At most 254 characters (RFC 5321, erratum 1690); the domain needs a dot.
 */
export const readEmail = (value: unknown): ReadEmail | null => {
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value
  // No address is longer, and no pattern needs to look at more.
  if (typeof single !== 'string' || single.length > 1000) return null
  const text = (
    visibleAscii.test(single) ? single : cleanText(single).normalize('NFKC').replace(invisible, '')
  ).trim()
  const named = withDisplayName.exec(text)
  const address = (named?.[2] ?? text)
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/[.,;]$/, '')
    .trim()
  if (!isAddress(address)) return null
  const displayName = named?.[1]?.trim().replace(/^"(.*)"$/, '$1') ?? ''
  return { address, displayName: displayName === '' ? null : displayName }
}

const isAddress = (address: string): boolean => {
  const [local, domain, ...more] = address.split('@')
  if (local === undefined || domain === undefined || more.length > 0 || address.length > 254) return false
  if (!localPart.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return false
  if (asciiDomain.test(domain)) return true
  const labels = domain.split('.')
  const top = labels.at(-1) ?? ''
  return (
    labels.length >= 2 &&
    top.length >= 2 &&
    !/^\p{N}+$/u.test(top) &&
    labels.every((label) => domainLabel.test(label))
  )
}
