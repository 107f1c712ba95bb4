import type { Test } from 'tap'
import { attachmentsSchema, deliverySchema } from '../../schemas/delivery-configuration.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import type { BridgeEvent, BridgeOptions } from '../../src/bridge/bridge.ts'
import { createBridge } from '../../src/bridge/create-bridge.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import type { Entry, Ledger } from '../../src/ledger/ledger.ts'
import { requesterKey } from '../../src/ledger/requester-key.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import type { Logger } from '../../src/ops/logger.ts'
import { makeClassification, makeHandoff, makeSource } from './make-handoff.ts'
import { createScriptedHelpdesk, type ScriptedHelpdesk } from './scripted-helpdesk.ts'

/** Quick enough for tests, slow enough for a busy machine. */
export const quickDelivery = {
  ...deliverySchema.parse({}),
  lease: 2_000,
  settle: 60,
  retryFirst: 20,
  retryCeiling: 100,
}

export const collectLogs = () => {
  const lines: { level: string; line: string }[] = []
  const at =
    (level: string) =>
    (...parts: unknown[]) => {
      const text = parts.map((part) =>
        JSON.stringify(part, (_key, value) =>
          value instanceof Error ? `${value.name}: ${value.message}` : value,
        ),
      )
      lines.push({ level, line: text.join(' ') })
    }
  const logger: Logger = {
    level: 'trace',
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    silent: () => {},
    child: () => logger,
  }
  return { logger, lines }
}

/** Resolves when `check` is true; the test's own time-out ends a wait for nothing. */
export const until = async (check: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 3))
}

export const openLedger = async (
  t: Test,
  clock: Clock = systemClock,
  dataDir = t.testdir(),
): Promise<Ledger> => {
  const { logger } = collectLogs()
  const database = await openDatabase({ dataDir, exclusive: true, logger })
  const ledger = createLedger({ database, clock, logger })
  // Timers of the real clock keep no process alive; in a test nothing else does.
  const alive = setInterval(() => {}, 1000)
  t.teardown(async () => {
    clearInterval(alive)
    await ledger.close()
  })
  return ledger
}

let delivery = 0

export const putHandoff = async (
  ledger: Ledger,
  over: Partial<Handoff> = {},
  source = 'botpress',
): Promise<string> => {
  const handoff = makeHandoff(over)
  delivery += 1
  const put = await ledger.put({
    source,
    helpdesk: 'main',
    requesterKey: requesterKey(handoff.requester),
    handoff,
    idempotency: { key: `k${delivery}`, fingerprint: 'f', expiresAt: null },
    requestId: 'r1',
    refusal: null,
  })
  if (put.kind !== 'stored') throw new Error('not stored')
  return put.id
}

export interface StartOptions extends Partial<Omit<BridgeOptions, 'config' | 'helpdesk'>> {
  ledger?: Ledger
  desk?: ScriptedHelpdesk
  helpdesk?: BridgeOptions['helpdesk']
  config?: Partial<BridgeOptions['config']>
  /** False: the test starts it. */
  started?: boolean
}

/** A bridge over a real ledger and, unless one is given, a scripted help desk. Stops itself. */
export const startBridge = async (t: Test, options: StartOptions = {}) => {
  const { desk = createScriptedHelpdesk(), config = {}, started = true, ...rest } = options
  const ledger = options.ledger ?? (await openLedger(t))
  const events: BridgeEvent[] = []
  const { logger, lines } = collectLogs()
  const bridge = createBridge({
    helpdesk: desk.helpdesk,
    classifier: { classify: async () => makeClassification() },
    sources: { botpress: makeSource({ tags: ['bot'] }) },
    policy: () => null,
    concurrency: 4,
    clock: systemClock,
    logger,
    random: Math.random,
    owner: 'worker-1',
    fallback: null,
    fallbackMailer: null,
    observe: (event) => events.push(event),
    ...rest,
    ledger,
    config: {
      delivery: quickDelivery,
      attachments: attachmentsSchema.parse({ allowPrivateAddresses: true }),
      classification: { note: false },
      language: 'en',
      publicUrl: null,
      requestTimeoutMs: 100,
      ...config,
    },
  })
  t.teardown(() => bridge.stop({ deadlineMs: 1000 }))
  if (started) bridge.start()
  return {
    bridge,
    desk,
    ledger,
    events,
    lines,
    put: (over: Partial<Handoff> = {}, source?: string) => putHandoff(ledger, over, source),
    settled: async (id: string): Promise<Entry> => {
      const entry = await ledger.waitUntilSettled(id, 20_000)
      if (entry === null || !['delivered', 'parked'].includes(entry.state)) {
        throw new Error(`still ${entry?.state}: ${entry?.why}`)
      }
      return entry
    },
    history: async (id: string) => (await ledger.history(id)).map(({ event }) => event),
  }
}
