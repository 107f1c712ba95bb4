import type { KnowledgeHit } from '../knowledge/knowledge.ts'
import { contentWords } from './content-words.ts'

/**
 * Below that a hit shares words with the question by chance (test/assist/draft/without-model.test.ts, on the playbooks that ship). What
 * shares a word with its title or keywords needs less, and a playbook for the ticket's category still less.
 */
const leastScore = 0.6
const leastScoreOfNamed = 0.3
const leastScoreOfCategory = 0.2
const leastWords = 2

/** Whether a hit answers the question as far as words can tell. */
export const isGoodEnough = (
  hit: KnowledgeHit,
  { question, category }: { question: string; category: string | null },
): boolean => {
  const { playbook, title } = hit.entry
  const words = new Set(contentWords(hit.words.join(' ')))
  const asked = new Set(contentWords(question)).size
  const isOfCategory = category !== null && playbook?.categories.includes(category) === true
  const names = new Set(contentWords([title, ...(playbook?.keywords ?? [])].join(' ')))
  const isNamed = [...words].some((word) => names.has(word))
  const least = isOfCategory ? leastScoreOfCategory : isNamed ? leastScoreOfNamed : leastScore
  const needed = isOfCategory || isNamed || asked <= leastWords ? 1 : leastWords
  return hit.score >= least && words.size >= needed
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
