import type { DraftContent, Statement } from '../../../schemas/draft.ts'
import { foldText } from '../../classify/fold-text.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import { isKnown } from '../playbooks/is-known.ts'
import { composeLetter, type Signer, signerLines } from './compose-letter.ts'
import { answerOf, composeTechnical, noTechnical } from './compose-technical.ts'
import { fillPlaceholders } from './fill-placeholders.ts'
import { conversationId } from './ground.ts'
import { letterWordsOf, questionWordsOf } from './letter-words.ts'
import { recogniseMatter } from './recognise-matter.ts'
import { splitStatements } from './split-statements.ts'
import { isFarewell, tellKind } from './tell-kind.ts'
import { customerText, type TicketContext } from './ticket-context.ts'

/** Of an article, so much makes a reply; the rest is a link away. */
const mostParagraphs = 8
const longestReply = 2500

export interface KnowledgeOrder {
  context: TicketContext
  language: string
  signer: Signer
  /** The best one that answers in `language`, and no solved ticket; null: there is none. */
  entry: KnowledgeEntry | null
  /** The best one in another language, or a solved ticket: its technical part alone is of use. */
  foreign: KnowledgeEntry | null
}

export interface Composed {
  content: DraftContent
  madeBy: string
  /** Nothing fits, or nothing in that language: questions are all that it has. Thanks need no more than the letter. */
  isEmpty: boolean
}

/**
 * A draft without any language model, word by word from one playbook, article or canned response, with the ticket's
 * particulars put in where they are known for sure. Says nothing that does not stand there. Pure.
 */
export const composeFromKnowledge = (order: KnowledgeOrder): Composed =>
  order.entry === null ? composeQuestions(order) : composeReply(order, order.entry)

const composeReply = (
  { context, language, signer, ...order }: KnowledgeOrder,
  entry: KnowledgeEntry,
): Composed => {
  const { playbook } = entry
  const words = letterWordsOf(language)
  const paragraphs = playbook?.response ?? takeParagraphs(answerOf(entry))
  const filled = fillPlaceholders(paragraphs.join('\n\n'), context.particulars, {
    customer: context.customerName,
    agent: signer.agentName,
    company: signer.company,
    ticket: context.ticketId,
  })
  const response =
    words === null
      ? filled.text
      : composeLetter(filled.text.split('\n\n'), { words, name: context.customerName, signer })
  const asked = customerText(context)
  const open = (playbook?.questions ?? [])
    .filter(({ text, known }) => !isKnown(known, asked) && !filled.known.some((label) => names(text, label)))
    .map(({ text }) => text)
  const askFor = questionWordsOf(language)?.askFor
  const forValues =
    askFor === undefined ? [] : filled.askable.filter((label) => !isAsked(label, open)).map(askFor)
  const questions = [...open, ...forValues]
  const resolves = playbook !== null && playbook.response.length > 0 && playbook.resolution.length > 0
  const { id, kind, title, url } = entry
  return {
    madeBy: playbook === null ? id : `playbook:${playbook.name}`,
    isEmpty: false,
    content: {
      response,
      statements: stateSources(response, id, filled.used, { signer, customer: context.customerName }),
      technical: composeTechnical(order.foreign !== null && playbook === null ? order.foreign : entry),
      questions,
      outcome:
        resolves && filled.missing.length === 0 && questions.length === 0
          ? 'final-solution'
          : 'needs-follow-up',
      missing: filled.missing,
      sources: [
        { id, kind, title, url },
        ...(order.foreign !== null && playbook === null ? [sourceOf(order.foreign)] : []),
        conversationSource(context),
      ],
      language,
    },
  }
}

/** Asks, and claims nothing. In a language without words of its own there is no text for the customer at all. */
const composeQuestions = ({ context, language, signer, foreign }: KnowledgeOrder): Composed => {
  const words = letterWordsOf(language)
  const matter = recogniseMatter({
    text: customerText(context),
    newest: context.messages.findLast(({ from }) => from === 'customer')?.text ?? '',
    category: context.category,
  })
  const asking = questionWordsOf(language)?.matters[matter] ?? null
  const questions = asking?.questions ?? []
  const list = questions.map((each) => `- ${each}`)
  const paragraphs =
    asking === null ? [] : [asking.opening, ...(list.length > 0 ? [[asking.ask, ...list].join('\n')] : [])]
  const response =
    words === null || asking === null
      ? ''
      : composeLetter(paragraphs, { words, name: context.customerName, signer })
  return {
    madeBy: 'questions',
    isEmpty: asking === null || questions.length > 0,
    content: {
      response,
      statements: stateSources(response, null, [], { signer, customer: context.customerName }),
      technical: foreign === null ? noTechnical : composeTechnical(foreign),
      questions: [...questions],
      outcome: 'needs-follow-up',
      missing: [],
      sources: foreign === null ? [] : [sourceOf(foreign)],
      language,
    },
  }
}

export const conversationSource = ({
  subject,
  ticketId,
  url,
}: TicketContext): DraftContent['sources'][number] => ({
  id: conversationId,
  kind: 'conversation',
  title: subject ?? `#${ticketId}`,
  url,
})

export const sourceOf = ({ id, kind, title, url }: KnowledgeEntry): DraftContent['sources'][number] => ({
  id,
  kind,
  title,
  url,
})

const takeParagraphs = (text: string): string[] => {
  const paragraphs = text
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
  const taken: string[] = []
  let length = 0
  for (const paragraph of paragraphs.slice(0, mostParagraphs)) {
    length += paragraph.length
    if (taken.length > 0 && length > longestReply) break
    taken.push(paragraph)
  }
  return taken
}

/** All that was taken from an entry stands on it; what the ticket filled in stands on the ticket besides. */
const stateSources = (
  response: string,
  id: string | null,
  used: readonly string[],
  { signer, customer }: { signer: Signer; customer: string | null },
): Statement[] => {
  const all = splitStatements(response)
  const names = new Set([...signerLines(signer), customer ?? ''].flatMap((line) => foldText(line, 500)))
  let closed = false
  return all.map(({ text }, at) => {
    const kind = tellKind(all, at, { closed, names })
    if (isFarewell(text)) closed = true
    if (kind !== 'claim') return { text, kind, sources: [] }
    const filled = used.some((value) => text.includes(value))
    return { text, kind, sources: [...(id === null ? [] : [id]), ...(filled ? [conversationId] : [])] }
  })
}

/** Whether a question names a value as the placeholder does. */
const names = (question: string, label: string): boolean =>
  ` ${foldText(question, 500).join(' ')} `.includes(` ${foldText(label, 100).join(' ')} `)

const isAsked = (label: string, questions: readonly string[]): boolean => {
  const words = foldText(label, 100).filter((word) => word.length > 3)
  return questions.some((question) => {
    const asked = new Set(foldText(question, 500))
    return words.some((word) => asked.has(word))
  })
}
