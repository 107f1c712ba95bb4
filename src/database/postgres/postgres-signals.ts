import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { Client, type ClientConfig } from 'pg'
import { type Clock, sleep } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Signals, Topic } from '../database.ts'
import type { Tables } from '../tables.ts'

export interface PostgresSignals extends Signals {
  start(): void
  /** Idempotent. Waits a second at most for what is being said. */
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
const closeWithinMs = 1000
const longestPauseMs = 30_000
const longestOutagePauseMs = 4_000
const messageBytes = 7000
const topics: readonly Topic[] = ['due', 'settled', 'switched']

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
  let flushing: Promise<void> | null = null
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

  const send = async (): Promise<void> => {
    const messages = [...gathered].flatMap(([topic, subjects]) => compose(topic, subjects))
    gathered.clear()
    try {
      await notify(messages)
    } catch (error) {
      // Those who wait look for themselves, a little later.
      logger.debug({ err: error }, 'news for other replicas could not be sent')
    }
  }
  const flush = (): void => {
    cancelFlush?.()
    cancelFlush = null
    flushing = send().finally(() => {
      flushing = null
      if (gathered.size > 0) flushSoon()
    })
  }
  /** One at a time: a slow store must not have all its connections taken by messages. */
  const flushSoon = (): void => {
    if (stopping.signal.aborted || flushing !== null) return
    cancelFlush ??= clock.after(gatherMs, flush)
  }

  /** Whether a message of our own comes back in time; null when it could not even be sent. */
  const hearsItself = async (): Promise<boolean | null> => {
    const { promise, resolve } = Promise.withResolvers<boolean | null>()
    const nonce = randomUUID()
    let sent = false
    echo = { nonce, arrived: () => resolve(true) }
    const cancel = clock.after(echoWithinMs, () => resolve(sent ? false : null))
    const stop = () => resolve(null)
    stopping.signal.addEventListener('abort', stop, { once: true })
    notify([`${self}|echo|${nonce}`]).then(
      () => {
        sent = true
      },
      () => resolve(null),
    )
    try {
      return await promise
    } finally {
      echo = null
      cancel()
      stopping.signal.removeEventListener('abort', stop)
    }
  }

  /** Listens on one connection until that fails. `deaf`: all went well, and nothing was heard. */
  const listen = async (): Promise<'worked' | 'deaf' | 'failed'> => {
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
    const stop = () => client.connection.stream.destroy()
    stopping.signal.addEventListener('abort', stop, { once: true })
    let worked = false
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      for (;;) {
        const hearing = ended.signal.aborted ? null : await hearsItself()
        if (ended.signal.aborted || hearing === null) return worked ? 'worked' : 'failed'
        if (!hearing) return worked ? 'worked' : 'deaf'
        if (!heard) logger.debug('hears the news of other replicas')
        heard = true
        worked = true
        complained = false
        await sleep(clock, echoEveryMs, ended.signal)
      }
    } finally {
      heard = false
      stopping.signal.removeEventListener('abort', stop)
      // Not `end`, which waits for an answer.
      stop()
    }
  }

  const listenOnce = async (): Promise<'worked' | 'deaf' | 'failed'> => {
    try {
      return await listen()
    } catch (error) {
      logger.debug({ err: error }, 'the connection for news of other replicas failed')
      return 'failed'
    }
  }

  const run = async (): Promise<void> => {
    for (let pauseMs = firstPauseMs; !stopping.signal.aborted; ) {
      const outcome = await listenOnce()
      if (stopping.signal.aborted) return
      if (outcome === 'deaf' && !complained) {
        complained = true
        logger.warn(
          'PostgreSQL does not pass on messages between replicas (a pooler in transaction mode does not); looking every second instead',
        )
      }
      // Who is deaf behind a pooler stays so; a store that was away is back any moment.
      if (outcome === 'worked') pauseMs = firstPauseMs
      await sleep(clock, pauseMs, stopping.signal)
      pauseMs = Math.min(outcome === 'deaf' ? longestPauseMs : longestOutagePauseMs, pauseMs * 2)
    }
  }

  return {
    start() {
      running ??= run()
    },
    publish(topic, subject) {
      if (stopping.signal.aborted) return
      gathered.set(topic, (gathered.get(topic) ?? new Set()).add(subject))
      flushSoon()
    },
    subscribe(listener) {
      const entry = (topic: Topic, subject: string) => listener(topic, subject)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    hears: () => heard,
    async close() {
      if (!stopping.signal.aborted && cancelFlush !== null) flush()
      stopping.abort()
      const ended = Promise.all([flushing, running])
      const patience = new AbortController()
      await Promise.race([ended, setTimeout(closeWithinMs, undefined, patience).catch(() => undefined)])
      patience.abort()
    },
  }
}
