import type { Attribution } from './attribute-decision.ts'
import type { Token } from './place-features.ts'

/** What a word, a pair of words or a word part of a text spoke: above 0 for the decision, below 0 against it. */
export interface WordScore {
  text: string
  kind: 'word' | 'words' | 'part'
  score: number
}

/**
 * Gathers what all features spoke onto the words that they stand in: of a pair half to each, unless the pair spoke more than either of
 * its words. Where one part of a word carries it, the part is named. All of it sums up to what all features spoke. A word that stands
 * more than once is told once.
 */
export const gatherWords = (text: string, { places, words, parts }: Attribution): WordScore[] => {
  const { tokens } = places
  const whole = new Float64Array(tokens.length)
  const inside = new Float64Array(tokens.length)
  places.words.forEach(({ token, before }, at) => {
    if (before === -1) whole[token] = (whole[token] as number) + (words[at] as number)
  })
  places.parts.forEach(({ token }, at) => {
    inside[token] = (inside[token] as number) + (parts[at] as number)
  })
  const alone = whole.map((own, token) => own + (inside[token] as number))
  const total = alone.slice()
  const gathered: WordScore[] = []
  places.words.forEach(({ token, before }, at) => {
    const own = words[at] as number
    if (before === -1 || own === 0) return
    if (Math.abs(own) > Math.max(Math.abs(alone[token] as number), Math.abs(alone[before] as number))) {
      gathered.push({
        text: `${show(text, tokens[before] as Token)} ${show(text, tokens[token] as Token)}`,
        kind: 'words',
        score: own,
      })
      return
    }
    total[token] = (total[token] as number) + own / 2
    total[before] = (total[before] as number) + own / 2
  })
  const carriers = findCarriers(text, { places, parts, whole, total })
  tokens.forEach((token, at) => {
    const score = total[at] as number
    const carrier = carriers.get(at)
    if (carrier !== undefined) gathered.push({ text: carrier, kind: 'part', score })
    else gathered.push({ text: show(text, token), kind: token.isWord ? 'word' : 'part', score })
  })
  return merge(gathered)
}

/** What stands for numbers and addresses in a normalised text, and what is shown for it. */
const masks = new Map([
  ['weburl', '<web address>'],
  ['mailaddress', '<e-mail address>'],
  ['refnumber', '<reference>'],
])
const isMasked = (word: string): boolean => masks.has(word) || word.includes('000')
const show = (text: string, { from, to }: Token): string => {
  const word = text.slice(from, to)
  return masks.get(word) ?? word.replaceAll('000', '<number>')
}

/** Shorter words are told whole, and so is what is too long for a word. */
const leastToDivide = 8
const mostToDivide = 40
const leastCarrier = 4
/** So much of what a word spoke has to come from features within a part of it for that to be named. */
const carryingShare = 0.6

/** The part that carries a word, by token: of long words that say little as a whole. */
const findCarriers = (
  text: string,
  {
    places,
    parts,
    whole,
    total,
  }: { places: Attribution['places']; parts: Float64Array; whole: Float64Array; total: Float64Array },
): Map<number, string> => {
  const byToken = new Map<number, number[]>()
  places.parts.forEach(({ token }, at) => {
    const { from, to, isWord } = places.tokens[token] as Token
    const isCandidate =
      isWord &&
      to - from >= leastToDivide &&
      to - from <= mostToDivide &&
      Math.abs(whole[token] as number) < Math.abs(total[token] as number) / 4
    if (!isCandidate || isMasked(text.slice(from, to))) return
    const known = byToken.get(token)
    if (known === undefined) byToken.set(token, [at])
    else known.push(at)
  })
  const carriers = new Map<number, string>()
  for (const [token, own] of byToken) {
    const within = (from: number, to: number): number =>
      own.reduce((sum, at) => {
        const part = places.parts[at] as { from: number; to: number }
        return part.from >= from && part.to <= to ? sum + (parts[at] as number) : sum
      }, 0)
    const carrier = findCarrier(places.tokens[token] as Token, total[token] as number, within)
    if (carrier !== null) carriers.set(token, text.slice(carrier.from, carrier.to))
  }
  return carriers
}

/** The shortest stretch of a word, two letters shorter than it at least, in which enough was spoken; of several the one with most. */
const findCarrier = (
  word: Token,
  score: number,
  within: (from: number, to: number) => number,
): { from: number; to: number } | null => {
  for (let length = leastCarrier; length <= word.to - word.from - 2; length += 1) {
    let [most, best] = [carryingShare, -1]
    for (let from = word.from; from + length <= word.to; from += 1) {
      const share = within(from, from + length) / score
      if (share > most) [most, best] = [share, from]
    }
    if (best !== -1) return { from: best, to: best + length }
  }
  return null
}

const merge = (scores: readonly WordScore[]): WordScore[] => {
  const merged = new Map<string, WordScore>()
  for (const { text, kind, score } of scores) {
    const key = `${kind} ${text}`
    const known = merged.get(key)
    if (known === undefined) merged.set(key, { text, kind, score })
    else known.score += score
  }
  return [...merged.values()]
}
