import { readShortText } from './read-text.ts'

/**
 * A phone number as it was written, without a scheme such as `tel:` or `whatsapp:`; null when it has fewer than 5 or more
 * than 20 digits or is no number at all. ITU-T E.164 allows 15; an extension may follow.
 */
export const readPhone = (value: unknown): string | null => {
  const text = readShortText(value)
    ?.normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/^(?:tel|whatsapp|sms):/i, '')
    .trim()
  if (
    text === undefined ||
    text.length > 40 ||
    !/^[+(\d][\d\s()./+-]*(?:\s*(?:ext|x|#)\.?\s*\d+)?$/i.test(text)
  ) {
    return null
  }
  const digits = text.replace(/\D/g, '').length
  return digits >= 5 && digits <= 20 ? text : null
}
