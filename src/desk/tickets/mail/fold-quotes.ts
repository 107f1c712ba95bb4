import { type MailItem, readLines } from './read-lines.ts'

/** A part of a mail: what was written now, what it repeats of before, or a signature. */
export interface MailPart {
  kind: 'shown' | 'quoted' | 'signature'
  /** Cut out of a whole: its tags may lack their beginning or end. To be sanitised. */
  html: string
}

// Gmail, Apple Mail, Thunderbird: "On … wrote:", "El … escribió:", and the same of neighbours.
const attribution =
  /^(?:On\b.{4,300}\bwrote|El\b.{4,300}\bescribi[oó]|Em\b.{4,300}\bescreveu|Le\b.{4,300}\ba écrit|Am\b.{4,300}\bschrieb.{0,100})\s?:$/i
const opensAttribution = /^(?:On|El|Em|Le|Am)\b.{4,300}$/i
// Outlook: a block of headers.
const headFrom = /^\*?(?:From|De|Von)\s?:\*?\s*\S/i
const headSent =
  /^\*?(?:Sent|Enviad[oa](?: el)?|Date|Fecha|Gesendet|To|Para|An|Subject|Asunto|Betreff)\s?:\*?/i
const divider =
  /^-{2,}\s*(?:Original Message|Mensaje original|Original-Nachricht|Mensagem original|Reply above this line)\s*-{2,}$/i
const rule = /^_{10,}$/
const cutHere =
  /^#{2,}[- ].*(?:reply above this line|escrib[ea] (?:tu respuesta )?(?:por )?encima de esta línea).*$/i
const signature = /^--\s?$/
const farthest = 4

const isBlank = ({ kind, text }: MailItem): boolean => kind === 'line' && text === ''

/**
 * Parts a mail's HTML into what was written now and what may be folded away: quoted elements, Outlook's headers and all below them,
 * lines that begin with `>`, what "On … wrote:" introduces, and signatures. Pure. A mail that says nothing else is shown whole.
 */
export const foldQuotes = (html: string): MailPart[] => {
  const items = readLines(html)
  const kinds: MailPart['kind'][] = items.map(() => 'shown')
  const nextSaid = (from: number): number => {
    let at = from
    for (let item = items[at]; item !== undefined && isBlank(item); item = items[at]) at += 1
    return at
  }
  const isQuote = (at: number): boolean => {
    const item = items[at]
    return item !== undefined && (item.kind === 'quote' || item.text.startsWith('>'))
  }
  const followsHead = (at: number): boolean => {
    let seen = 0
    for (let next = at + 1; next < items.length && seen < farthest; next += 1) {
      const item = items[next]
      if (item === undefined || isBlank(item)) continue
      if (headSent.test(item.text)) return true
      seen += 1
    }
    return false
  }
  const foldRest = (from: number, kind: MailPart['kind']): void => {
    for (let at = from; at < items.length; at += 1) if (kinds[at] === 'shown') kinds[at] = kind
  }

  for (const [at, item] of items.entries()) {
    if (kinds[at] !== 'shown') continue
    if (item.kind !== 'line') {
      kinds[at] = item.kind === 'quote' ? 'quoted' : 'signature'
      continue
    }
    const { text } = item
    if (text === '') continue
    if (text.startsWith('>')) kinds[at] = 'quoted'
    else if (divider.test(text) || cutHere.test(text) || (headFrom.test(text) && followsHead(at)))
      foldRest(at, 'quoted')
    else if (rule.test(text) && headFrom.test(items[nextSaid(at + 1)]?.text ?? '')) foldRest(at, 'quoted')
    else if (signature.test(text)) foldRest(at, 'signature')
    else {
      const below = nextSaid(at + 1)
      const isOne = attribution.test(text)
      const isTwo =
        !isOne && opensAttribution.test(text) && attribution.test(`${text} ${items[below]?.text ?? ''}`)
      if (!isOne && !isTwo) continue
      kinds[at] = 'quoted'
      if (isTwo) kinds[below] = 'quoted'
      const after = isTwo ? nextSaid(below + 1) : below
      // Without marks of its own all that follows is of before.
      if (!isQuote(after)) foldRest(at, 'quoted')
    }
  }

  const parts: MailPart[] = []
  const says: boolean[] = []
  for (const [at, item] of items.entries()) {
    // A blank line stands with what is above it.
    const kind = isBlank(item) ? (parts.at(-1)?.kind ?? 'shown') : (kinds[at] ?? 'shown')
    const piece = html.slice(item.start, item.end)
    const last = parts.at(-1)
    if (last?.kind === kind) last.html += piece
    else {
      parts.push({ kind, html: piece })
      says.push(false)
    }
    if (kind === 'shown' && (item.text !== '' || /<img\b/i.test(piece))) says[says.length - 1] = true
  }
  return says.includes(true) ? parts : [{ kind: 'shown', html }]
}
