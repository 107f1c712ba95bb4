import type { Assist } from './assist/assist.ts'
import { createAssist } from './assist/create-assist.ts'
import { createKnowledge } from './assist/knowledge/create-knowledge.ts'
import { createKnowledgeReader } from './assist/knowledge/read/create-knowledge-reader.ts'
import { createKnowledgeStore } from './assist/knowledge/store/create-knowledge-store.ts'
import { createCallStore } from './assist/llm/calls/create-call-store.ts'
import { createRecordedEncoder, type RecordedEncoder } from './assist/llm/create-recorded-encoder.ts'
import type { LanguageModel } from './assist/llm/language-model.ts'
import { loadPlaybooks } from './assist/playbooks/load-playbooks.ts'
import { openTextMask } from './assist/vault/open-text-mask.ts'
import { openEncoder } from './classify/encoders/open-encoder.ts'
import { createLanguageDetector } from './classify/language/create-language-detector.ts'
import { loadLanguageModel } from './classify/language/load-language-model.ts'
import type { Delivery } from './delivery.ts'
import type { DeskParts } from './desk-parts.ts'
import type { Logger } from './ops/logger.ts'
import type { Duty } from './replicas/create-duties.ts'

/** Drafts as one process has them, and what works behind them. */
export interface OpenedAssist {
  assist: Assist
  duties: Duty[]
  /** Builds the index of what is known, and keeps it fresh. */
  start(): void
  stop(): Promise<void>
  close(): Promise<void>
}

/** Wires drafts: the one place that knows all of their parts. Nothing is read and nobody asked until it is started, or a draft is wanted. */
export const openAssist = async (
  dependencies: DeskParts,
  { helpdesks }: Pick<Delivery, 'helpdesks'>,
): Promise<OpenedAssist> => {
  const { config, database, clock, switches } = dependencies
  const logger = dependencies.logger.child({ room: 'assist' })
  const random = Math.random
  const llmOff = () => switches.isOn('pause:llm')
  const encoder = openRecordedEncoder(dependencies, logger, llmOff)
  const store = createKnowledgeStore({ database })
  const playbooks = () => loadPlaybooks({ folder: config.assist.playbooks, shipped: config.assist.shipped })
  const knowledge = createKnowledge({
    store,
    playbooks,
    encoder,
    clock,
    logger,
    random,
  })
  const model = await openModel(dependencies, llmOff)
  const assist = createAssist({
    config,
    database,
    tickets: dependencies.tickets,
    knowledge,
    model,
    llmOff,
    classifier: dependencies.classifier,
    clock,
    logger,
    random,
  })
  const readerOf = (detectLanguage: (text: string) => string | null) =>
    createKnowledgeReader({
      config: config.assist.knowledge,
      store,
      helpdesks: [...helpdesks.values()],
      playbooks,
      mask,
      openMask: openTextMask,
      detectLanguage,
      encoder,
      clock,
      logger,
      random,
      onRead: () => void knowledge.refresh(),
    })
  return {
    assist,
    duties: [{ name: 'knowledge', begin: () => beginReading(readerOf) }],
    start: () => knowledge.start(),
    stop: () => knowledge.stop(),
    close: async () => {
      await assist.close()
      await model?.close()
      await knowledge.stop()
      await encoder?.close()
    },
  }
}

/** What is kept of a ticket, and what leaves for an encoder, tells of nobody: one vault for each text, which is thrown away. */
const mask = (text: string): string => openTextMask()(text)

/** What it gets is prepared before it is written down, and not again. */
const openRecordedEncoder = (
  { config, database, clock }: DeskParts,
  logger: Logger,
  isPaused: () => boolean,
): RecordedEncoder | null => {
  const { embeddings } = config.assist
  const encoder = openEncoder(
    embeddings === undefined ? undefined : { kind: 'embeddings', mask: false, ...embeddings },
    { purpose: 'service', onAway: (why) => logger.warn({ why }, 'knowledge is found by words alone') },
  )
  if (embeddings === undefined || encoder === null) return null
  const store = createCallStore({ database, tokensPerDay: 0, costPerDay: 0 })
  return createRecordedEncoder({ encoder, config: embeddings, store, isPaused, clock, logger })
}

type Reader = ReturnType<typeof createKnowledgeReader>

/** Begins when what tells languages is loaded, unless it was stopped before. */
const beginReading = (
  readerOf: (detectLanguage: (text: string) => string | null) => Reader,
): { stop(): Promise<void> } => {
  let isStopped = false
  const reading = loadLanguageModel().then((model) => {
    const detector = createLanguageDetector({ model })
    const reader = readerOf((text) => detector.detect(text)?.code ?? null)
    if (!isStopped) reader.start()
    return reader
  })
  return {
    stop: async () => {
      isStopped = true
      await (await reading).stop()
    },
  }
}

/** A service that asks no language model loads nothing of its client. */
const openModel = async (
  { config, database, clock, logger, metrics }: DeskParts,
  isPaused: () => boolean,
): Promise<LanguageModel | null> => {
  const { enabled, ...settings } = config.assist.llm
  if (config.llm === undefined || !enabled) return null
  const { createLanguageModel } = await import('./assist/llm/create-language-model.ts')
  return createLanguageModel({
    config: { ...config.llm, ...settings },
    database,
    clock,
    logger: logger.child({ room: 'assist' }),
    random: Math.random,
    isPaused,
    observe: (observation) => metrics.desk({ kind: 'llm', ...observation }),
  })
}
