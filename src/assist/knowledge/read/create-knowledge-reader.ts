import type { AssistConfig } from '../../../../schemas/assist-configuration.ts'
import type { Encoder } from '../../../classify/encoders/encoder.ts'
import { type Clock, sleep } from '../../../ops/clock.ts'
import type { Logger } from '../../../ops/logger.ts'
import type { LoadedPlaybooks } from '../../playbooks/load-playbooks.ts'
import type { KnowledgeRow, KnowledgeStore } from '../store/knowledge-store.ts'
import { embedEntries } from './embed-entries.ts'
import { readArticles } from './read-articles.ts'
import { readCanned } from './read-canned.ts'
import { readTickets } from './read-tickets.ts'
import type { ReadDesk, ReadTools } from './read-tools.ts'

export interface KnowledgeReaderOptions {
  config: AssistConfig['knowledge']
  store: KnowledgeStore
  helpdesks: readonly ReadDesk[]
  playbooks: () => Promise<LoadedPlaybooks>
  /** What the texts of one ticket lose before they are kept; the names are of those who wrote on it. */
  openMask: (names: readonly string[]) => (text: string) => string
  /** What texts lose before the encoder gets them. */
  mask: (text: string) => string
  /** ISO 639-1; null: it cannot be told. */
  detectLanguage: (text: string) => string | null
  /** Null: words alone. Closed by whoever opened it. */
  encoder: Encoder | null
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1. */
  random: () => number
  /** After each reading, as to take in at once what it found. */
  onRead?: () => void
}

/** Twelve calls a minute at most, over all help desks, in the lane that lets everything else go first. */
const betweenCallsMs = 5_000
const afterErrorMs = 60_000

/**
 * Reads help desks for what drafts stand on, again and again; the work of one process. Stops and goes on anywhere: how far it came is
 * in the store. `start` and `stop` are safe to repeat; after a `stop` make another one.
 */
export const createKnowledgeReader = (
  options: KnowledgeReaderOptions,
): { start(): void; stop(): Promise<void> } => {
  const { config, store, helpdesks, encoder, mask, openMask, detectLanguage, clock, logger, random, onRead } =
    options
  const stopping = new AbortController()
  const { signal } = stopping
  let calledAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null

  const pace = async (): Promise<void> => {
    const waitMs = Math.min(betweenCallsMs, calledAt + betweenCallsMs - clock.now())
    if (waitMs > 0) await sleep(clock, waitMs, signal)
    calledAt = clock.now()
  }
  const tools: ReadTools = { store, openMask, detectLanguage, pace, clock, logger, signal }

  const readDesk = async (desk: ReadDesk, until: number): Promise<void> => {
    const { knowledge, account, changes } = desk.capabilities
    if (config.articles && knowledge) await readArticles(desk, tools)
    if (config.cannedResponses && account.includes('canned-responses') && !signal.aborted)
      await readCanned(desk, tools)
    if (config.tickets && config.limit > 0 && changes !== 'none' && !signal.aborted)
      await readTickets(desk, { limit: config.limit, until }, tools)
  }

  const readAll = async (): Promise<void> => {
    const until = clock.now() + config.every
    await forgetOthers({ config, store, helpdesks, now: clock.now() })
    for (const desk of helpdesks) {
      if (signal.aborted) return
      await readDesk(desk, until)
      onRead?.()
    }
    if (encoder === null || signal.aborted) return
    const kept = await embedEntries({ store, encoder, mask, signal, playbooks: await options.playbooks() })
    if (kept > 0) onRead?.()
  }

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const begunAt = clock.now()
      let waitMs = config.every
      try {
        await readAll()
        waitMs = Math.max(betweenCallsMs, begunAt + config.every - clock.now())
      } catch (error) {
        if (!signal.aborted) logger.warn({ err: error }, 'knowledge could not be read')
        waitMs = Math.min(config.every, afterErrorMs)
      }
      await sleep(clock, waitMs * (0.9 + random() * 0.2), signal)
    }
  }

  return {
    start() {
      if (!signal.aborted) running ??= run()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}

const kindOf: Readonly<Record<string, KnowledgeRow['kind']>> = {
  articles: 'article',
  canned: 'canned',
  tickets: 'ticket',
}

/** What was read of help desks that are configured no more, or of what is switched off since, goes. */
const forgetOthers = async ({
  config,
  store,
  helpdesks,
  now,
}: Pick<KnowledgeReaderOptions, 'config' | 'store' | 'helpdesks'> & { now: number }): Promise<void> => {
  const isWanted: Readonly<Record<string, boolean>> = {
    articles: config.articles,
    canned: config.cannedResponses,
    tickets: config.tickets && config.limit > 0,
  }
  for (const { name } of await store.feeds()) {
    const [source = '', ...rest] = name.split(':')
    const helpdesk = rest.join(':')
    const kind = kindOf[source]
    if (kind === undefined) continue
    if (isWanted[source] === true && helpdesks.some((desk) => desk.name === helpdesk)) continue
    const sweep = { kind, helpdesk, before: Number.MAX_SAFE_INTEGER }
    await store.commit({ name, cursor: null, readAt: now, problem: null, keep: [], sweep })
  }
}
