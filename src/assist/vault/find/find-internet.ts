import { isIP } from 'node:net'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'

const longestLocalPart = 64
const isLocal = /[\p{L}\p{M}\p{N}._%+'~-]/u
const domain = /(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}[\p{L}\p{N}-]{1,24}/uy
// "ana (arroba) example (punto) com", "ana at example dot com" with brackets, "ana arroba example punto com"
const spelledAt = /\s?[([{]\s?(?:at|arroba|@)\s?[)\]}]\s?|\sarroba\s/giu
const spelledDomain =
  /[\p{L}\p{N}-]{1,63}(?:(?:\s?[([{]\s?(?:dot|punto|\.)\s?[)\]}]\s?|\s(?:dot|punto)\s|\.)[\p{L}\p{N}-]{2,63}){1,4}/iuy
const webAddress = /(?:https?:\/\/|www\.)[^\s<>"'`{}|\\^]{1,2000}/gi
/** Somebody's page, with or without the scheme before it. */
const profile =
  /(?<![\p{L}\p{N}@.])(?:https?:\/\/)?(?:[a-z]{1,5}\.)?(?:linkedin\.com\/(?:in|pub)|instagram\.com|facebook\.com|twitter\.com|x\.com|tiktok\.com|t\.me|wa\.me)\/@?[\p{L}\d._%-]{2,100}/giu
/** What names a person or an account in an address: a query, an e-mail, a long number, a long code. */
const isPersonalAddress = (url: string): boolean =>
  /[?#][^=]{1,200}=|@|%40|\/[^/]{0,60}\d{5}/.test(url) ||
  url
    .split(/[/#?]/)
    .some((part) => part.length >= 16 && /\d/.test(part) && /[a-z]/i.test(part) && !/\.\w{2,5}$/.test(part))
const ipv4 = /(?<![\d.\p{L}])\d{1,3}(?:\.\d{1,3}){3}(?![\d\p{L}]|\.\d)/gu
const ipv6 = /(?<![\p{L}\d:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\p{L}\d:])/giu
/** Of every machine, or of everybody. */
const isPublicKnowledge = /^(?:127\.|0\.|255\.|8\.8\.[84]\.[84]$|1\.[01]\.[01]\.1$|::1?$)/
const isVersion = /(?:\bv|versi[oó]n|version|build|release|firmware)[\s.:]{0,3}$/i

/** E-mail addresses, also spelled out; web addresses with something personal in them; addresses of machines. Linear. */
export const findInternet = (text: string, emails: readonly string[]): Range<PersonalKind>[] => [
  ...findEmails(text),
  ...findKnownEmails(text, emails),
  ...[...text.matchAll(webAddress)].flatMap((match): Range<PersonalKind>[] => {
    // A mark that stands in it, as of a secret, is a part of it.
    const url = match[0].replace(match[0].includes('[') ? /[.,;:!?)]+$/ : /[.,;:!?)\]]+$/, '')
    return isPersonalAddress(url) ? [{ from: match.index, to: match.index + url.length, kind: 'url' }] : []
  }),
  ...[...text.matchAll(profile)].map(
    (match): Range<PersonalKind> => ({
      from: match.index,
      to: match.index + match[0].replace(/\.+$/, '').length,
      kind: 'url',
    }),
  ),
  ...[...text.matchAll(ipv4), ...text.matchAll(ipv6)].flatMap((match): Range<PersonalKind>[] => {
    const [address] = match
    if (isIP(address) === 0 || isPublicKnowledge.test(address)) return []
    if (isVersion.test(text.slice(Math.max(0, match.index - 16), match.index))) return []
    return [{ from: match.index, to: match.index + address.length, kind: 'ip' }]
  }),
]

const findEmails = (text: string): Range<PersonalKind>[] => {
  const found: Range<PersonalKind>[] = []
  const read = (at: number, after: number, form: RegExp) => {
    let from = at
    while (from > 0 && at - from < longestLocalPart && isLocal.test(text[from - 1] ?? '')) from--
    while (from < at && text[from] === "'") from++
    form.lastIndex = after
    const match = from === at ? null : form.exec(text)
    if (match !== null) found.push({ from, to: after + match[0].length, kind: 'email' })
  }
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) read(at, at + 1, domain)
  for (const match of text.matchAll(spelledAt))
    read(match.index, match.index + match[0].length, spelledDomain)
  return found
}

/** Addresses that are known, however odd, and what stands before their @ where that is not an everyday word. */
const findKnownEmails = (text: string, emails: readonly string[]): Range<PersonalKind>[] => {
  const values = emails.flatMap((email) => {
    const local = email.split('@')[0] ?? ''
    return local.length >= 5 && /[\d._-]/.test(local) ? [email, local] : [email]
  })
  const usable = [...new Set(values.filter((value) => value.length >= 5))].toSorted(
    (one, other) => other.length - one.length,
  )
  if (usable.length === 0) return []
  const form = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${usable.map((value) => value.replace(/[^\p{L}\p{N}]/gu, literally)).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  return [...text.matchAll(form)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    kind: 'email',
  }))
}

/** A unit that means nothing but itself in a pattern. */
const literally = (unit: string): string =>
  [...unit].map((point) => `\\u{${point.codePointAt(0)?.toString(16)}}`).join('')
