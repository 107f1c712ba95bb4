const particles: ReadonlySet<string> = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'san',
  'van',
  'von',
  'der',
  'den',
  'the',
])
const mostNames = 50
const leastLetters = 3
const greetedName =
  /(^|\n)([ \t]{0,4}(?:[Hh]ola|[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Ee]stimad[oa]|[Qq]uerid[oa]|[Aa]preciad[oa]|[Bb]uen[oa]s (?:d[ií]as|tardes|noches)|[Bb]uen d[ií]a|[Gg]ood (?:morning|afternoon|evening))[ ,]{1,3}(?:(?:[Ss]ra?|[Ss]rta|[Mm]rs?|[Mm]s|[Dd]ra?|[Dd]on|[Dd]oña)\.? {1,2})?)\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,3}/gu
const shown = '[name]'

/**
 * A text without the names of the people who wrote on its ticket, whole or a part of them, and without a name that is greeted: each
 * becomes `[name]`. A part of a name counts where it is written large: "Rosa" is gone, a colour stays. Somebody who is only spoken of
 * is not known here. Linear in the text. Pure.
 */
export const maskNames = (text: string, names: readonly (string | null)[]): string => {
  const greeted = text.replace(greetedName, `$1$2${shown}`)
  const whole = [...new Set(names.flatMap((name) => name?.trim() ?? []))]
    .filter((name) => name.length >= leastLetters && !name.includes('@'))
    .slice(0, mostNames)
  const parts = whole
    .flatMap((name) => name.split(/[\s.,]+/))
    .filter((part) => part.length >= leastLetters && !particles.has(part.toLowerCase()))
  const large = parts.flatMap((part) => [part.charAt(0).toUpperCase() + part.slice(1), part.toUpperCase()])
  return replaceWords(replaceWords(greeted, whole, 'giu'), large, 'gu').replace(
    /\[name\](?:[ ,]{1,2}\[name\])+/g,
    shown,
  )
}

const replaceWords = (text: string, words: readonly string[], flags: string): string => {
  if (words.length === 0) return text
  const longestFirst = [...new Set(words)].toSorted((one, other) => other.length - one.length)
  const any = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, flags), shown)
}
