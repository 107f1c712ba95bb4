import type { Statement } from '../../../schemas/draft.ts'
import { foldText } from '../../classify/fold-text.ts'
import { contentWords, isDone, isNegated } from './content-words.ts'
import { digitise } from './digitise.ts'
import { createValueFinder, type FoundValue, findValues } from './find-values.ts'
import { splitStatements } from './split-statements.ts'
import { isFarewell, tellKind } from './tell-kind.ts'

/** Of the weight of a claim's words, so much must be found close together in a source. Measured: test/assist/draft/labelled-claims.ts. */
const leastSupport = 0.55
/** What says so much of a claim, and says the opposite, outweighs what says less of it. */
const leastOpposite = 0.45
const neighbours = 1
const mostSentences = 1000
/** Of each ground; a reply seldom hangs on what comes later, and the loop must not wait. */
const longestGround = 24_000

/** Something that a claim may stand on. `trusted`: not the customer's own words, in which any address may stand. */
export interface Ground {
  id: string
  text: string
  trusted: boolean
}

/** A model says that a text of its own stands on these. */
export interface Citation {
  text: string
  sources: readonly string[]
}

export interface Grounded {
  statements: Statement[]
  /** Values of claims that stand nowhere. */
  unknown: FoundValue[]
}

export interface Grounds {
  /** Of a whole text: greeting, questions and closing told apart. `names`: of those who may be greeted, and sign. */
  text(text: string, options?: { citations?: readonly Citation[]; names?: readonly string[] }): Grounded
  /** Of steps and facts, each of which claims something. */
  claims(claims: readonly Citation[]): Grounded
}

interface Prepared {
  id: string
  trusted: boolean
  sentences: { words: Set<string>; numbers: string[]; negated: boolean; done: boolean; free: boolean }[]
  has(value: FoundValue): boolean
}

/**
 * Finds what each statement stands on: literally for values (numbers, amounts, dates, codes, addresses, commands), by content words
 * within three sentences for the rest, and not where one sentence says the opposite. A citation narrows that down, and is never enough.
 * A claim with a value that stands nowhere has no source. Addresses of the web and e-mail must stand in a trusted ground. What the
 * customer wrote supports only what is told as the customer's word ("I see that …"): else whoever writes "I get a refund" would have it.
 */
export const createGrounds = (grounds: readonly Ground[]): Grounds => {
  const prepared = grounds.map((ground) => prepare({ ...ground, text: digitise(ground.text) }))
  const weightOf = weigh(prepared)

  const stands = (value: FoundValue): boolean =>
    prepared.some(
      (ground) => (ground.trusted || (value.kind !== 'url' && value.kind !== 'email')) && ground.has(value),
    )

  const judge = (
    said: string,
    cited: readonly string[] | null,
  ): { sources: string[]; unknown: FoundValue[] } => {
    const text = digitise(said)
    const values = findValues(text)
    const unknown = values.filter((value) => !stands(value))
    if (unknown.length > 0) return { sources: [], unknown }
    const wantsNumbers = values.some(({ kind }) => kind === 'number')
    const supporting = prepared.flatMap((ground) => {
      // What the customer wrote needs no number; everything else is taken only where it was named.
      if (cited !== null && cited.length > 0 && ground.id !== conversationId && !cited.includes(ground.id))
        return []
      if (!ground.trusted && !tellsWhatWasSaid(text)) return []
      const numbers = findSupport(ground, text, weightOf, wantsNumbers)
      return numbers === null ? [] : [{ id: ground.id, numbers }]
    })
    // A bare number stands somewhere soon: it must stand with what it is said of.
    const strange = values.filter(
      ({ kind, key }) => kind === 'number' && !supporting.some(({ numbers }) => numbers.has(key)),
    )
    if (strange.length > 0) return { sources: [], unknown: supporting.length > 0 ? strange : [] }
    return { sources: supporting.map(({ id }) => id), unknown }
  }

  return {
    text: (text, { citations = [], names: people = [] } = {}) => {
      const all = splitStatements(text)
      const cited = createCitationFinder(citations)
      const names = new Set(people.flatMap((name) => foldText(name, 500)))
      const unknown: FoundValue[] = []
      let closed = false
      const statements = all.map(({ text: statement }, at): Statement => {
        const kind = tellKind(all, at, { closed, names })
        if (isFarewell(statement)) closed = true
        const judged = judge(statement, cited(statement))
        unknown.push(...judged.unknown)
        // A question, too, must not bring in what nobody said.
        if (kind !== 'claim' && judged.unknown.length === 0) return { text: statement, kind, sources: [] }
        return { text: statement, kind: 'claim', sources: judged.sources }
      })
      return { statements, unknown }
    },

    claims: (claims) => {
      const unknown: FoundValue[] = []
      const statements = claims.flatMap(({ text, sources }): Statement[] => {
        if (text.trim() === '') return []
        const judged = judge(text, sources)
        unknown.push(...judged.unknown)
        return [{ text: text.trim(), kind: 'claim', sources: judged.sources }]
      })
      return { statements, unknown }
    },
  }
}

/** Whether a sentence says that it tells what the customer has said. */
const tellsWhatWasSaid = (sentence: string): boolean =>
  /(?<!\p{L})(?:veo que|vemos que|según|segun|(?:nos|me) (?:dice|cuenta|indica|comenta|escribe|explica|describe|ha dicho)|dice que|indica que|comenta que|menciona|entiendo que|entendemos que|comprendo que|lamento que|lamentamos que|siento que|sentimos que|i see that|we see that|you (?:say|write|wrote|mention|mentioned|describe|described|told|tell|report|reported|said)|as you|according to|i understand|we understand|sorry (?:that|to (?:hear|read)))(?!\p{L})/iu.test(
    sentence.slice(0, 2000),
  )

/** What the ticket itself is called as a source. */
export const conversationId = 'conversation'

const prepare = ({ id, text, trusted }: Ground): Prepared => ({
  id,
  trusted,
  sentences: splitStatements(text.slice(0, longestGround))
    // One clause of a list may deny what another one says.
    .flatMap((sentence) => sentence.text.split(/;\s+/))
    .slice(0, mostSentences)
    .map((sentence) => ({
      words: new Set(contentWords(sentence)),
      numbers: sentence.match(/\d+(?:[.,:/]\d+)*/g) ?? [],
      negated: isNegated(sentence),
      done: isDone(sentence),
      free: isFree(sentence),
    })),
  has: createValueFinder(text),
})

/** That something costs nothing must be said by who says what it costs. */
const isFree = (sentence: string): boolean =>
  /(?<!\p{L})(?:gratis|gratuit\p{L}{1,6}|sin (?:ning[úu]n )?(?:coste|costo|cargo)s?|free|(?:no|without) (?:charge|cost)|complimentary)(?!\p{L})/iu.test(
    sentence,
  )

/** Names of places, menus and products that something is said of: "a Canarias", "in Settings". */
const placesOf = (sentence: string): string[] =>
  [...sentence.matchAll(/(?<!\p{L})(?:a|en|to|in) (\p{Lu}\p{Ll}{2,24})(?!\p{L})/gu)].flatMap(
    ([, word = '']) => contentWords(word),
  )

/** Rare words say more. A word that no source has weighs most: it is what was added. */
const weigh = (grounds: readonly Prepared[]): ((word: string) => number) => {
  const counts = new Map<string, number>()
  let sentences = 0
  for (const ground of grounds)
    for (const { words } of ground.sentences) {
      sentences++
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  return (word) => Math.log(2 + sentences / (1 + (counts.get(word) ?? 0)))
}

/** Where a ground supports a claim: numbers that stand there; null: it does not. */
const findSupport = (
  { sentences }: Prepared,
  claim: string,
  weightOf: (word: string) => number,
  wantsNumbers: boolean,
): Set<string> | null => {
  const words = [...new Set(contentWords(claim))]
  const total = words.reduce((sum, word) => sum + weightOf(word), 0)
  if (total === 0) return null
  const shareOf = (has: (word: string) => boolean) =>
    words.reduce((sum, word) => sum + (has(word) ? weightOf(word) : 0), 0) / total
  const negated = isNegated(claim)
  const shares = sentences.map((sentence) => shareOf((word) => sentence.words.has(word)))
  const bestOf = (opposite: boolean) =>
    shares.reduce(
      (best, share, at) => ((sentences[at]?.negated !== negated) === opposite ? Math.max(best, share) : best),
      0,
    )
  // What says most of it says the opposite.
  if (bestOf(true) >= leastOpposite && bestOf(true) > bestOf(false)) return null
  const done = isDone(claim)
  const free = isFree(claim)
  const place = placesOf(claim)
  const numbers = new Set<string>()
  let found = false
  for (const [at, share] of shares.entries()) {
    const near = sentences.slice(Math.max(0, at - neighbours), at + neighbours + 1)
    // All of its neighbours' words together cannot be more than that.
    const most = shares
      .slice(Math.max(0, at - neighbours), at + neighbours + 1)
      .reduce((sum, each) => sum + each, 0)
    if (share === 0 || most < leastSupport || (done && !near.some((each) => each.done))) continue
    if (free && !near.some((each) => each.free)) continue
    if (!place.every((word) => near.some((each) => each.words.has(word)))) continue
    if (shareOf((word) => near.some((each) => each.words.has(word))) < leastSupport) continue
    found = true
    if (!wantsNumbers) break
    for (const each of near) for (const key of each.numbers) numbers.add(key)
  }
  return found ? numbers : null
}

/** The sources that were named for a statement: by its own words, or by those of a claim that it is part of. */
const createCitationFinder = (citations: readonly Citation[]) => {
  const folded = citations.map(({ text, sources }) => ({ words: foldText(text).join(' '), sources }))
  return (statement: string): readonly string[] | null => {
    const words = foldText(statement).join(' ')
    if (words === '') return null
    const found = folded.filter(
      (each) => each.words !== '' && (each.words.includes(words) || words.includes(each.words)),
    )
    return found.length === 0 ? null : [...new Set(found.flatMap(({ sources }) => sources))]
  }
}
