const quote = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Fewer digits occur in numbers of other things. */
const fewestDigits = 7

/**
 * What finds the addresses and numbers of a person in any text, however they are written: case does not count, nor what stands between
 * digits. Null: there is nothing to look for. Pure.
 */
export const composePattern = (known: {
  emails: readonly string[]
  phones: readonly string[]
}): RegExp | null => {
  const emails = known.emails.map((email) => email.trim()).filter((email) => email.includes('@'))
  const phones = known.phones
    .map((phone) => phone.replaceAll(/\D/g, ''))
    .filter((digits) => digits.length >= fewestDigits)
  const parts = [
    ...emails.map((email) => `(?<![\\p{L}\\p{N}._+-])${quote(email)}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`),
    ...phones.map((digits) => `(?<!\\d)${[...digits].join('[\\s().\\/-]{0,3}')}(?!\\d)`),
  ]
  return parts.length === 0 ? null : new RegExp([...new Set(parts)].join('|'), 'iu')
}
