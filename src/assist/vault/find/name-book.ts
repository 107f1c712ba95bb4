import { foldName } from '../fold-value.ts'
import type { Range } from '../range.ts'
import type { PersonalKind } from '../vault.ts'
import { everydayNames, notNames, organisations, particles, sentenceStarts } from './name-words.ts'

/** Names of those who take part, and their parts. */
export interface NameBook {
  learn(name: string): void
  /** Every part of a name, and runs of them as one. Linear in the text. */
  find(text: string): Range<PersonalKind>[]
}

const words = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu
const gap = /^[ \t]{1,3}$|^-$/
/** What joins the parts of one name; "y" joins two people more often. */
const joints: ReadonlySet<string> = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'da',
  'do',
  'dos',
  'van',
  'von',
  'di',
])
const beginsSentence = /(?:^|[.!?¿¡\n:][ "¿¡]{0,2})$/
const longestWord = 40
/** Words with a capital after a known one, up to the end of the line or of a clause: "Iker Mendizabal" where Iker is known. */
const rest =
  /(?:[ \t](?:(?:de la|de los|de|del)[ \t])?\p{Lu}[\p{Ll}\p{M}'-]{1,24}){1,3}(?=[ \t]{0,3}(?:$|[\n\r,<|(]|\.(?:\s|$)))/uy

export const createNameBook = (names: readonly string[]): NameBook => {
  const parts = new Set<string>()

  const learn = (name: string) => {
    for (const [word] of name.matchAll(words)) {
      const folded = foldName(word)
      if (folded.length < 2 || folded.length > longestWord) continue
      if (particles.has(folded) || notNames.has(folded)) continue
      parts.add(folded)
    }
  }

  const isPart = (word: string, text: string, at: number): boolean => {
    if (word.length > longestWord || word.length < 2) return false
    const folded = foldName(word)
    if (!parts.has(folded)) return false
    const isCapital = /^\p{Lu}/u.test(word)
    if (sentenceStarts.has(folded) && beginsSentence.test(text.slice(Math.max(0, at - 3), at))) return false
    return isCapital || (folded.length > 2 && !everydayNames.has(folded))
  }

  const find = (text: string): Range<PersonalKind>[] => {
    if (parts.size === 0) return []
    const found: Range<PersonalKind>[] = []
    let run: { from: number; to: number } | null = null
    /** The end of the run with the particles after it, which count when a part follows. */
    let reach = 0
    for (const match of text.matchAll(words)) {
      const [word] = match
      const end = match.index + word.length
      const joins = run !== null && gap.test(text.slice(reach, match.index))
      if (isPart(word, text, match.index)) {
        if (run !== null && joins) run.to = end
        else {
          run = { from: match.index, to: end }
          found.push({ ...run, kind: 'name' })
        }
        const last = found.at(-1)
        if (last !== undefined) last.to = end
        reach = end
      } else if (joins && joints.has(word.toLowerCase())) reach = end
      else run = null
    }
    for (const range of found) {
      rest.lastIndex = range.to
      const [more] = rest.exec(text) ?? ['']
      const isName = ![...more.matchAll(words)].some(
        ([word]) => notNames.has(foldName(word)) || organisations.has(foldName(word)),
      )
      if (isName) range.to += more.length
    }
    return found
  }

  for (const name of names) learn(name.includes('@') ? '' : name)
  return { learn, find }
}
