const fewest = 7
const most = 15
/** What a national number has without its country's prefix, nearly everywhere. */
const national = 9

const isPhone = /^[\s\d+().\-/]+$/

/** Digits of a telephone number as one word, however they were grouped, or null: the text is none. */
export const phoneDigits = (text: string): string | null => {
  if (!isPhone.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^00/, '')
  return digits.length >= fewest && digits.length <= most ? digits : null
}

/** The words under which a number is found: with its country's prefix, and without. */
export const phoneWords = (text: string): string[] => {
  const digits = phoneDigits(text)
  if (digits === null) return []
  return digits.length > national ? [digits, digits.slice(-national)] : [digits]
}
