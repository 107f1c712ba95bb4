import type { LlmConfig } from '../../../schemas/classification-configuration.ts'
import type { LlmChooser } from '../cascade/llm-chooser.ts'
import { maskText } from '../mask-text.ts'
import { composeQuestion, noneOfThese } from './compose-question.ts'
import { describeLlmError } from './describe-llm-error.ts'
import { readChoice } from './read-choice.ts'

/** After it was away, nobody waits for it again so soon. */
const pauseMs = 30_000
/** Enough for a model that thinks before it answers; the answer itself is one word. */
const mostTokens = 1000

type Answer = Awaited<ReturnType<LlmChooser['choose']>>

/**
 * Asks a language model behind an OpenAI-compatible server, with the categories as the only answers that the server may give. Servers
 * that cannot be held to that are read leniently, and anything that is not exactly one category is no answer. The library is loaded
 * at the first question.
 */
export const createLlmChooser = ({
  config,
  timeoutMs,
  mask,
  now,
}: {
  config: LlmConfig
  timeoutMs: number
  mask: boolean
  /** Milliseconds. */
  now: () => number
}): LlmChooser => {
  let awaySince: number | null = null
  /** Whether the server takes a schema; found out once. */
  let isStructured = true

  const ask = async (options: string[], question: { system: string; prompt: string }) => {
    const [{ generateText, NoObjectGeneratedError, Output }, { createOpenAICompatible }] = await Promise.all([
      import('ai'),
      import('@ai-sdk/openai-compatible'),
    ])
    const provider = createOpenAICompatible({
      name: 'llm',
      baseURL: config.baseUrl.replace(/\/+$/, ''),
      ...(config.apiKey === undefined ? {} : { apiKey: config.apiKey }),
      supportsStructuredOutputs: true,
    })
    const request = {
      model: provider(config.model),
      ...question,
      temperature: 0,
      maxOutputTokens: mostTokens,
      maxRetries: 0,
      abortSignal: AbortSignal.timeout(timeoutMs),
    }
    const askPlainly = async () => readChoice((await generateText(request)).text, options)
    if (!isStructured) return askPlainly()
    try {
      return (await generateText({ ...request, output: Output.choice({ options }) })).output
    } catch (error) {
      // It answered, and not in the format that it was asked for.
      if (NoObjectGeneratedError.isInstance(error)) return readChoice(error.text ?? '', options)
      if (!isRefusalOfFormat(error)) throw error
      const answer = await askPlainly()
      isStructured = false
      return answer
    }
  }

  return {
    async choose(given, choices): Promise<Answer> {
      if (awaySince !== null && now() - awaySince < pauseMs)
        return { kind: 'away', why: 'it was away a moment ago' }
      const text = mask ? maskText(given) : given
      const options = [...choices.map(({ category }) => category), noneOfThese]
      try {
        const chosen = await ask(options, composeQuestion(text, choices))
        awaySince = null
        if (chosen === null) return { kind: 'away', why: 'its answer was none of the categories' }
        return chosen === noneOfThese ? { kind: 'none' } : { kind: 'category', category: chosen }
      } catch (error) {
        awaySince = now()
        return { kind: 'away', why: describeLlmError(error, timeoutMs) }
      }
    },
  }
}

/** A server that does not know `response_format`, or this kind of it, answers 400 or 422. */
const isRefusalOfFormat = (error: unknown): boolean =>
  error instanceof Error &&
  'statusCode' in error &&
  (error.statusCode === 400 || error.statusCode === 422 || error.statusCode === 501)
