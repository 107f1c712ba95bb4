import type { Agent } from 'undici'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { type AskOptions, type Attempt, askOnce } from './ask-once.ts'
import type { BegunCall, CallStore } from './calls/create-call-store.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { LlmRequest } from './language-model.ts'
import type { LanguageModelConfig } from './language-model-config.ts'
import type { Manners } from './manners.ts'
import { openEndpoint } from './wire/open-endpoint.ts'
import { problemOf } from './wire/problem.ts'

export interface RecordedAttempt extends Attempt {
  /** Of the record; empty: nothing was sent. */
  callId: string
  inputTokens: number
  outputTokens: number
}

/** The day's budget does not allow it; nothing was sent. */
export class BudgetUsedUp extends Error {
  override name = 'BudgetUsedUp'
}

const leastAnswerBytes = 1_048_576
/** An event of a stream holds a token and up to some hundred bytes besides. */
const bytesPerToken = 4_096
/** What is kept of an answer at most; one that came to the bound of bytes is not worth more. */
const longestResponse = 1_000_000
const million = 1_000_000

/**
 * Asks once, and writes it down at both ends. `signal` stops it; `deadline` ends it for its time. Throws `BudgetUsedUp`, and what the store
 * throws before anything was sent; a store that is lost afterwards costs the record of the answer, and what was reserved.
 */
export const createRecordedAsker = ({
  config,
  agent,
  store,
  clock,
  logger,
}: {
  config: LanguageModelConfig
  agent: Agent
  store: CallStore
  clock: Clock
  logger: Pick<Logger, 'error'>
}) => {
  const endpoint = openEndpoint(config)
  const overdue = problemOf('timeout', `it was not done within ${Math.round(config.timeout / 1000)} s`, {
    ...{ blamesServer: true, mayCost: true },
  })

  const costOf = (input: number, output: number): number =>
    (input * config.price.input + output * config.price.output) / million

  const withoutSecrets = (text: string): string =>
    endpoint.secrets
      .reduce((clean, secret) => clean.replaceAll(secret, '[key]'), text)
      .slice(0, longestResponse)

  return async (
    request: LlmRequest,
    manners: Manners,
    { signal, deadline }: { signal: AbortSignal; deadline: AbortSignal },
    tell: AskOptions['tell'],
  ): Promise<RecordedAttempt> => {
    const from = clock.now()
    const { system, prompt, schema, purpose, helpdesk, ticketId, who } = request
    const begun: BegunCall[] = []
    let input = 0
    const beforeSending = async (body: string) => {
      // The body holds the schema too, which the server reads as well.
      input = estimateTokens(body)
      const reserve = { tokens: input + config.maxTokens, cost: costOf(input, config.maxTokens) }
      const call = { purpose, helpdesk, ticketId, who, url: endpoint.url, model: config.model }
      const written = await store.begin({ ...call, at: from, request: body, reserve })
      if (written === null) throw new BudgetUsedUp()
      begun.push(written)
    }
    const result = await askOnce(
      { system, prompt, ...(schema === undefined ? {} : { schema }) },
      {
        ...{ agent, endpoint, clock, beforeSending, tell, manners, model: config.model },
        ...{ maxTokens: config.maxTokens, temperature: config.temperature, silenceMs: config.silence },
        longestBytes: Math.max(leastAnswerBytes, config.maxTokens * bytesPerToken),
        signal: AbortSignal.any([signal, deadline]),
      },
    )
    const problem = result.problem?.reason === 'stopped' && !signal.aborted ? overdue : result.problem
    const [call] = begun
    if (call === undefined)
      return {
        ...result,
        problem: problem ?? problemOf('broken', 'nothing was sent'),
        ...{ callId: '', inputTokens: 0, outputTokens: 0 },
      }
    // A server that does not count is counted by the length of its answer; one that refused has written nothing.
    const isFree = problem !== null && !problem.mayCost
    const inputTokens = result.inputTokens ?? (isFree ? 0 : input)
    const outputTokens = result.outputTokens ?? (isFree ? 0 : estimateTokens(result.response))
    try {
      await store.end(call, {
        response: withoutSecrets(result.response),
        outcome: problem?.reason ?? 'done',
        ...{ inputTokens, outputTokens, tookMs: clock.now() - from },
        isEstimated: !isFree && (result.inputTokens === null || result.outputTokens === null),
        spent: { tokens: inputTokens + outputTokens, cost: costOf(inputTokens, outputTokens) },
      })
    } catch (error) {
      logger.error({ llm: config.model, call: call.id, err: error }, 'the end of a call could not be kept')
    }
    return { ...result, problem, inputTokens, outputTokens, callId: call.id }
  }
}
