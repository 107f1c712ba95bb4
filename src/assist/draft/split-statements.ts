// Spanish and English; what stands before a point that ends no sentence. Folded, without the point.
const abbreviations = new Set(
  (
    'sr sra srta sres dr dra d dña dna ud uds vd vds prof ing lic p pag pags art num nº no núm pág tel tlf telf av avda c ej ' +
    'aprox dto cia cía fig cap ref depto dpto admon mr mrs ms st vs approx dept inc ltd co ext e.g i.e eg ie a.m p.m ee.uu s.a s.l'
  ).split(' '),
)
const item = /^(?:[-*•–·]|\d{1,3}[.)])\s+/u
const end = /[.!?…]+["'»”’)\]]*\s+(?=["'«“‘(¿¡[*]*[\p{Lu}\p{N}¿¡])/gu

export interface SplitStatement {
  text: string
  /** Which paragraph it is in, from 0; paragraphs are parted by empty lines. */
  paragraph: number
  /** A step or a point of a list. */
  isItem: boolean
}

/**
 * Takes a text apart into its sentences and list items, in order. Strung together, but for white space, they are the text.
 * Knows abbreviations, initials, numbers, addresses of the web and lists; Spanish and English above all.
 */
export const splitStatements = (text: string): SplitStatement[] => {
  const found: SplitStatement[] = []
  for (const [paragraph, block] of text.split(/\n[ \t]*\n/).entries())
    for (const line of joinWrapped(block.split('\n')))
      for (const sentence of splitSentences(line))
        found.push({ text: sentence, paragraph, isItem: item.test(line) })
  return found
}

/** A line that goes on in lower case was only wrapped. */
const joinWrapped = (lines: readonly string[]): string[] =>
  lines.reduce<string[]>((joined, raw) => {
    const line = raw.trim()
    const last = joined.at(-1)
    if (last !== undefined && /^\p{Ll}/u.test(line) && /[\p{L}\p{N},]$/u.test(last) && last.length > 60)
      joined[joined.length - 1] = `${last} ${line}`
    else if (line !== '') joined.push(line)
    return joined
  }, [])

const splitSentences = (line: string): string[] => {
  const sentences: string[] = []
  let from = 0
  for (const { 0: mark, index } of line.matchAll(end)) {
    if (!endsSentence(line.slice(from, index), mark, from === 0)) continue
    sentences.push(line.slice(from, index + mark.length).trim())
    from = index + mark.length
  }
  const rest = line.slice(from).trim()
  return rest === '' ? sentences : [...sentences, rest]
}

const endsSentence = (before: string, mark: string, isFirst: boolean): boolean => {
  if (!mark.startsWith('.') || mark.startsWith('..')) return true
  // "1. Open the settings": the number of a step.
  if (isFirst && /^\d{1,3}$/.test(before.trim())) return false
  const word = /[\p{L}\p{N}.º]+$/u.exec(before.slice(-20))?.[0] ?? ''
  if (abbreviations.has(word.toLowerCase())) return false
  return !/^\p{Lu}$/u.test(word)
}
