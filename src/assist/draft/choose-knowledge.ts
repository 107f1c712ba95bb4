import type { KnowledgeHit } from '../knowledge/knowledge.ts'
import { contentWords } from './content-words.ts'

/** Below that a hit shares words with the question by chance. Measured on the playbooks that ship: test/assist/draft/compose.test.ts. */
const leastScore = 0.15
const leastWords = 2

/** Whether a hit answers the question as far as words can tell. A playbook for the ticket's category needs less. */
export const isGoodEnough = (
  hit: KnowledgeHit,
  { question, category }: { question: string; category: string | null },
): boolean => {
  const words = new Set(contentWords(hit.words.join(' '))).size
  const asked = new Set(contentWords(question)).size
  const isOfCategory = category !== null && hit.entry.playbook?.categories.includes(category) === true
  const needed = isOfCategory || asked <= leastWords ? 1 : leastWords
  return hit.score >= leastScore && words >= needed
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
