import { randomUUID } from 'node:crypto'
import type { AssistConfig } from '../../schemas/assist-configuration.ts'
import type { Classifier } from '../classify/classifier.ts'
import { createLanguageDetector } from '../classify/language/create-language-detector.ts'
import type { LanguageDetector } from '../classify/language/language-detector.ts'
import { loadLanguageModel } from '../classify/language/load-language-model.ts'
import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Clock } from '../ops/clock.ts'
import { describeError } from '../ops/describe-error.ts'
import type { Logger } from '../ops/logger.ts'
import type { Tickets } from '../tickets/tickets.ts'
import { TicketsUnavailable } from '../tickets/tickets-unavailable.ts'
import type { Assist, DraftEvent } from './assist.ts'
import { AssistUnavailable } from './assist-unavailable.ts'
import type { DraftTools } from './draft/draft-tools.ts'
import { createEditDraft } from './draft/edit-draft.ts'
import { createGenerate } from './draft/generate-draft.ts'
import { createReadTicket } from './draft/read-ticket.ts'
import { createRefine } from './draft/refine-draft.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import { createCallStore } from './llm/calls/create-call-store.ts'
import type { LanguageModel } from './llm/language-model.ts'
import { createDraftStore } from './store/create-draft-store.ts'
import { measureChange } from './store/measure-change.ts'
import { openTextMask } from './vault/open-text-mask.ts'

export interface AssistOptions {
  config: { assist: AssistConfig }
  database: Database
  /** Only what reads: nothing that writes drafts can write a ticket. */
  tickets: Pick<Tickets, 'show' | 'conversation'>
  knowledge: Knowledge
  /** Null: none is configured, or drafts may not use it. */
  model: LanguageModel | null
  /** Whether people have switched language models off (`pause:llm`), as seen now. */
  llmOff: () => boolean
  classifier?: Classifier
  /** Tells the language of a ticket where the classifier does not; absent: the one that ships. */
  detector?: LanguageDetector
  clock: Clock
  logger: Logger
  random: () => number
}

/** Drafts under way at the same time, per process: each holds a ticket's conversation. */
const mostAtOnce = 16
const mostCalls = 100

/**
 * Drafts over a store, a help desk's tickets and knowledge, with or without a language model. `forget` erases all that is kept for a
 * ticket, what was sent to a language model included; returns how many drafts there were.
 */
export const createAssist = (
  options: AssistOptions,
): Assist & { forget(ticket: { helpdesk: string; ticketId: string }): Promise<number> } => {
  const { config, database, knowledge, model, clock, logger } = options
  let detector: Promise<LanguageDetector> | null = null
  // Half a megabyte that a desk without drafts does not need.
  const openDetector = async () =>
    options.detector ?? createLanguageDetector({ model: await loadLanguageModel() })
  const detectLanguage = async (text: string) => {
    detector ??= openDetector()
    return (await detector).detect(text)?.code ?? null
  }
  const store = createDraftStore({ database, logger })
  const guard = guardStore(database, AssistUnavailable)
  // Of the store and not of the model: what left is shown, and goes with retention, also when there is no model any more.
  const callStore = createCallStore({ database, tokensPerDay: 0, costPerDay: 0 })
  const tools: DraftTools = {
    settings: config.assist,
    store,
    readTicket: createReadTicket({
      tickets: options.tickets,
      classifier: options.classifier ?? null,
      detectLanguage,
    }),
    knowledge,
    model,
    llmOff: options.llmOff,
    detectLanguage,
    clock,
    random: options.random,
    newId: () => `dr_${randomUUID()}`,
    logger,
  }
  const closing = new AbortController()
  let underWay = 0

  /** One of few, ended by a close, and with failures as events. */
  const guarded = <Order extends { signal: AbortSignal }>(
    write: (order: Order) => AsyncGenerator<DraftEvent, void>,
  ) =>
    async function* (order: Order): AsyncGenerator<DraftEvent, void> {
      if (underWay >= mostAtOnce || closing.signal.aborted) return yield failed('busy')
      underWay++
      try {
        yield* write({ ...order, signal: AbortSignal.any([order.signal, closing.signal]) })
      } catch (error) {
        if (error instanceof AssistUnavailable) yield failed('store')
        else if (error instanceof TicketsUnavailable) yield failed('helpdesk')
        else {
          logger.error({ err: describeError(error) }, 'a draft could not be written')
          throw error
        }
      } finally {
        underWay--
      }
    }

  const sent: Assist['sent'] = async (draftId, version, text) => {
    const draft = await store.find(draftId)
    if (draft === null) return
    const made = draft.versions.findLast((each) => each.number <= version && each.madeBy !== null)
    const distance = made === undefined ? null : measureChange(made.content.response, text)
    await store.end({
      draftId,
      state: 'sent',
      outcome: distance === 0 ? 'accepted' : 'edited',
      distance,
      at: clock.now(),
    })
  }

  return {
    ofTicket: (ticket) => store.ofTicket(ticket),
    find: (id) => store.find(id),
    generate: guarded(createGenerate(tools)),
    refine: guarded(createRefine(tools)),
    ...createEditDraft(tools),
    reject: async (draftId) =>
      void (await store.end({
        draftId,
        state: 'rejected',
        outcome: 'rejected',
        distance: null,
        at: clock.now(),
      })),
    sent,
    quality: (since) => store.quality(since),
    calls: (ticket) => guard(() => callStore.calls({ ...ticket, limit: mostCalls })),
    // What somebody types into a search is masked like anything else that leaves.
    search: (query) => knowledge.search({ ...query, outside: { text: openTextMask()(query.text) } }),
    status: async () => ({
      llm:
        model === null
          ? 'off'
          : {
              name: model.name,
              state: options.llmOff() ? { kind: 'paused' } : model.state(),
              ...(await model.spent()),
              tokensPerDay: config.assist.llm.tokensPerDay,
              costPerDay: config.assist.llm.costPerDay,
            },
      knowledge: knowledge.status(),
    }),
    purge: async (query) => {
      const drafts = await store.purge(query)
      return drafts + (await guard(() => callStore.purge(query)))
    },
    forget: (ticket) => store.forget(ticket),
    close: async () => {
      closing.abort()
      await model?.close()
    },
  }
}

const failed = (code: 'busy' | 'store' | 'helpdesk'): DraftEvent => ({ kind: 'failed', code, detail: null })
