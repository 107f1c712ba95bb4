import { Agent } from 'undici'
import type { Database } from '../../database/database.ts'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { createCallStore } from './calls/create-call-store.ts'
import { composeSystem } from './compose-body.ts'
import { createBreaker } from './create-breaker.ts'
import { type Channel, createChannel } from './create-channel.ts'
import { BudgetUsedUp, createRecordedAsker } from './create-recorded-asker.ts'
import { createTurns } from './create-turns.ts'
import { decideRetryDelay } from './decide-retry-delay.ts'
import { estimatePrompt } from './estimate-tokens.ts'
import type { LanguageModel, LlmEvent, LlmFailure, LlmRequest, LlmState } from './language-model.ts'
import type { LanguageModelConfig } from './language-model-config.ts'
import { adaptManners, firstManners } from './manners.ts'
import type { Problem } from './wire/problem.ts'

/** What came of one request for a text, for metrics. */
export interface LlmObservation {
  outcome: 'done' | LlmFailure
  /** Requests that were sent. */
  attempts: number
  tookMs: number
  /** Until the first text; null: there was none. */
  firstTextMs: number | null
  inputTokens: number
  outputTokens: number
}

const connectTimeoutMs = 5_000
/** A quota that is used up at the server is looked at again after so long. */
const quotaPauseMs = 600_000

/**
 * Asks a server that speaks OpenAI's protocol. A request is written down, with what it may cost reserved, before it leaves; nothing leaves
 * when that cannot be done. It is asked again at most twice, and only while no text was told; a text that broke off stays as it is, as
 * asking anew is billed anew and takes as long again. `again` is told only where what was told turns out to be the model's thoughts.
 * Refusals of a field are answered by asking without it, and remembered. Circuit, line and what a server cannot do are kept per process,
 * the budget in the store for all.
 */
export const createLanguageModel = ({
  config,
  database,
  clock,
  logger,
  random,
  isPaused,
  observe,
}: {
  config: LanguageModelConfig
  database: Database
  clock: Clock
  logger: Pick<Logger, 'info' | 'warn' | 'error'>
  /** 0..1 */
  random: () => number
  isPaused: () => boolean
  observe: (observation: LlmObservation) => void
}): LanguageModel => {
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    // The clock's time-outs count.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Each stream has a connection of its own, and a fresh one is cheap beside an answer.
    pipelining: 1,
    connections: config.concurrency,
    maxHeaderSize: 32_768,
  })
  const store = createCallStore({ database, ...config })
  const attempt = createRecordedAsker({ config, agent, store, clock, logger })
  const breaker = createBreaker(clock)
  const turns = createTurns({ concurrency: config.concurrency, longestWaitMs: config.timeout, clock })
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  let manners = firstManners(config.baseUrl, config.maxTokensField)
  /** Until when the day's budget is known to be used up, and the server's quota. */
  let [spentUntil, quotaUntil] = [0, 0]

  const run = async (
    request: LlmRequest,
    signal: AbortSignal,
    deadline: AbortController,
    channel: Channel<LlmEvent>,
  ) => {
    const from = clock.now()
    let told = ''
    let firstTextMs: number | null = null
    const counts = { attempts: 0, inputTokens: 0, outputTokens: 0 }
    const tell = (event: { kind: 'text'; text: string } | { kind: 'again' }) => {
      if (event.kind === 'again') told = ''
      else {
        told += event.text
        firstTextMs ??= clock.now() - from
      }
      channel.put(event)
    }
    const end = (event: Extract<LlmEvent, { kind: 'done' | 'failed' }>) => {
      const outcome = event.kind === 'done' ? 'done' : event.reason
      observe({ outcome, tookMs: clock.now() - from, firstTextMs, ...counts })
      if (event.kind === 'failed' && event.reason !== 'stopped')
        logger.warn(
          { llm: config.model, reason: event.reason, why: event.why },
          'the language model gave no answer',
        )
      channel.put(event)
    }
    const fail = ({ reason, why }: Pick<Problem, 'reason' | 'why'>) => end({ kind: 'failed', reason, why })

    if (isPaused()) return fail({ reason: 'paused', why: 'language models are paused' })
    const schema = request.schema === undefined ? [] : [JSON.stringify(request.schema)]
    const messages = [composeSystem(request, manners), request.prompt, ...schema]
    if (estimatePrompt(messages) + config.maxTokens > config.contextTokens)
      return fail({ reason: 'too-long', why: `it would not fit into ${config.contextTokens} tokens` })
    if (clock.now() < quotaUntil) return fail({ reason: 'spent', why: 'the quota at the server is used up' })
    const away = breaker.away()
    if (away !== null) return fail({ reason: 'away', why: `left alone for a while: ${away.why}` })
    const turn = await turns.take(signal)
    if (turn.kind === 'busy') return fail({ reason: 'away', why: 'busy: too many wait for it' })
    if (turn.kind === 'stopped') return fail({ reason: 'stopped', why: 'it was stopped' })
    const cancelDeadline = clock.after(config.timeout, () => deadline.abort())
    try {
      let asked = manners
      for (let retries = 0; ; ) {
        if (isPaused()) return fail({ reason: 'paused', why: 'language models are paused' })
        if (!breaker.enter())
          return fail({
            reason: 'away',
            why: `left alone for a while: ${breaker.away()?.why ?? 'it failed'}`,
          })
        counts.attempts++
        const {
          problem: verdict,
          callId,
          ...result
        } = await attempt(request, asked, { signal, deadline: deadline.signal }, tell)
        spentUntil = 0
        counts.inputTokens += result.inputTokens
        counts.outputTokens += result.outputTokens
        if (verdict === null || !verdict.blamesServer) breaker[isTelling(verdict) ? 'passed' : 'left']()
        else breaker.failed(verdict.why)
        if (verdict === null || isAnswer(verdict)) manners = asked
        if (verdict === null) return end({ kind: 'done', text: told, cut: result.cut, callId })
        if (verdict.reason === 'spent') quotaUntil = clock.now() + quotaPauseMs
        if (told !== '') return fail(verdict)
        const next = verdict.answer === null ? null : adaptManners(asked, verdict.answer, askedFor(request))
        if (next !== null) {
          asked = next
          continue
        }
        const delay = verdict.passes ? decideRetryDelay(retries, verdict.retryAfterMs, random()) : null
        if (delay === null || clock.now() - from + delay > config.timeout) return fail(verdict)
        retries++
        await sleep(clock, delay, AbortSignal.any([signal, deadline.signal]))
        if (signal.aborted) return fail({ reason: 'stopped', why: 'it was stopped' })
        if (deadline.signal.aborted) return fail(verdict)
      }
    } catch (error) {
      breaker.left()
      if (error instanceof BudgetUsedUp) {
        spentUntil = nextDay(clock.now())
        return fail({ reason: 'spent', why: 'the budget of the day is used up' })
      }
      const failure = database.diagnose(error)
      if (failure === null) throw error
      fail({ reason: 'away', why: `nothing was sent, as it could not be written down (${failure.code})` })
    } finally {
      cancelDeadline()
      turn.end()
    }
  }

  const askedFor = ({ schema }: LlmRequest) => ({
    schema: schema !== undefined,
    tokensFieldIsFixed: config.maxTokensField !== 'auto',
  })

  return {
    name: config.model,
    state: (): LlmState => {
      if (isPaused()) return { kind: 'paused' }
      if (clock.now() < Math.max(spentUntil, quotaUntil)) return { kind: 'spent' }
      const away = breaker.away()
      return away === null ? { kind: 'ready' } : { kind: 'away', ...away }
    },
    write: async function* (request) {
      const leaving = new AbortController()
      const signal = AbortSignal.any([request.signal, closing.signal, leaving.signal])
      const channel = createChannel<LlmEvent>()
      let fault: unknown = null
      const work = run(request, signal, new AbortController(), channel)
        .catch((error: unknown) => {
          fault = error
        })
        .finally(() => channel.end())
      running.add(work)
      try {
        yield* channel.read()
        if (fault !== null) throw fault
      } finally {
        // Whoever stops listening stops the server too.
        leaving.abort()
        await work
        running.delete(work)
      }
    },
    spent: () => store.spent(clock.now()),
    calls: (query) => store.calls(query),
    purge: (query) => store.purge(query),
    close: async () => {
      closing.abort()
      await Promise.all(running)
      await agent.destroy()
    },
  }
}

/** Whether an end shows that the server works. */
const isTelling = (problem: Problem | null): boolean =>
  problem === null || ['refused', 'filtered', 'empty', 'too-long', 'rate-limited'].includes(problem.reason)

/** It answered to what it was asked, in the way it was asked. */
const isAnswer = ({ reason }: Problem): boolean => ['refused', 'empty'].includes(reason)

const dayMs = 86_400_000
const nextDay = (now: number): number => (Math.floor(now / dayMs) + 1) * dayMs
