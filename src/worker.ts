import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Configuration } from '../schemas/configuration.ts'
import type { Bridge, BridgeEvent } from './bridge/bridge.ts'
import { createBridge } from './bridge/create-bridge.ts'
import type { Delivery } from './delivery.ts'
import type { Dependencies } from './dependencies.ts'
import { createRetention } from './retention.ts'

/** Everything that works in the background of one process: a bridge for each help desk, and retention. */
export interface Worker {
  start(): void
  /** Drains; resolves after `deadlineMs` at the latest with the writes that were still under way. */
  stop(options: { deadlineMs: number }): Promise<{ left: number }>
}

export const createWorker = (dependencies: Dependencies, delivery: Delivery): Worker => {
  const { config, ledger, clock, logger, observeBridge } = dependencies
  const { helpdesks, classifier, fallbackMailer } = delivery
  // Unique for this run: a process that restarts with the same pid in a new container must not inherit leases.
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const bridges: Bridge[] = [...helpdesks].map(([name, helpdesk]) =>
    createBridge({
      ledger,
      helpdesk,
      classifier,
      sources: config.sources,
      config: bridgeConfig(config, name),
      concurrency: config.helpdesks[name]?.concurrency ?? 8,
      clock,
      logger: logger.child({ room: 'bridge' }),
      random: Math.random,
      owner,
      fallbackMailer,
      observe: (event: BridgeEvent) => observeBridge(name, event),
    }),
  )
  const retention = createRetention({
    ledger,
    keepMs: config.retention.payloads,
    clock,
    logger: logger.child({ room: 'retention' }),
  })
  return {
    start: () => {
      for (const bridge of bridges) bridge.start()
      retention.start()
    },
    stop: async (options) => {
      const [, ...stopped] = await Promise.all([
        retention.stop(),
        ...bridges.map((bridge) => bridge.stop(options)),
      ])
      return { left: stopped.reduce((sum, { left }) => sum + left, 0) }
    },
  }
}

const bridgeConfig = (config: Configuration, helpdesk: string) => ({
  delivery: config.delivery,
  attachments: config.attachments,
  classification: config.classification,
  language: config.language,
  publicUrl: config.publicUrl ?? null,
  requestTimeoutMs: config.helpdesks[helpdesk]?.timeouts.request ?? 30_000,
})
