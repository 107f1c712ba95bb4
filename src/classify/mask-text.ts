const webAddress = /\b(?:https?:\/\/|www\.)\S{1,2000}/gi
const mailAddress = /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,255}/g
// Cards, accounts, phones, dates of birth: digits with what people write between them.
const groupedDigits = /\+?\d(?:[ .\-/()]{0,2}\d){4,40}/g
// An order, a contract, a tax number: letters and digits in one word, three digits at least.
const reference =
  /(?<![\p{L}\d-])(?=[\d-]{0,39}\p{L})(?=(?:[\p{L}-]{0,39}\d){3})[\p{L}\d-]{5,40}(?![\p{L}\d-])/gu

/**
 * A text for somebody outside, without what names a person or an account where that can be told by its form: web and e-mail
 * addresses, references, and long numbers become `[link]`, `[email]`, `[reference]` and `[number]`. Names of people stay. Linear in
 * the text.
 */
export const maskText = (text: string): string =>
  text
    .replace(webAddress, '[link]')
    .replace(mailAddress, '[email]')
    .replace(reference, '[reference]')
    .replace(groupedDigits, '[number]')
