// What it takes to find knowledge: `npm run bench -- retrieval`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createKnowledge, type RunningKnowledge } from '../src/assist/knowledge/create-knowledge.ts'
import { createKnowledgeStore } from '../src/assist/knowledge/store/create-knowledge-store.ts'
import type { KnowledgeRow } from '../src/assist/knowledge/store/knowledge-store.ts'
import { loadPlaybooks } from '../src/assist/playbooks/load-playbooks.ts'
import type { Encoder } from '../src/classify/encoders/encoder.ts'
import { createRandom } from '../src/classify/model/learn/random.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { systemClock } from '../src/ops/clock.ts'
import { createLogger } from '../src/ops/create-logger.ts'
import { openDataSets } from './classify/data-sets.ts'
import { percentile } from './classify/percentile.ts'
import { bankingAnswers, familyAnswers, type KnownAnswers, makeCorpus } from './retrieval-corpus.ts'

export interface SpeedFigures {
  source: string
  entries: number
  buildMs: number
  /** Longest that nothing else had a turn while it was built. */
  blockedMs: number
  /** Of the process, heap and buffers, more than before. */
  megabytes: number
  searchMs: { p50: number; p99: number; worst: number }
  /** The same, as the processor worked on it in this thread: what other work on the machine does not lengthen. */
  searchCpuMs: { p50: number; p99: number }
  /** A search that also compares vectors of 384 numbers. */
  withVectors: { p50: number; p99: number; cpuP50: number; megabytes: number }
  /** From a change of one entry in the store until it is found. */
  renewMs: number
}

export interface QualityFigures {
  name: string
  questions: number
  hitAt1: number
  hitAt3: number
}

const width = 384
const wroteAtOnce = 500

/** With a store and an index of its own, which are gone at the end. */
const withKnowledge = async <T>(
  encoder: Encoder | null,
  work: (parts: {
    store: ReturnType<typeof createKnowledgeStore>
    knowledge: RunningKnowledge
    keep: (rows: readonly KnowledgeRow[]) => Promise<void>
  }) => Promise<T>,
): Promise<T> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'relevo-retrieval-'))
  const logger = createLogger({ level: 'silent' })
  const database = await openDatabase({ dataDir, exclusive: true, logger })
  const store = createKnowledgeStore({ database })
  const knowledge = createKnowledge({
    ...{ store, encoder, clock: systemClock, logger, random: Math.random },
    playbooks: () => loadPlaybooks({ folder: undefined, shipped: true }),
  })
  const keep = async (rows: readonly KnowledgeRow[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += wroteAtOnce)
      await store.commit({
        ...{ name: 'articles:bench', cursor: null, readAt: 1, problem: null },
        keep: rows.slice(at, at + wroteAtOnce),
      })
  }
  try {
    return await work({ store, knowledge, keep })
  } finally {
    await knowledge.stop()
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const megabytesNow = (): number => {
  setFlagsFromString('--expose_gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1_000_000
}

export const measureRetrieval = async ({
  entries,
  searches,
}: {
  entries: number
  searches: number
}): Promise<SpeedFigures> => {
  const corpus = await makeCorpus(openDataSets(process.env), entries)
  const random = createRandom(11)
  const vector = (): Float32Array => Float32Array.from({ length: width }, () => random() - 0.5)
  const encoder: Encoder = {
    name: 'embeddings:bench',
    encode: async (texts) => texts.map(vector),
    close: async () => {},
  }
  const asked = Array.from({ length: searches }, (_, at) => corpus.questions[at % corpus.questions.length])
  return withKnowledge(encoder, async ({ store, knowledge, keep }) => {
    await keep(corpus.rows)
    const cpuNow = (): number => {
      const { user, system } = process.threadCpuUsage()
      return (user + system) / 1_000
    }
    let cpuTimes: number[] = []
    const time = async (): Promise<number[]> => {
      const times: number[] = []
      cpuTimes = []
      for (const question of asked) {
        if (question === undefined) continue
        const [from, cpuFrom] = [performance.now(), cpuNow()]
        await knowledge.search({ ...question, limit: 8, outside: { text: question.text } })
        times.push(performance.now() - from)
        cpuTimes.push(cpuNow() - cpuFrom)
      }
      return times
    }
    const before = megabytesNow()
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const from = performance.now()
    await knowledge.refresh()
    const buildMs = performance.now() - from
    delay.disable()
    const built = megabytesNow()
    const times = await time()
    const searchCpuMs = { p50: percentile(cpuTimes, 0.5), p99: percentile(cpuTimes, 0.99) }

    await store.keepVectors(
      encoder.name,
      corpus.rows.map(({ id, hash }) => ({ id, hash, vector: vector() })),
    )
    await knowledge.refresh()
    const withAll = megabytesNow()
    const vectorTimes = await time()

    const [one] = corpus.rows
    if (one === undefined) throw new Error('There is nothing to search.')
    const changedAt = performance.now()
    await keep([{ ...one, hash: 'two', title: 'quinquennial' }])
    await knowledge.refresh()
    const [found] = await knowledge.search({ text: 'quinquennial', language: one.language, limit: 1 })
    if (found?.entry.id !== one.id) throw new Error('What was changed is not found.')
    return {
      source: corpus.source,
      entries: knowledge.status().entries.article,
      buildMs,
      blockedMs: delay.max / 1e6,
      megabytes: built - before,
      searchMs: { p50: percentile(times, 0.5), p99: percentile(times, 0.99), worst: Math.max(...times) },
      searchCpuMs,
      withVectors: {
        p50: percentile(vectorTimes, 0.5),
        p99: percentile(vectorTimes, 0.99),
        cpuP50: percentile(cpuTimes, 0.5),
        megabytes: withAll - built,
      },
      renewMs: performance.now() - changedAt,
    }
  })
}

const measureAnswers = (known: KnownAnswers, mostQuestions: number): Promise<QualityFigures> =>
  withKnowledge(null, async ({ knowledge, keep }) => {
    await keep(known.rows)
    await knowledge.refresh()
    const step = Math.max(1, Math.floor(known.questions.length / mostQuestions))
    const questions = known.questions.filter((_, at) => at % step === 0)
    let [first, three] = [0, 0]
    for (const { answers, ...question } of questions) {
      const hits = await knowledge.search({ ...question, kinds: ['article', 'ticket'], limit: 3 })
      const at = hits.findIndex(({ entry }) => answers.has(entry.id))
      if (at === 0) first += 1
      if (at !== -1) three += 1
    }
    return {
      name: known.name,
      questions: questions.length,
      hitAt1: first / questions.length,
      hitAt3: three / questions.length,
    }
  })

/** How often what is known to be right is found first, and among the first three, by words alone. Empty without data sets. */
export const measureRetrievalQuality = async (mostQuestions: number): Promise<QualityFigures[]> => {
  const data = openDataSets(process.env)
  const sets: KnownAnswers[] = []
  if (data.has('banking77')) sets.push(await bankingAnswers(data))
  if (data.has('otai_tickets')) sets.push(await familyAnswers(data))
  const figures: QualityFigures[] = []
  for (const known of sets) figures.push(await measureAnswers(known, mostQuestions))
  return figures
}
