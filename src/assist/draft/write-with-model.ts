import type { DraftContent } from '../../../schemas/draft.ts'
import type { DraftEvent, DraftNotice } from '../assist.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import type { LanguageModel, LlmRequest } from '../llm/language-model.ts'
import { findSecrets } from '../vault/find-secrets.ts'
import type { SecretFinding } from '../vault/vault.ts'
import { answerJsonSchema } from './answer-schema.ts'
import { composeFromAnswer, trustedTexts } from './compose-from-answer.ts'
import { type Signer, signerLines } from './compose-letter.ts'
import { composePrompt, type Refinement } from './compose-prompt.ts'
import { answerOf } from './compose-technical.ts'
import { noticeOf } from './decide-writer.ts'
import type { DraftTools } from './draft-tools.ts'
import { openTicketVault } from './open-ticket-vault.ts'
import { fromPlainText, readAnswer } from './read-answer.ts'
import { createSecureText } from './secure-text.ts'
import { type Shown, streamAnswer } from './stream-answer.ts'
import type { TicketContext } from './ticket-context.ts'

/** A server counts tokens in its own way: rather too few characters for one than too many. */
const charactersPerToken = 3
const reserveTokens = 100
const longestSource = 6000
const mostShortenings = 2

export interface ModelOrder {
  context: TicketContext
  sources: readonly KnowledgeEntry[]
  language: string
  signer: Signer
  refinement: Refinement | null
  who: string
  withSecrets: boolean
  signal: AbortSignal
}

/** `written`: `notices` say what is wrong with it. `left`: the model could not, for a reason that people are told. */
export type Written =
  | { kind: 'written'; content: DraftContent; notices: DraftNotice[] }
  | { kind: 'secrets'; findings: SecretFinding[] }
  | { kind: 'left'; why: DraftNotice; hasShown: boolean }

/** Secrets in what would leave: of messages by their number, of the agent's words as 0. */
export const findAllSecrets = ({
  context,
  refinement,
}: Pick<ModelOrder, 'context' | 'refinement'>): SecretFinding[] =>
  findSecrets([
    refinement === null ? '' : `${refinement.text}\n${refinement.instruction}`,
    ...context.messages.map(({ text }, at) => (at === 0 ? `${context.subject ?? ''}\n${text}` : text)),
  ])

/**
 * Lets the language model write, and makes a draft of what it says, whatever that is. Masks everything by one vault; tells the response
 * as it grows; shortens the prompt when it does not fit. An answer that was stopped or cut is a draft all the same.
 */
export async function* writeWithModel(
  { model, settings, random }: Pick<DraftTools, 'settings' | 'random'> & { model: LanguageModel },
  order: ModelOrder,
  shown: Shown & { toContent?: () => DraftContent },
): AsyncGenerator<DraftEvent, Written> {
  const { context, refinement, language, signer } = order
  const findings = findAllSecrets(order)
  if (findings.length > 0 && !order.withSecrets) return { kind: 'secrets', findings }
  const { vault, mask } = openTicketVault(context, [signer.agentName])
  const isPlain = refinement !== null && !refinement.withTechnical
  // Taken apart once, in the order in which it is masked, so that the same value has the same token whatever is left out.
  const masked = {
    messages: context.messages.map((message) => ({ ...message, text: mask(message.text) })),
    subject: context.subject === null ? null : mask(context.subject),
    sources: order.sources.map((entry) => ({
      title: mask(entry.title),
      text: mask(answerOf(entry).slice(0, longestSource)),
    })),
    signature: signerLines(signer).map(mask),
    refinement: refinement && {
      ...refinement,
      text: mask(refinement.text),
      instruction: mask(refinement.instruction),
    },
  }
  const boundary = `b${Math.floor(random() * 2 ** 48).toString(36)}${Math.floor(random() * 2 ** 48).toString(36)}`
  const toContent = (
    answer: NonNullable<ReturnType<typeof fromPlainText>>,
    sources: readonly KnowledgeEntry[],
  ) =>
    composeFromAnswer(answer, {
      context,
      sources,
      language,
      signer,
      secure: createSecureText({
        vault,
        language,
        trusted: trustedTexts({ context, sources: order.sources }),
      }),
    })
  // What was told until somebody left is unmasked already: nothing in it is a token of ours any more.
  shown.toContent = () =>
    composeFromAnswer(
      { ...emptyAnswer, response: shown.text },
      {
        context,
        sources: order.sources,
        language,
        signer,
        secure: createSecureText({
          vault: { unmask: (text) => text, strange: (text) => vault.strange(text) },
          language,
          trusted: trustedTexts({ context, sources: order.sources }),
        }),
      },
    )

  const { contextTokens, maxTokens } = settings.llm
  let longest = Math.max(2000, (contextTokens - maxTokens - reserveTokens) * charactersPerToken)
  for (let shortened = 0; ; shortened++) {
    const { sources: count, ...prompt } = composePrompt(
      { ...masked, language, company: settings.company ?? null, boundary, longest },
      masked.refinement,
    )
    const request: LlmRequest = {
      purpose: refinement === null ? 'draft' : 'refine',
      ...prompt,
      ...(isPlain ? {} : { schema: answerJsonSchema() }),
      helpdesk: context.helpdesk,
      ticketId: context.ticketId,
      who: order.who,
      signal: order.signal,
    }
    const streamed = yield* streamAnswer({ model, request, vault, isPlain, shown })
    if (streamed.kind === 'answered') {
      const answer = isPlain ? fromPlainText(streamed.raw) : await readAnswer(streamed.raw)
      if (answer === null) return { kind: 'left', why: 'llm-failed', hasShown: shown.text !== '' }
      const content = toContent(answer, order.sources.slice(0, count))
      return { kind: 'written', content, notices: streamed.cut ? ['cut'] : [] }
    }
    if (streamed.reason === 'too-long' && shortened < mostShortenings) {
      longest = Math.floor(longest / 2)
      continue
    }
    if (streamed.reason === 'stopped' && shown.text.trim() !== '')
      return { kind: 'written', content: shown.toContent(), notices: ['stopped'] }
    return { kind: 'left', why: noticeOf(streamed.reason), hasShown: shown.text !== '' }
  }
}

const emptyAnswer = fromPlainText('-') as NonNullable<ReturnType<typeof fromPlainText>>
