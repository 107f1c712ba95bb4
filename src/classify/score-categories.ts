import type { Reason } from '../../schemas/classification.ts'
import type { KeywordMatch } from './create-keyword-index.ts'

/** Something that points to a category. */
export interface Evidence {
  category: string
  weight: number
  /** For the record. */
  reason: Reason
}

const perFurtherWord = 0.5
const subjectFactor = 1.5

/** A keyword weighs 1, and half as much again for each further word; in the subject half as much again. */
export const weighKeyword = (match: KeywordMatch, where: 'subject' | 'text'): Evidence => ({
  category: match.category,
  weight: (1 + perFurtherWord * (match.words - 1)) * (where === 'subject' ? subjectFactor : 1),
  reason: { code: 'keyword', where, keyword: match.keyword, category: match.category },
})

export type Verdict =
  /** `lead`: by how much its evidence outweighs the next one's. */
  | { kind: 'category'; category: string; lead: number; reasons: Reason[] }
  | { kind: 'unsure'; reasons: Reason[] }

const mostReasons = 6

/** The category with the most evidence. A tie for the most, or no evidence, is unsure: a person will see it anyway. */
export const decideCategory = (evidence: Evidence[]): Verdict => {
  const scores = new Map<string, number>()
  for (const { category, weight } of evidence) scores.set(category, (scores.get(category) ?? 0) + weight)
  const ranked = [...scores].sort((a, b) => b[1] - a[1])
  const [best, second] = ranked
  if (!best) return { kind: 'unsure', reasons: [{ code: 'nothing' }] }
  const reasonsFor = (category: string) =>
    evidence
      .filter((item) => item.category === category)
      .sort((a, b) => b.weight - a.weight)
      .map(({ reason }) => reason)
      .slice(0, mostReasons)
  if (second && second[1] === best[1]) {
    const tied = ranked.filter(([, score]) => score === best[1]).map(([category]) => category)
    const reasons = tied.flatMap((category) => reasonsFor(category).slice(0, 2))
    return { kind: 'unsure', reasons: [{ code: 'tied', categories: tied }, ...reasons] }
  }
  const lead = best[1] - (second?.[1] ?? 0)
  return { kind: 'category', category: best[0], lead, reasons: reasonsFor(best[0]) }
}
