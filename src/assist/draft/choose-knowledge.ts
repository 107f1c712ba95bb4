import { foldText } from '../../classify/fold-text.ts'
import type { KnowledgeEntry, KnowledgeHit } from '../knowledge/knowledge.ts'
import { contentWords } from './content-words.ts'

/**
 * The least score of a hit, which weighs each shared word by how rare it is in all that is known: without a category; of a playbook for
 * the ticket's category; of one for other categories. A letter that does not fit is worse than none
 * (test/assist/draft/choose-knowledge.test.ts, on the playbooks that ship).
 */
const leastScore = { open: 0.6, own: 0.5, other: 0.8 }
/** Where the question has a saying of the playbook word by word, such as `where is my order`. */
const leastScoreOfSaying = { open: 0.3, own: 0.1, other: 0.6 }
const wordsOfSaying = 3
const leastWords = 2
/** Two that are so near each other answer equally well, and nobody knows which is meant. */
const near = 0.02
const longest = 8000

export interface Asked {
  question: string
  /** What the ticket is about, where the classifier is sure; null: it is not. */
  category: string | null
}

/**
 * Whether a hit answers the question as far as words can tell. One common word is never enough: a playbook must be named by a keyword of
 * its own, an article share two words, unless no more was said.
 */
export const isGoodEnough = (hit: KnowledgeHit, { question, category }: Asked): boolean => {
  const { playbook } = hit.entry
  const shared = new Set(contentWords(hit.words.join(' '))).size
  const isShort = new Set(contentWords(question)).size <= leastWords
  if (playbook === null) return hit.score >= leastScore.open && shared >= (isShort ? 1 : leastWords)
  const place = category === null ? 'open' : playbook.categories.includes(category) ? 'own' : 'other'
  const named = nameIn(question, hit.entry)
  if (named === 'saying') return hit.score >= leastScoreOfSaying[place]
  const needed = isShort || place === 'own' ? 1 : leastWords
  return named === 'keyword' && shared >= needed && hit.score >= leastScore[place]
}

/** Whether another playbook of its language answers as well: then its letter is no answer. */
export const isDisputed = (hit: KnowledgeHit, hits: readonly KnowledgeHit[], question: string): boolean =>
  hit.entry.playbook !== null &&
  hits.some(
    ({ entry, score }) =>
      entry.id !== hit.entry.id &&
      entry.playbook !== null &&
      entry.language === hit.entry.language &&
      score >= hit.score - near &&
      nameIn(question, entry) !== null,
  )

/** How a question names a playbook: by some words in a row, by a keyword of which it has all that tells, or not at all. */
const nameIn = (question: string, { title, playbook }: KnowledgeEntry): 'saying' | 'keyword' | null => {
  const said = ` ${foldText(question, longest).join(' ')} `
  const words = new Set(contentWords(question))
  let isNamed = false
  for (const name of [title, ...(playbook?.keywords ?? [])]) {
    const folded = foldText(name, 500)
    const telling = contentWords(name)
    const isSaid = said.includes(` ${folded.join(' ')} `)
    if (isSaid && folded.length >= wordsOfSaying) return 'saying'
    // What tells nothing by itself, as "my order", counts as it stands only.
    const isWhole = telling.length === folded.length || telling.length >= leastWords
    isNamed ||= isSaid || (isWhole && telling.length > 0 && telling.every((word) => words.has(word)))
  }
  return isNamed ? 'keyword' : null
}

/** What is asked, as it is searched for: the subject and the customer's newest words. */
export const composeQuery = ({
  subject,
  messages,
}: {
  subject: string | null
  messages: readonly { from: string; text: string }[]
}): string => {
  const said = messages.filter(({ from }) => from === 'customer').slice(-2)
  return [subject ?? '', ...said.map(({ text }) => text)].join('\n').trim().slice(0, longestQuery)
}

const longestQuery = 2000
