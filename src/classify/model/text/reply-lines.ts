/** Longer lines are no headers, greetings or closings. It also bounds what a pattern can cost. */
const longestHeader = 300
const longestPhrase = 60
/** A mail program breaks a long header into so many lines at most. */
const mostHeaderLines = 3

const originalMessage =
  /^[\s>]*[-_=*]{3,10}\s?(?:original message|mensaje original|message d['’]origine|urspr(?:ü|ue)ngliche nachricht|mensagem original|messaggio originale)\b/i
const wroteStart = /^\s*(?:on|el|le|am|em|il|a)\s/i
const wrote = /\b(?:wrote|escribi[oó]|a écrit|schrieb|escreveu|ha scritto)(?=$|[\s:])/i
const from = /^[\s*]*(?:from|de|von|da)\s?:/i
const otherHeader =
  /^[\s*]*(?:sent|date|to|cc|subject|enviado(?: el)?|fecha|para|asunto|envoyé|à|objet|gesendet|datum|an|betreff|enviada em|data|assunto|inviato|a|oggetto)\s?:/i

/**
 * How many lines the header of a quoted mail takes that begins at `at`; 0: none does. It is a separator, a sentence such as "On 3 May,
 * Ana wrote:", or a block of "From:", "Sent:" and "Subject:".
 */
export const beginsQuote = (lines: readonly string[], at: number): number => {
  const line = lines[at] as string
  if (line.length > longestHeader) return 0
  if (originalMessage.test(line)) return 1
  if (from.test(line)) {
    const others = lines
      .slice(at + 1, at + 6)
      .filter((other) => otherHeader.test(other.slice(0, longestPhrase)))
    return others.length >= 2 ? 1 + others.length : 0
  }
  if (!wroteStart.test(line)) return 0
  let joined = ''
  for (let count = 1; count <= mostHeaderLines; count += 1) {
    const next = lines[at + count - 1]
    if (next === undefined || next.trim() === '') return 0
    joined += ` ${next.trim()}`
    if (joined.length > longestHeader) return 0
    // A date has digits; a sentence of the text that ends so has none.
    if (joined.endsWith(':') && /\d/.test(joined) && wrote.test(joined)) return count
  }
  return 0
}

const device =
  /^\s*(?:sent from (?:my|mail for|outlook|yahoo)|get outlook for|sent via|enviado desde (?:mi|outlook|el|yahoo)|obtener outlook|obtén outlook|envoyé (?:de|depuis) mon|télécharger outlook|enviado do meu|obter o outlook|von meinem .{1,40} gesendet|gesendet von|inviato da(?:l mio)?)\b/i

/** "Sent from my iPhone" and the like. */
export const isDeviceSignature = (line: string): boolean => line.length <= 100 && device.test(line)

const ofMail =
  /\b(?:this (?:e-?mail|message|communication)|este (?:correo|mensaje|e-?mail)|esta mensagem|ce (?:message|courriel|mail)|diese (?:e-?mail|nachricht)|el contenido de este)\b/i
const forOthers =
  /\b(?:confidential|privileged|intended (?:solely|only|recipient)|confidencial(?:es)?|destinatari[oa]s?|exclusivamente|confidentiels?|destinataires?|vertraulich\w*)\b/i

/** A sentence of law about the mail itself. Lines of fewer characters are somebody's own. */
export const isDisclaimer = (line: string): boolean => {
  if (line.length < 70) return false
  const start = line.slice(0, 400)
  return ofMail.test(start) && forOthers.test(start)
}

const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|buen(?:os|as) (?:días|dias|tardes|noches)|buenas|muy buenas|estimad[oa]s?|apreciad[oa]s?|bonjour|bonsoir|chère?s?|madame|olá|bom dia|boa tarde|boa noite|prezad[oa]s?|hallo|guten (?:tag|morgen|abend)|sehr geehrte[rn]?|liebe[rs]?|ciao|buongiorno|gentile)(?=$|[\s,.!:])/i

/** A greeting and nothing else: a few words that end with a mark, or the bare greeting. */
export const isGreeting = (line: string): boolean => {
  const own = line.trim()
  if (own.length > longestPhrase || !greeting.test(own)) return false
  const words = own.split(/\s+/).length
  return words <= 5 && (/[,:!]$/.test(own) || own.replace(greeting, '').trim() === '')
}

const closing =
  /^(?:(?:kind|best|warm|many)? ?regards|best wishes|best|yours (?:sincerely|faithfully|truly)|sincerely|cheers|(?:many )?thanks(?: a lot| in advance| so much| you)?|thank you(?: very much| in advance| so much)?|(?:un )?(?:cordial |afectuoso )?saludos?(?: cordial(?:es)?)?|atentamente|atte|cordialmente|(?:muchas |mil )?gracias(?: de antemano| por todo| y (?:un )?saludos?)?|quedo a la espera|cordialement|bien à vous|merci(?: d['’]avance| beaucoup)?|mit freundlichen grüßen|mfg|viele grüße|freundliche grüße|danke(?: im voraus)?|atenciosamente|(?:muito )?obrigad[oa]|cumprimentos|cordiali saluti|grazie)[\s,.!;]*$/i

/** The words that end a mail, in a line of their own. */
export const isClosing = (line: string): boolean => {
  const own = line.trim()
  return own.length <= longestPhrase && closing.test(own)
}
