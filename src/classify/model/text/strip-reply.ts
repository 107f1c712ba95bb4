import { beginsQuote, isClosing, isDeviceSignature, isDisclaimer, isGreeting } from './reply-lines.ts'

/** With fewer words left there is nothing to go by, and the whole text is read. */
const leastWords = 3
/** A name, a place, a telephone number and the like stand under a closing, each in a short line. */
const mostUnderClosing = 6
const longestUnderClosing = 60
/** A greeting stands in one of the first lines: under a subject at most. */
const greetingLines = 3

/**
 * What somebody wrote in a mail, without what their mail program put there: the quoted mail that it answers, signatures, what a
 * device or a lawyer adds, and a greeting and closing that stand in lines of their own. Spanish, English, French, Portuguese, German
 * and Italian. A text of one line stays as it is, and so does one of which too little would be left. What was forwarded stays: it is
 * what the mail is about. Linear in the text.
 */
export const stripReply = (text: string): string => {
  if (!text.includes('\n') && !text.includes('\r')) return text
  const lines = text.split(/\r\n|\r|\n/)
  const kept = dropClosing(dropGreeting(dropQuotes(lines)))
  if (kept.length === lines.length) return text
  const stripped = kept.join('\n')
  return hasWords(stripped) ? stripped : text
}

const isBlank = (line: string): boolean => line.trim() === ''
const isQuoted = (line: string): boolean => line.trimStart().startsWith('>')

const dropQuotes = (lines: readonly string[]): string[] => {
  const kept: string[] = []
  let isInDisclaimer = false
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string
    // A signature begins with two dashes alone (RFC 3676, section 4.3), and goes to the end.
    if (/^--\s*$/.test(line)) break
    const header = beginsQuote(lines, at)
    if (header > 0) {
      const next = lines.slice(at + header).find((other) => !isBlank(other))
      // Where the quoted lines are marked, an answer may stand between or under them.
      if (next === undefined || !isQuoted(next)) break
      at += header - 1
      continue
    }
    isInDisclaimer = !isBlank(line) && (isInDisclaimer || isDisclaimer(line))
    if (isInDisclaimer || isQuoted(line) || isDeviceSignature(line)) continue
    kept.push(line)
  }
  return kept
}

const dropGreeting = (lines: readonly string[]): readonly string[] => {
  let seen = 0
  for (let at = 0; at < lines.length - 1 && seen < greetingLines; at += 1) {
    const line = lines[at] as string
    if (isBlank(line)) continue
    seen += 1
    if (isGreeting(line)) return lines.toSpliced(at, 1)
  }
  return lines
}

const dropClosing = (lines: readonly string[]): readonly string[] => {
  let under = 0
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const line = lines[at] as string
    if (isBlank(line)) continue
    if (isClosing(line)) return lines.slice(0, at)
    under += 1
    if (under > mostUnderClosing || line.length > longestUnderClosing || /[?¿]/.test(line)) return lines
  }
  return lines
}

const hasWords = (text: string): boolean => (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= leastWords
