import type { Test } from 'tap'
import { assistSchema } from '../../../schemas/assist-configuration.ts'
import { createLanguageModel, type LlmObservation } from '../../../src/assist/llm/create-language-model.ts'
import type { LanguageModel, LlmEvent, LlmRequest } from '../../../src/assist/llm/language-model.ts'
import type { LanguageModelConfig } from '../../../src/assist/llm/language-model-config.ts'
import type { Database } from '../../../src/database/database.ts'
import type { Clock } from '../../../src/ops/clock.ts'
import { silent } from '../../ledger/silent.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { openScriptedServer, type Script } from './scripted-server.ts'

export const noon = Date.UTC(2026, 10, 21, 12)
const secondsApiece = 100

/** One store a test, whatever the number of models. */
const stores = new WeakMap<Test, Promise<Database>>()
const openStore = (t: Test): Promise<Database> => {
  const store = stores.get(t) ?? openSqliteStore(t)
  stores.set(t, store)
  return store
}
let opened = 0

/**
 * A clock that stands still, and whose timers come a hundred times as soon; `fire` lets those of a length come now. Keeps what was waited
 * for.
 */
export const createHastyClock = () => {
  let now = noon
  const waits: number[] = []
  const pending = new Map<() => void, number>()
  const clock: Clock = {
    now: () => now,
    after: (ms, callback) => {
      waits.push(ms)
      const cancel = () => {
        clearTimeout(timer)
        pending.delete(come)
      }
      const come = () => {
        cancel()
        callback()
      }
      const timer = setTimeout(come, ms / secondsApiece)
      pending.set(come, ms)
      return cancel
    },
  }
  const fire = (ms: number) => {
    for (const [come, length] of [...pending]) if (length === ms) come()
  }
  return { clock, waits, fire, jump: (ms: number) => (now += ms) }
}

export const defaults: Omit<LanguageModelConfig, 'baseUrl'> = {
  ...assistSchema.parse({}).llm,
  ...{ model: 'tiny', apiKey: 'k-secret-1', maxTokens: 200, contextTokens: 4096 },
  // Long enough on a busy machine: six seconds and a minute of its time.
  ...{ silence: 600_000, timeout: 6_000_000 },
}

export const aRequest = (change: Partial<LlmRequest> = {}): LlmRequest => ({
  ...{ purpose: 'draft', system: 'You write replies.', prompt: 'The printer is jammed.' },
  ...{ helpdesk: 'fresh', ticketId: '7', who: 'user:1', signal: new AbortController().signal },
  ...change,
})

export const readAll = async (events: AsyncIterable<LlmEvent>): Promise<LlmEvent[]> => {
  const all: LlmEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

export const textOf = (events: readonly LlmEvent[]): string =>
  events.map((event) => (event.kind === 'text' ? event.text : '')).join('')

/** A model at a scripted server, on a store of its own unless one is given. */
export const openModel = async (
  t: Test,
  script: Script,
  change: Partial<LanguageModelConfig> & { database?: Database } = {},
) => {
  const { database = await openStore(t), ...settings } = change
  const server = await openScriptedServer(script)
  const { clock, waits, fire, jump } = createHastyClock()
  const observed: LlmObservation[] = []
  const ticketId = `ticket-${opened++}`
  let paused = false
  const model: LanguageModel = createLanguageModel({
    config: { ...defaults, baseUrl: server.baseUrl, ...settings },
    ...{ database, clock, logger: silent, random: () => 1, isPaused: () => paused },
    observe: (observation) => observed.push(observation),
  })
  t.teardown(async () => {
    await model.close()
    server.close()
  })
  return {
    ...{ model, database, observed, waits, fire, jump, asked: server.asked },
    pause: (on: boolean) => {
      paused = on
    },
    write: (request: Partial<LlmRequest> = {}) => model.write(aRequest({ ticketId, ...request })),
    ask: (request: Partial<LlmRequest> = {}) => readAll(model.write(aRequest({ ticketId, ...request }))),
    /** Of this model. */
    calls: () => model.calls({ helpdesk: 'fresh', ticketId, limit: 50 }),
  }
}
