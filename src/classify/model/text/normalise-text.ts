import { stripReply } from './strip-reply.ts'

/**
 * Changes whenever a text may come out otherwise; a model keeps the number that it was trained with, and is refused with another.
 */
export const normaliserVersion = 2

/** Only so much of a text is read, in UTF-16 units: what a ticket is about stands at its beginning. */
export const longestText = 20_000

const marks = /\p{M}+/gu
const apostrophes = /['’ʼ`´]/g
const webAddress = /\b(?:https?:\/\/|www\.)\S+/g
const mailAddress = /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]+\.[^\s@<>()[\]"',;:]+/g
// An order, invoice or tracking number: six characters at least, digits among them.
const reference = /\b(?=[a-z\d-]{6,40}\b)(?=[a-z-]{0,39}\d)[a-z]{0,6}-?\d[a-z\d-]*\b/g
const longNumber = /\d{3,}/g
const emoji = /\p{Extended_Pictographic}/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const plain = /^[\x00-\x7f]*$/

/**
 * A text as features are read from it: without what a mail program put there (`stripReply`), one form for each character, no case, no
 * accents, and one word for each web address, e-mail address, reference and long number, so that a model neither learns nor holds
 * them. An emoji is a word of its own. Linear in the text.
 */
export const normaliseText = (text: string): string => {
  const own = stripReply(text.slice(0, longestText))
  if (plain.test(own)) return mask(own.toLowerCase()).replace(apostrophes, "'")
  // Some characters become many in their compatible form.
  const composed = own.toWellFormed().normalize('NFKC').slice(0, longestText).toLowerCase()
  return mask(composed).normalize('NFD').replace(marks, '').replace(emoji, ' $& ').replace(apostrophes, "'")
}

const mask = (text: string): string =>
  text
    .replace(webAddress, ' weburl ')
    .replace(mailAddress, ' mailaddress ')
    .replace(reference, ' refnumber ')
    .replace(longNumber, '000')
