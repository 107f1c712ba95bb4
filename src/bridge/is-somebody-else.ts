import type { Requester } from '../../schemas/handoff.ts'

const comparedDigits = 7

const endOfPhone = (phone: string | null): string | null => {
  const digits = (phone ?? '').replace(/\D/g, '')
  // With or without the country's code, the end of a number is the same.
  return digits.length < comparedDigits ? null : digits.slice(-comparedDigits)
}

const wordsOf = (name: string | null): string[] =>
  (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{2,}/gu) ?? []

/**
 * Whether two requesters with the same address are, by what else they say, different people: both name a phone and it is not
 * the same, or both a name and no word of it is the same. Bots send one address for everybody when they have to fill the
 * field (`no-reply@…`), and what one person wrote must not reach another.
 */
export const isSomebodyElse = (one: Requester, other: Requester): boolean => {
  const [phone, otherPhone] = [endOfPhone(one.phone), endOfPhone(other.phone)]
  if (phone !== null && otherPhone !== null) return phone !== otherPhone
  const [name, otherName] = [wordsOf(one.name), wordsOf(other.name)]
  return name.length > 0 && otherName.length > 0 && !name.some((word) => otherName.includes(word))
}
