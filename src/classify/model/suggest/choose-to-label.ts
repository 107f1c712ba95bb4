import { groupNearDuplicates } from '../learn/group-near-duplicates.ts'
import { normaliseText } from '../text/normalise-text.ts'
import { createLikenessIndex } from './likeness-index.ts'

/** So many texts are compared with each other; of more, those that the model knows least of, or evenly taken ones. */
const mostCompared = 4000
/** And so many that have a label already. */
const mostKnown = 2000
/** How typical a text is goes by so many of those most like it. */
const nearest = 10
/** A text with less is a greeting, an empty form or noise. */
const fewestLetters = 8

export interface ToLabel {
  /** Which of the given texts. */
  row: number
  /** What was given for it; null: nothing was. */
  uncertainty: number | null
}

/**
 * Chooses which texts a person should label next, the most useful first: those of which the model is unsure, that stand for others, and
 * that are unlike each other and unlike what is labelled (`known`). Each text counts `uncertainty × typicality × novelty`: novelty alone
 * finds oddities, uncertainty alone the same question fifty times. Without a model (`uncertainty` null) the other two decide. Of
 * near-duplicates one is chosen, and none of what is known. Deterministic.
 */
export const chooseToLabel = (
  texts: readonly string[],
  {
    most,
    uncertainty = null,
    known = [],
  }: { most: number; uncertainty?: ArrayLike<number> | null; known?: readonly string[] },
): ToLabel[] => {
  const knownTexts = thin([...known.keys()], mostKnown).map((row) => normaliseText(known[row] as string))
  const all = texts.map((text) => normaliseText(text))
  const rows = thinByUncertainty(leaveOutRepeats(all, knownTexts), uncertainty)
  const index = createLikenessIndex([...rows.map((row) => all[row] as string), ...knownTexts])
  const size = rows.length + knownTexts.length
  const likeness = new Float32Array(size)
  const worth = Float64Array.from(rows, (row, at) => {
    index.compare(at, likeness)
    likeness[at] = 0
    return typicality(likeness.subarray(0, rows.length)) * (uncertainty?.[row] ?? 1)
  })
  const closest = new Float32Array(size)
  const cover = (at: number): void => {
    index.compare(at, likeness)
    for (let other = 0; other < size; other += 1)
      closest[other] = Math.max(closest[other] as number, likeness[other] as number)
  }
  for (let at = rows.length; at < size; at += 1) cover(at)

  const chosen: ToLabel[] = []
  const isChosen = new Uint8Array(rows.length)
  while (chosen.length < Math.min(most, rows.length)) {
    let best = -1
    let bestWorth = -1
    for (let at = 0; at < rows.length; at += 1) {
      if (isChosen[at] === 1) continue
      const own = (worth[at] as number) * (1 - Math.min(1, closest[at] as number))
      if (own > bestWorth) [best, bestWorth] = [at, own]
    }
    isChosen[best] = 1
    cover(best)
    const row = rows[best] as number
    chosen.push({ row, uncertainty: uncertainty?.[row] ?? null })
  }
  return chosen
}

/** One of each group of near-duplicates, without those that are like a known one, and without what says nothing. */
const leaveOutRepeats = (texts: readonly string[], known: readonly string[]): number[] => {
  const groups = groupNearDuplicates([...known, ...texts])
  const seen = new Set(groups.subarray(0, known.length))
  return [...texts.keys()].filter((row) => {
    const group = groups[known.length + row] as number
    if (seen.has(group) || lettersOf(texts[row] as string) < fewestLetters) return false
    seen.add(group)
    return true
  })
}

const lettersOf = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

const thinByUncertainty = (rows: number[], uncertainty: ArrayLike<number> | null): number[] =>
  uncertainty === null || rows.length <= mostCompared
    ? thin(rows, mostCompared)
    : rows
        .toSorted(
          (one, other) => (uncertainty[other] as number) - (uncertainty[one] as number) || one - other,
        )
        .slice(0, mostCompared)

/** At most so many, evenly over their order, which is mostly that of time. */
const thin = (rows: number[], most: number): number[] =>
  rows.length <= most
    ? rows
    : Array.from({ length: most }, (_, at) => rows[Math.floor((at * rows.length) / most)] as number)

/** The mean likeness of those most like it: high where texts are dense. */
const typicality = (likeness: Float32Array): number => {
  const top = new Float32Array(nearest)
  for (const value of likeness) {
    if (value <= (top[0] as number)) continue
    top[0] = value
    top.sort()
  }
  return top.reduce((sum, value) => sum + value, 0) / nearest
}
