import type { TokenKind } from './tokens.ts'

const marks = /\p{M}+/gu

/** A word or a name without case and accents, so that "JOSÉ" and "jose" are the same. */
export const foldName = (text: string): string => text.normalize('NFD').replace(marks, '').toLowerCase()

/** How many digits tell a phone, whatever stands before them for the country. */
const digitsOfPhone = 9

/** What is the same for all ways to write a value. */
export const foldValue = (kind: TokenKind, value: string): string => {
  switch (kind) {
    case 'phone':
      return value.replace(/\D/g, '').slice(-digitsOfPhone)
    case 'card':
    case 'iban':
    case 'id':
      return foldName(value).replace(/[^\p{L}\p{N}]/gu, '')
    case 'name':
    case 'address':
    case 'email':
      return foldName(value).replace(/\s+/g, ' ').trim()
    case 'ip':
      return value.toLowerCase()
    case 'url':
    case 'text':
      return value
    default:
      return kind satisfies never
  }
}
