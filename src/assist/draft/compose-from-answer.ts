import type { DraftContent } from '../../../schemas/draft.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import type { Answer } from './answer-schema.ts'
import { conversationSource, sourceOf } from './compose-from-knowledge.ts'
import { type Signer, signerLines } from './compose-letter.ts'
import { answerOf } from './compose-technical.ts'
import { createValueFinder, findValues } from './find-values.ts'
import { type Citation, conversationId, createGrounds, type Ground } from './ground.ts'
import { findMissing, type SecureText } from './secure-text.ts'
import type { TicketContext } from './ticket-context.ts'

const mostMissing = 20
const mostQuestions = 10

/** What a draft may stand on. */
export interface GroundsOfDraft {
  context: TicketContext
  /** In the order of their numbers. */
  sources: readonly KnowledgeEntry[]
}

/** The texts for which the company answers: knowledge, and what its agents wrote to the customer. */
export const trustedTexts = ({ context, sources }: GroundsOfDraft): string[] => [
  ...sources.flatMap(({ url, ...entry }) => [
    answerOf(entry),
    ...(url === null ? [] : [url]),
    ...(entry.playbook?.links.map((link) => link.url) ?? []),
  ]),
  ...context.messages.filter((message) => message.from === 'agent').map(({ text }) => text),
]

/** `isPublic`: private notes are no ground for what a customer gets. */
export const groundsOf = ({ context, sources }: GroundsOfDraft, isPublic: boolean): Ground[] => {
  const said = context.messages.filter((message) => !isPublic || !message.private)
  const textOf = (isAgent: boolean) =>
    said
      .filter(({ from }) => (from === 'agent') === isAgent)
      .map(({ text }) => text)
      .join('\n\n')
  return [
    ...sources.map((entry) => ({
      id: entry.id,
      text: `${entry.title}.\n${answerOf(entry)}\n${entry.url ?? ''}`,
      trusted: true,
    })),
    { id: conversationId, text: `${context.subject ?? ''}\n\n${textOf(false)}`, trusted: false },
    { id: conversationId, text: textOf(true), trusted: true },
  ]
}

/** A model's answer, made safe and taken at its word only where it stands on something. Pure. */
export const composeFromAnswer = (
  answer: Answer,
  options: GroundsOfDraft & { secure: SecureText; signer: Signer; language: string },
): DraftContent => {
  const { context, sources, secure, signer, language } = options
  const response = secure(answer.response)
  const cite = ({ text, sources: numbers }: Citation): Citation => ({
    text: secure(text),
    sources: numbers.flatMap((number) => sources[Number(number.slice(1)) - 1]?.id ?? []),
  })
  const names = [...signerLines(signer), signer.company ?? '', context.customerName ?? '']
  const grounded = createGrounds(groundsOf(options, true)).text(response, {
    citations: answer.claims.map(cite),
    names,
  })
  const forAgent = createGrounds(groundsOf(options, false))
  const state = (claims: readonly Citation[]) => forAgent.claims(claims.map(cite)).statements
  const isTrusted = createValueFinder(trustedTexts(options).join('\n'))
  const { technical } = answer
  const questions = [...new Set(answer.questions.map(secure))]
    .filter((each) => each !== '')
    .slice(0, mostQuestions)
  const missing = [
    ...new Set([
      ...findMissing(response),
      ...grounded.unknown.map(({ text }) => text),
      ...answer.missing.map((each) =>
        secure(each)
          .replace(/^\[|\]$/g, '')
          .slice(0, 100),
      ),
    ]),
  ].filter((each) => each !== '')
  const claims = grounded.statements.filter(({ kind }) => kind === 'claim')
  const isFinal =
    answer.outcome === 'final-solution' &&
    missing.length === 0 &&
    questions.length === 0 &&
    claims.length > 0 &&
    claims.every((claim) => claim.sources.length > 0)
  return {
    response,
    statements: grounded.statements,
    technical: {
      rootCause: state(technical.rootCause),
      diagnosticSteps: state(technical.diagnosticSteps),
      resolution: state(technical.resolution),
      requirements: state(technical.requirements),
      complications: state(technical.complications),
      followUp: state(technical.followUp),
      links: technical.links
        .filter(({ url }) => isWebAddress(url) && findValues(url).every(isTrusted))
        .map(({ title, url }) => ({ title: secure(title) || url, url })),
    },
    questions,
    outcome: isFinal ? 'final-solution' : 'needs-follow-up',
    missing: missing.slice(0, mostMissing),
    sources: [...sources.map(sourceOf), conversationSource(context)],
    language,
  }
}

const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url)
