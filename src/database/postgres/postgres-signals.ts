import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { Client, type ClientConfig } from 'pg'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Signals, Topic } from '../database.ts'
import type { Tables } from '../tables.ts'

export interface PostgresSignals extends Signals {
  start(): void
  /** Idempotent. */
  close(): Promise<void>
}

export interface PostgresSignalsOptions {
  config: ClientConfig
  kysely: Kysely<Tables>
  clock: Clock
  logger: Logger
  connectTimeoutMs: number
  /** How often the way there and back is tried, ms. */
  echoEveryMs?: number
}

const channel = 'relevo'
// What happens within this time is told in one statement; a person does not notice it, and a flood costs 50 a second.
const gatherMs = 20
const echoWithinMs = 3000
const firstPauseMs = 500
const longestPauseMs = 30_000
const messageBytes = 7000
const topics: readonly Topic[] = ['due', 'settled']

const isTopic = (text: string): text is Topic => topics.some((topic) => topic === text)

/**
 * LISTEN and NOTIFY, on a connection of its own. Every few seconds it sends a message to itself by the way that others
 * would: so a dead connection is noticed and renewed, and a pooler that does not pass LISTEN on is found out. Then `hears`
 * turns false, and those who wait look into the store instead.
 *
 * A message is sent after the commit it tells of, in a statement of its own: NOTIFY within a transaction makes all commits of
 * a database wait for one lock until they are on the disk.
 */
export const createPostgresSignals = (options: PostgresSignalsOptions): PostgresSignals => {
  const { kysely, clock, logger, echoEveryMs = 10_000 } = options
  const self = randomUUID().slice(0, 8)
  const listeners = new Set<(topic: Topic, subject: string) => void>()
  const stopping = new AbortController()
  const gathered = new Map<Topic, Set<string>>()
  let cancelFlush: (() => void) | null = null
  let flushing: Promise<void> = Promise.resolve()
  let heard = false
  let running: Promise<void> | null = null
  let echo: { nonce: string; arrived: () => void } | null = null
  let complained = false

  const receive = (payload: string): void => {
    const [from, topic, subjects] = payload.split('|')
    if (topic === 'echo') {
      if (subjects === echo?.nonce) echo?.arrived()
      return
    }
    if (from === self || topic === undefined || subjects === undefined || !isTopic(topic)) return
    for (const subject of subjects.split(',')) {
      for (const listener of [...listeners]) {
        try {
          listener(topic, subject)
        } catch (error) {
          logger.error({ err: error }, 'a listener for news of other replicas failed')
        }
      }
    }
  }

  const notify = async (messages: string[]): Promise<void> => {
    if (messages.length === 0) return
    await sql`select pg_notify(${channel}, message) from unnest(${messages}::text[]) as message`.execute(
      kysely,
    )
  }

  const compose = (topic: Topic, subjects: Iterable<string>): string[] => {
    const messages: string[] = []
    let text = ''
    for (const subject of subjects) {
      if (text.length + subject.length > messageBytes) {
        messages.push(`${self}|${topic}|${text}`)
        text = ''
      }
      text += text === '' ? subject : `,${subject}`
    }
    if (text !== '') messages.push(`${self}|${topic}|${text}`)
    return messages
  }

  const flush = async (): Promise<void> => {
    const messages = [...gathered].flatMap(([topic, subjects]) => compose(topic, subjects))
    gathered.clear()
    try {
      await notify(messages)
    } catch (error) {
      // Those who wait look for themselves, a little later.
      logger.debug({ err: error }, 'news for other replicas could not be sent')
    }
  }

  /** True when a message of our own came back in time. */
  const hearsItself = async (): Promise<boolean> => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const nonce = randomUUID()
    echo = { nonce, arrived: () => resolve(true) }
    const cancel = clock.after(echoWithinMs, () => resolve(false))
    const stop = () => resolve(false)
    stopping.signal.addEventListener('abort', stop, { once: true })
    try {
      await notify([`${self}|echo|${nonce}`])
      return await promise
    } catch {
      return false
    } finally {
      echo = null
      cancel()
      stopping.signal.removeEventListener('abort', stop)
    }
  }

  /** Listens on one connection until that fails. True when it has worked at all. */
  const listen = async (): Promise<boolean> => {
    const client = new Client({
      ...options.config,
      application_name: options.config.application_name ?? 'relevo',
      keepAlive: true,
      connectionTimeoutMillis: options.connectTimeoutMs,
      query_timeout: echoWithinMs,
    })
    const ended = new AbortController()
    const end = () => ended.abort()
    client.on('error', end)
    client.on('end', end)
    client.on('notification', ({ payload }) => receive(payload ?? ''))
    stopping.signal.addEventListener('abort', end, { once: true })
    let worked = false
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      while (!ended.signal.aborted && (await hearsItself())) {
        if (!heard) logger.debug('hears the news of other replicas')
        heard = true
        worked = true
        complained = false
        await sleep(clock, echoEveryMs, ended.signal)
      }
    } finally {
      heard = false
      stopping.signal.removeEventListener('abort', end)
      client.end().catch(() => undefined)
    }
    return worked
  }

  const run = async (): Promise<void> => {
    for (let pauseMs = firstPauseMs; !stopping.signal.aborted; ) {
      let worked = false
      try {
        worked = await listen()
      } catch (error) {
        logger.debug({ err: error }, 'the connection for news of other replicas failed')
      }
      if (stopping.signal.aborted) return
      if (!worked && !complained) {
        complained = true
        logger.warn(
          'PostgreSQL does not pass on messages between replicas (a pooler in transaction mode does not); looking every second instead',
        )
      }
      pauseMs = worked ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2)
      await sleep(clock, pauseMs, stopping.signal)
    }
  }

  return {
    start() {
      running ??= run()
    },
    publish(topic, subject) {
      if (stopping.signal.aborted) return
      gathered.set(topic, (gathered.get(topic) ?? new Set()).add(subject))
      cancelFlush ??= clock.after(gatherMs, () => {
        cancelFlush = null
        flushing = flush()
      })
    },
    subscribe(listener) {
      const entry = (topic: Topic, subject: string) => listener(topic, subject)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    hears: () => heard,
    async close() {
      if (!stopping.signal.aborted && cancelFlush !== null) {
        cancelFlush()
        flushing = flush()
      }
      stopping.abort()
      await flushing
      await running
    },
  }
}
