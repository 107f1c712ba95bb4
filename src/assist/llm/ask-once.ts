import * as z from 'zod'
import { composeBody, composeSystem } from './compose-body.ts'
import type { LlmRequest } from './language-model.ts'
import type { Manners } from './manners.ts'
import { createThinkingStripper } from './strip-thinking.ts'
import { createFetch, type FetchOptions, noHeaders, RequestFailed } from './wire/create-fetch.ts'
import { judgeAnswer } from './wire/judge-answer.ts'
import { type Problem, problemOf } from './wire/problem.ts'
import { isErrorBody, readError } from './wire/read-error.ts'

export interface Attempt {
  /** Null: it ended as it should. */
  problem: Problem | null
  /** It ended for its length. */
  cut: boolean
  /** What the model wrote, thoughts in `<think>` included, and what the server said of a failure. */
  response: string
  inputTokens: number | null
  outputTokens: number | null
}

export interface AskOptions extends FetchOptions {
  model: string
  maxTokens: number
  temperature: number
  manners: Manners
  tell: (event: { kind: 'text'; text: string } | { kind: 'again' }) => void
}

const refusalSchema = z.looseObject({
  choices: z.tuple([z.looseObject({ delta: z.looseObject({ refusal: z.string().min(1) }) })], z.unknown()),
})

/** Asks once, and tells the text as it comes. Throws what `beforeSending` throws; everything else is in the attempt. */
export const askOnce = async (
  request: Pick<LlmRequest, 'system' | 'prompt' | 'schema'>,
  options: AskOptions,
): Promise<Attempt> => {
  // The library is loaded at the first question.
  const [{ streamText }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai-compatible'),
  ])
  const { manners, signal } = options
  const attempt: Attempt = { problem: null, cut: false, response: '', inputTokens: null, outputTokens: null }
  const thinking = createThinkingStripper()
  let length = 0
  const tell = ({ again, text }: { again: boolean; text: string }) => {
    if (again) {
      length = 0
      options.tell({ kind: 'again' })
    }
    length += text.length
    if (text !== '') options.tell({ kind: 'text', text })
  }
  let hasRefused = false
  let unsent: { error: unknown } | null = null
  const beforeSending = async (body: string) => {
    try {
      await options.beforeSending(body)
    } catch (error) {
      unsent = { error }
      throw error
    }
  }
  let hasFinished = false
  const provider = createOpenAICompatible({
    name: 'llm',
    baseURL: options.endpoint.url,
    fetch: createFetch({ ...options, beforeSending }),
    includeUsage: true,
    supportsStructuredOutputs: true,
    transformRequestBody: (body) => composeBody(body, request, manners),
  })
  const { fullStream } = streamText({
    model: provider(options.model),
    system: composeSystem(request, manners),
    prompt: request.prompt,
    temperature: options.temperature,
    maxOutputTokens: options.maxTokens,
    maxRetries: 0,
    abortSignal: signal,
    includeRawChunks: true,
    // Its own way to tell would be the console.
    onError: () => {},
  })
  try {
    for await (const part of fullStream) {
      if (part.type === 'text-delta') {
        attempt.response += part.text
        tell(thinking.take(part.text))
      } else if (part.type === 'raw') hasRefused ||= refusalSchema.safeParse(part.rawValue).success
      else if (part.type === 'error') throw part.error
      else if (part.type === 'abort') break
      else if (part.type === 'finish') {
        hasFinished = true
        attempt.inputTokens = part.totalUsage.inputTokens ?? null
        attempt.outputTokens = part.totalUsage.outputTokens ?? null
        attempt.cut = part.finishReason === 'length'
        tell(thinking.end())
        attempt.problem = judgeEnd(part.finishReason, { hasRefused, isEmpty: length === 0 })
      }
    }
    if (!hasFinished && !signal.aborted) attempt.problem = unfinished
  } catch (error) {
    const failure = findFailure(error)
    if (!hasFinished) tell(thinking.end())
    attempt.problem = failure?.problem ?? judgeEvent(error)
    attempt.response += failure?.body ?? ''
  }
  throwUnsent(unsent)
  if (signal.aborted) attempt.problem = problemOf('stopped', 'it was stopped', { mayCost: true })
  return attempt
}

/** Whatever the library made of it. */
const throwUnsent = (unsent: { error: unknown } | null) => {
  if (unsent !== null) throw unsent.error
}

const unfinished = problemOf('broken', 'its answer ended in the middle', {
  ...{ passes: true, blamesServer: true, mayCost: true },
})

const judgeEnd = (
  reason: string,
  { hasRefused, isEmpty }: { hasRefused: boolean; isEmpty: boolean },
): Problem | null => {
  if (hasRefused) return problemOf('refused', 'the model would not answer this', { mayCost: true })
  if (reason === 'content-filter')
    return problemOf('filtered', 'a filter of the server kept the answer back', { mayCost: true })
  if (!isEmpty) return null
  const why = reason === 'length' ? 'its tokens were used up before it said anything' : 'it said nothing'
  return problemOf('empty', why, { mayCost: true })
}

/** An error that came as an event of the stream, nested or flat, with a status or without. */
const judgeEvent = (error: unknown): Problem => {
  // What fits no known form carries what came.
  const value = error instanceof Error && 'value' in error ? error.value : error
  const isSaid = isErrorBody(value) || (!(value instanceof Error) && isErrorBody({ error: value }))
  if (!isSaid || value instanceof Error) return unfinished
  const said = readError(isErrorBody(value) ? value : { error: value })
  return { ...judgeAnswer(said.status ?? statusOf(said.code), said, noHeaders), mayCost: true }
}

const statusOf = (code: string | null): number =>
  code === null
    ? 500
    : /rate_?limit|insufficient_quota/i.test(code)
      ? 429
      : /invalid_request|context/i.test(code)
        ? 400
        : 500

/** Ours, however deep the library has wrapped it. */
const findFailure = (error: unknown, depth = 0): RequestFailed | null => {
  if (error instanceof RequestFailed) return error
  return error instanceof Error && depth < 5 ? findFailure(error.cause, depth + 1) : null
}
