import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Configuration } from '../schemas/configuration.ts'
import type { Access } from './access/access.ts'
import { createAccess } from './access/create-access.ts'
import type { BridgeEvent } from './bridge/bridge.ts'
import type { Classifier } from './classify/classifier.ts'
import type { Database } from './database/database.ts'
import { openDatabase } from './database/open-database.ts'
import type { Delivery } from './delivery.ts'
import type { Erasure } from './erasure/erasure.ts'
import type { IntakeEvent } from './intake/intake-event.ts'
import { createLedger } from './ledger/create-ledger.ts'
import type { Ledger } from './ledger/ledger.ts'
import { loadTickets } from './load-tickets.ts'
import { loadTriage } from './load-triage.ts'
import { observeBridge, observeIntake } from './observe.ts'
import type { OpenedDesk } from './open-desk.ts'
import { type Clock, systemClock } from './ops/clock.ts'
import { createHealth, type Health } from './ops/create-health.ts'
import type { Metrics } from './ops/create-metrics.ts'
import { deferMetrics } from './ops/defer-metrics.ts'
import type { ReadFigures } from './ops/figures.ts'
import type { Logger } from './ops/logger.ts'
import { noPolicy, type PolicyControl } from './policy/policy-control.ts'
import { createSharedClock } from './replicas/create-shared-clock.ts'
import { createSwitches } from './switches/create-switches.ts'
import type { Switches } from './switches/switches.ts'
import type { Tickets } from './tickets/tickets.ts'
import type { Triage } from './triage/triage.ts'
import type { TriageStore } from './triage/triage-store.ts'

/** What one process is made of. `app` and `worker` take it; nothing reaches around it. */
export interface Dependencies {
  config: Configuration
  /** Goes by the store's clock where several replicas share one. */
  clock: Clock
  logger: Logger
  /** Names this process, in leases and duties. Unique for this run: one that restarts must not inherit what it had. */
  replica: string
  database: Database
  ledger: Ledger
  /** Of people, in all rooms; loaded when it is wanted. */
  erasure: Erasure
  /** API keys and the audit trail. */
  access: Access
  /** What people pause while the service runs. */
  switches: Switches
  /** The company's rules as they are now; null without any. */
  policy: PolicyControl
  /** Waits for `loadDelivery` when asked before. */
  classifier: Classifier
  /** The same, and so does each of its verbs; `helpdesks` cannot wait and throws `TicketsUnavailable` until they are loaded. */
  tickets: Tickets
  /** Null: triage is not configured. Each of its verbs waits for `loadDelivery`. */
  triage: Triage | null
  /** Null, too. */
  triageStore: TriageStore | null
  metrics: Metrics
  health: Health
  /** What health and metrics are made of. */
  figures: ReadFigures
  observeIntake: (event: IntakeEvent) => void
  observeBridge: (helpdesk: string, event: BridgeEvent) => void
  /**
   * Loads and wires what delivers: help desks and classifier, and the metrics' library. Accepting needs none of it, so the
   * service listens first; it is a third of the code, and what a sender meets during a restart is shorter by that. A repeat
   * answers the same.
   */
  loadDelivery(): Promise<Delivery>
  /** The desk, over what delivers; null: it is switched off. A repeat answers the same. */
  loadDesk(): Promise<OpenedDesk | null>
  /** Closes help desks, then access, then the ledger. The worker must have stopped before. */
  close(): Promise<void>
}

export interface DependencyOptions {
  config: Configuration
  logger: Logger
  clock?: Clock
  /** Absent: there are no rules. */
  policy?: PolicyControl
  /** Of the process; absent: empty. Says where files that the configuration names are. */
  env?: Readonly<Record<string, string | undefined>>
  /** Whether this process is the service of its data folder; commands that only look are not. */
  exclusive: boolean
}

/** Wires the system: with `delivery.ts`, the one place that knows every room's factory. Throws `DatabaseRefused`. */
export const createDependencies = async (options: DependencyOptions): Promise<Dependencies> => {
  const { config, logger, exclusive } = options
  const replica = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const database = await openDatabase({
    dataDir: config.store.dataDir,
    databaseUrl: config.store.databaseUrl,
    connections: config.store.connections,
    exclusive,
    logger: logger.child({ room: 'database' }),
  })
  const clock = createSharedClock({
    clock: options.clock ?? systemClock,
    readTime: database.now,
    logger: logger.child({ room: 'replicas' }),
  })
  await clock.compare()
  clock.start()
  const ledger = createLedger({
    database,
    clock,
    sureTime: clock.sureTime,
    logger: logger.child({ room: 'ledger' }),
  })
  const access = createAccess({
    database,
    clock,
    logger: logger.child({ room: 'access' }),
    configuredKeys: config.api.keys,
    rateLimit: config.api.rateLimit,
  })
  const switches = createSwitches({ database, clock, logger: logger.child({ room: 'switches' }) })
  switches.start()
  const policy = options.policy ?? noPolicy
  const triageStore = config.triage?.enabled === true ? await openTriageStore(database, logger) : null
  let delivery: Delivery | null = null
  const figures: ReadFigures = {
    ledger: () => ledger.stats(),
    helpdesks: () =>
      [...(delivery?.helpdesks ?? [])].map(([name, helpdesk]) => ({
        name,
        availability: helpdesk.availability(),
        budget: helpdesk.budget(),
      })),
    alertAfterMs: config.delivery.alertAfter,
    ...(triageStore === null ? {} : { triage: async () => (await loadDelivery()).triage?.figures() ?? null }),
  }
  const metrics = deferMetrics(async () => {
    const { createMetrics } = await import('./ops/create-metrics.ts')
    return createMetrics({ figures, now: clock.now })
  })
  let loading: Promise<Delivery> | null = null
  const load = async (): Promise<Delivery> => {
    await metrics.load()
    const { createDelivery } = await import('./delivery.ts')
    delivery = await createDelivery({
      config,
      clock,
      logger,
      metrics,
      database,
      replica,
      policy: policy.current,
      ledger,
      triageStore,
      trail: access.trail,
    })
    return delivery
  }
  const loadTriageDoor = async (): Promise<Triage> => {
    const { triage } = await loadDelivery()
    if (triage === null) throw new Error('Triage is configured, and was not opened.')
    return triage.door
  }
  const loadDelivery = () => {
    loading ??= load()
    return loading
  }
  let desk: Promise<OpenedDesk | null> | null = null
  const openDeskOnce = async (): Promise<OpenedDesk | null> => {
    const loaded = await loadDelivery()
    const { inbox } = loaded
    if (inbox === null) return null
    const { openDesk } = await import('./open-desk.ts')
    return openDesk(parts, { ...loaded, inbox }, options.env ?? {})
  }
  const parts: Omit<Dependencies, 'loadDesk'> = {
    config,
    clock,
    logger,
    replica,
    database,
    ledger,
    access,
    switches,
    policy,
    classifier: { classify: async (input) => (await loadDelivery()).classifier.classify(input) },
    tickets: loadTickets({ load: loadDelivery, loaded: () => delivery }),
    triage: triageStore === null ? null : loadTriage(config, loadTriageDoor),
    triageStore,
    erasure: {
      erase: async (person, by) => {
        const { createErasure } = await import('./erasure/create-erasure.ts')
        return createErasure({ database, ledger, clock }).erase(person, by)
      },
    },
    metrics,
    health: createHealth({ probeStore: () => ledger.probe(), figures, clock }),
    figures,
    observeIntake: observeIntake(metrics),
    observeBridge: observeBridge(metrics),
    loadDelivery,
    close: async () => {
      clock.stop()
      await (await desk)?.close()
      await (await loading)?.close()
      await switches.stop()
      await access.close()
      await ledger.close()
    },
  }
  return {
    ...parts,
    loadDesk: () => {
      desk ??= openDeskOnce()
      desk.catch(() => {
        desk = null
      })
      return desk
    },
  }
}

/** A start without triage loads nothing of it. */
const openTriageStore = async (database: Database, logger: Logger): Promise<TriageStore> => {
  const { createTriageStore } = await import('./triage/store/create-triage-store.ts')
  return createTriageStore({ database, logger: logger.child({ room: 'triage' }) })
}
