import type { Configuration } from '../schemas/configuration.ts'
import { triageSchema } from '../schemas/triage-configuration.ts'
import type { Bridge, BridgeEvent, FallbackHelpdesk } from './bridge/bridge.ts'
import { createBridge } from './bridge/create-bridge.ts'
import { createEscalator, type Escalator } from './bridge/escalations/create-escalator.ts'
import { defaultCategories } from './classify/default-categories.ts'
import type { Delivery } from './delivery.ts'
import type { Dependencies } from './dependencies.ts'
import { createLineMending } from './line-mending.ts'
import type { OpenedDesk } from './open-desk.ts'
import { createDuties } from './replicas/create-duties.ts'
import { createRetention, type Purge } from './retention.ts'
import { createReviewer } from './review/create-reviewer.ts'
import { createWakeResumed } from './switches/wake-resumed.ts'

/** Everything that works in the background of one process: a bridge and an escalator for each help desk, and the duties of one for all. */
export interface Worker {
  start(): void
  /** Drains; resolves after `deadlineMs` at the latest with the writes that were still under way. */
  stop(options: { deadlineMs: number }): Promise<{ left: number }>
}

export const createWorker = (
  dependencies: Dependencies,
  delivery: Delivery,
  /** Null: there is none, or it is left to others. */
  desk: OpenedDesk | null = null,
): Worker => {
  const { config, ledger, clock, logger, replica, observeBridge } = dependencies
  const { helpdesks, classifier, fallbackMailer } = delivery
  const { switches } = dependencies
  const bridges: Bridge[] = [...helpdesks].map(([name, helpdesk]) =>
    createBridge({
      ledger,
      helpdesk,
      classifier,
      sources: config.sources,
      policy: dependencies.policy.current,
      isPaused: (source) => switches.isOn(`pause:source:${source}`),
      config: bridgeConfig(config, name),
      concurrency: config.helpdesks[name]?.concurrency ?? 8,
      clock,
      logger: logger.child({ room: 'bridge' }),
      random: Math.random,
      owner: replica,
      fallback: fallbackOf(config, name, helpdesks),
      fallbackMailer,
      observe: (event: BridgeEvent) => observeBridge(name, event),
    }),
  )
  const escalators: Escalator[] = [...helpdesks].map(([name, helpdesk]) =>
    createEscalator({
      ledger,
      helpdesk,
      sources: config.sources,
      config: bridgeConfig(config, name),
      clock,
      logger: logger.child({ room: 'bridge' }),
      random: Math.random,
      owner: replica,
      observe: (event: BridgeEvent) => observeBridge(name, event),
    }),
  )
  const duties = createDuties({
    duties: [
      {
        name: 'retention',
        begin() {
          const retention = createRetention({
            ledger,
            keepMs: config.retention.payloads,
            trail: dependencies.access.trail,
            tickets: delivery.tickets,
            triage: {
              store: async () => {
                const { createTriageStore } = await import('./triage/store/create-triage-store.ts')
                return createTriageStore({ database: dependencies.database, logger })
              },
              // Without the section nothing new comes in, and what is there ages as if it had the default.
              keepMs: (config.triage ?? triageSchema.parse({})).keep,
            },
            keepAuditMs: config.retention.audit,
            others: desk?.purges ?? [oldDesk(dependencies)],
            clock,
            logger: logger.child({ room: 'retention' }),
          })
          retention.start()
          return retention
        },
      },
      {
        name: 'lines',
        begin() {
          const mending = createLineMending({ ledger, clock, logger: logger.child({ room: 'ledger' }) })
          mending.start()
          return mending
        },
      },
      {
        name: 'reviews',
        begin() {
          const reviewer = createReviewer({
            ledger,
            helpdesks,
            categoryTags: tagsOf(config),
            clock,
            logger: logger.child({ room: 'review' }),
            observe: ({ source, decidedBy, category, outcome }) =>
              dependencies.metrics.reviewed(source, decidedBy, category, outcome),
          })
          reviewer.start()
          return reviewer
        },
      },
      ...(delivery.triage?.duties ?? []),
      ...(desk?.duties ?? []),
    ],
    database: dependencies.database,
    replica,
    clock,
    logger: logger.child({ room: 'replicas' }),
  })
  const wakeResumed = createWakeResumed({
    switches,
    sources: Object.keys(config.sources),
    wake: ledger.wake,
    clock,
    logger: logger.child({ room: 'switches' }),
  })
  return {
    start: () => {
      wakeResumed.start()
      desk?.start()
      for (const bridge of bridges) bridge.start()
      for (const escalator of escalators) escalator.start()
      duties.start()
    },
    stop: async (options) => {
      const [, ...stopped] = await Promise.all([
        Promise.all([
          duties.stop(),
          wakeResumed.stop(),
          desk?.stop(),
          ...escalators.map((escalator) => escalator.stop()),
        ]),
        ...bridges.map((bridge) => bridge.stop(options)),
      ])
      return { left: stopped.reduce((sum, { left }) => sum + left, 0) }
    },
  }
}

const tagsOf = ({ categories = defaultCategories }: Configuration): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(categories).map(([name, { tags }]) => [name, tags]))

const fallbackOf = (
  config: Configuration,
  name: string,
  helpdesks: Delivery['helpdesks'],
): FallbackHelpdesk | null => {
  const fallback = config.helpdesks[name]?.fallback
  const helpdesk = fallback === undefined ? undefined : helpdesks.get(fallback.helpdesk)
  return fallback === undefined || helpdesk === undefined ? null : { helpdesk, after: fallback.after }
}

const bridgeConfig = (config: Configuration, helpdesk: string) => ({
  delivery: config.delivery,
  attachments: config.attachments,
  classification: config.classification,
  language: config.language,
  publicUrl: config.publicUrl ?? null,
  requestTimeoutMs: config.helpdesks[helpdesk]?.timeouts.request ?? 30_000,
})

/** What a desk has left that is switched off; a service that never had one finds nothing. */
const oldDesk = ({ config, database, clock, logger }: Dependencies): Purge => ({
  what: 'desk',
  purge: async (options) => {
    const { createDeskPurges } = await import('./desk-purges.ts')
    let purged = 0
    for (const { purge } of createDeskPurges({ config, database, clock, logger }))
      purged += await purge(options)
    return purged
  },
})
