import type { Clock } from '../../ops/clock.ts'
import { createBell } from '../../ops/create-bell.ts'
import type { Logger } from '../../ops/logger.ts'
import type { RecordedEncoder } from '../llm/create-recorded-encoder.ts'
import type { LoadedPlaybooks } from '../playbooks/load-playbooks.ts'
import { describePlaybookFault } from '../playbooks/playbook-fault.ts'
import { followStore } from './follow-store.ts'
import { createKnowledgeIndex } from './index/create-knowledge-index.ts'
import type { Knowledge, KnowledgeEntry, KnowledgeQuery } from './knowledge.ts'
import { toPlaybookEntry, toPlaybookIndexEntry } from './playbook-entry.ts'
import type { KnowledgeFeed, KnowledgeRow, KnowledgeStore } from './store/knowledge-store.ts'

export interface KnowledgeOptions {
  store: KnowledgeStore
  /** Reads the files; asked again now and then, so that a mended playbook counts without a restart. */
  playbooks: () => Promise<LoadedPlaybooks>
  /** Turns a question into numbers; null: words alone decide. Closed by whoever opened it. */
  encoder: RecordedEncoder | null
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1. */
  random: () => number
}

export interface RunningKnowledge extends Knowledge {
  /** Builds the index, and follows what changes. Safe to repeat. */
  start(): void
  /** Takes in now what has changed, as after a reading in this process; the first time it builds. Never rejects. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

const everyMs = 30_000
const playbooksEveryMs = 60_000
const mostHits = 20
/** An encoder reads no more of a question. */
const mostAsked = 4_000

/** Finds knowledge in an index of this process, which follows the files and the store. */
export const createKnowledge = (options: KnowledgeOptions): RunningKnowledge => {
  const { store, encoder, clock, logger, random } = options
  const index = createKnowledgeIndex()
  const model = encoder?.name ?? null
  const stopping = new AbortController()
  const { signal } = stopping
  const bell = createBell(clock)
  let playbooks = new Map<string, KnowledgeEntry>()
  let faults: string[] = []
  let feeds: KnowledgeFeed[] = []
  let storeProblem: string | null = null
  let playbooksAt = Number.NEGATIVE_INFINITY
  let version: number | null = null
  let running: Promise<void> | null = null
  let refreshing: Promise<void> | null = null

  const readPlaybooks = async (): Promise<void> => {
    if (Math.abs(clock.now() - playbooksAt) < playbooksEveryMs) return
    const loaded = await options.playbooks()
    playbooksAt = clock.now()
    faults = loaded.faults.map(describePlaybookFault)
    const next = new Map(loaded.playbooks.map((each) => [toPlaybookEntry(each).id, toPlaybookEntry(each)]))
    for (const id of playbooks.keys()) if (!next.has(id)) index.remove(id)
    playbooks = next
    for (const each of loaded.playbooks) {
      const entry = toPlaybookIndexEntry(each)
      if (index.hashOf(entry.id) === entry.hash) continue
      index.put(entry)
      // Its vector is in the store already, or comes with the next version.
      version = null
    }
  }

  const readStore = async (): Promise<void> => {
    try {
      const now = await store.version()
      feeds = await store.feeds()
      if (now !== version) {
        await followStore(index, { store, model, signal })
        version = now
      }
      storeProblem = null
    } catch (error) {
      // What was taken in before goes on being found.
      if (storeProblem === null) logger.warn({ err: error }, 'knowledge could not be read from the store')
      storeProblem = 'The store of knowledge does not answer; what was read before is used.'
    }
  }

  const refreshOnce = async (): Promise<void> => {
    try {
      await readPlaybooks()
    } catch (error) {
      logger.warn({ err: error }, 'playbooks could not be read')
    }
    await readStore()
  }

  const refresh = (): Promise<void> => {
    const after = refreshing ?? Promise.resolve()
    const mine = after.then(refreshOnce)
    refreshing = mine
    return mine
  }

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await refresh()
      if (!signal.aborted) await bell.wait(clock.now() + everyMs * (0.8 + random() * 0.4))
    }
  }

  const vectorOf = async ({ outside, signal }: KnowledgeQuery): Promise<Float32Array | null> => {
    if (encoder === null || outside === undefined || index.vectors() === 0) return null
    const { text, about } = outside
    const given = { ...(signal === undefined ? {} : { signal }), ...(about === undefined ? {} : { about }) }
    const [vector] = (await encoder.encode([text.slice(0, mostAsked)], given)) ?? []
    return vector ?? null
  }

  const read: Knowledge['read'] = async (ids) => {
    let rows: KnowledgeRow[] = []
    const kept = ids.filter((id) => !playbooks.has(id))
    try {
      if (kept.length > 0) rows = await store.read(kept)
    } catch (error) {
      logger.warn({ err: error }, 'knowledge could not be read from the store')
    }
    const byId = new Map(rows.map((row) => [row.id, toEntry(row)]))
    return ids.flatMap((id) => playbooks.get(id) ?? byId.get(id) ?? [])
  }

  return {
    async search(query) {
      try {
        const vector = await vectorOf(query)
        const limit = Math.max(1, Math.min(mostHits, Math.floor(query.limit)))
        const hits = await index.search({ ...query, limit, vector })
        const entries = new Map((await read(hits.map(({ id }) => id))).map((entry) => [entry.id, entry]))
        return hits.flatMap(({ id, score, words }) => {
          const entry = entries.get(id)
          return entry === undefined ? [] : [{ entry, score, words }]
        })
      } catch (error) {
        logger.error({ err: error }, 'knowledge could not be searched')
        return []
      }
    },
    read,
    status: () => ({
      entries: index.counts(),
      readAt: feeds.length === 0 ? null : Math.max(...feeds.map(({ readAt }) => readAt)),
      problems: [
        ...faults,
        ...feeds.flatMap(({ problem }) => problem ?? []),
        ...(storeProblem === null ? [] : [storeProblem]),
      ],
      vectors: model === null ? null : { model, count: index.vectors() },
    }),
    refresh,
    start() {
      if (!signal.aborted) running ??= run()
    },
    async stop() {
      stopping.abort()
      bell.ring()
      await running
      await refreshing
    },
  }
}

const toEntry = ({ id, kind, title, url, language, body, changed_at }: KnowledgeRow): KnowledgeEntry => ({
  ...{ id, kind, title, url, language },
  text: body,
  playbook: null,
  changedAt: changed_at,
})
