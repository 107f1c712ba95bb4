const longestLine = 300
const verbs = 'wrote|escribió|escribio|schrieb|a écrit|escreveu|ha scritto|va escriure|schreef'
// "On Mon, 3 Nov 2026 at 10:12, Ana <…> wrote:" and its like in other languages, on one line or two.
const attribution = new RegExp(`^(?:on|el|am|le|em|il|op)\\s.{4,250}(?:${verbs}).{0,80}:$`, 'iu')
const begunAttribution = /^(?:on|el|am|le|em|il|op)\s.{0,60}\d/iu
const original =
  /^[-_*\s]{2,}\s*(?:original message|mensaje original|forwarded message|mensaje reenviado|ursprüngliche nachricht|message d'origine)/iu
const ruler = /^_{10,}$/u
const headerFrom = /^\*?(?:from|de|von|da)\s?:\*?\s/iu
const headerSent = /^\*?(?:sent|enviado(?: el)?|date|fecha|gesendet|datum|envoyé|data)\s?:\*?\s/iu
const fromPhone = /^(?:sent from my|enviado desde mi|von meinem .{1,20} gesendet|envoyé de mon)\b/iu

/**
 * What was written anew in an e-mail, without what it quotes and without the signature below `-- `. Answers between quoted lines stay.
 * A message that is nothing but a quotation comes back whole. Looks at the beginnings of lines; linear.
 */
export const cutQuotes = (text: string): string => {
  const lines = text.split(/\r?\n/)
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').slice(0, longestLine).trim()
    if (line.startsWith('>') || fromPhone.test(line)) continue
    const length = attributionAt(lines, at)
    if (length > 0) {
      // Lines that are marked are left out one by one; without marks, all that follows is the quotation.
      const next = lines.slice(at + length).find((each) => each.trim() !== '')
      if (next?.trim().startsWith('>') !== true) break
      at += length - 1
      continue
    }
    if (isEnd(lines, at, line)) break
    kept.push(lines[at] ?? '')
  }
  const written = kept.join('\n').trim()
  return written === '' ? text.trim() : written
}

/** How many lines say who wrote what follows; 0: none. */
const attributionAt = (lines: readonly string[], at: number): number => {
  const line = (lines[at] ?? '').slice(0, longestLine).trim()
  if (attribution.test(line)) return 1
  const both = `${line} ${(lines[at + 1] ?? '').slice(0, longestLine).trim()}`
  return begunAttribution.test(line) && !line.endsWith(':') && attribution.test(both) ? 2 : 0
}

const isEnd = (lines: readonly string[], at: number, line: string): boolean =>
  line === '--' ||
  ruler.test(line) ||
  original.test(line) ||
  (headerFrom.test(line) && lines.slice(at + 1, at + 4).some((next) => headerSent.test(next.trim())))
