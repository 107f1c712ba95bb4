import type { Configuration } from '../schemas/configuration.ts'
import type { BridgeEvent } from './bridge/bridge.ts'
import type { Classifier } from './classify/classifier.ts'
import { createRulesClassifier } from './classify/create-rules-classifier.ts'
import { defaultCategories } from './classify/default-categories.ts'
import { openDatabase } from './database/open-database.ts'
import type { Helpdesk } from './helpdesk/helpdesk.ts'
import { openHelpdesks } from './helpdesk/registry.ts'
import type { IntakeEvent } from './intake/intake-event.ts'
import { createLedger } from './ledger/create-ledger.ts'
import type { Ledger } from './ledger/ledger.ts'
import { observeBridge, observeIntake } from './observe.ts'
import { type Clock, systemClock } from './ops/clock.ts'
import { createHealth, type Health } from './ops/create-health.ts'
import { createMetrics, type Metrics } from './ops/create-metrics.ts'
import type { ReadFigures } from './ops/figures.ts'
import type { Logger } from './ops/logger.ts'

/** What one process is made of. `worker` and `app` take it; nothing reaches around it. */
export interface Dependencies {
  config: Configuration
  clock: Clock
  logger: Logger
  ledger: Ledger
  helpdesks: Map<string, Helpdesk>
  classifier: Classifier
  metrics: Metrics
  health: Health
  observeIntake: (event: IntakeEvent) => void
  observeBridge: (helpdesk: string, event: BridgeEvent) => void
  /** Closes help desks, then the ledger. The worker must have stopped before. */
  close(): Promise<void>
}

export interface DependencyOptions {
  config: Configuration
  logger: Logger
  clock?: Clock
  /** Whether this process is the service of its data folder; commands that only look are not. */
  exclusive: boolean
}

/** Wires the system: the one place that knows every room's factory. Throws `DatabaseRefused`. */
export const createDependencies = async (options: DependencyOptions): Promise<Dependencies> => {
  const { config, logger, clock = systemClock, exclusive } = options
  const database = await openDatabase({
    dataDir: config.store.dataDir,
    databaseUrl: config.store.databaseUrl,
    exclusive,
    logger: logger.child({ room: 'database' }),
  })
  const ledger = createLedger({ database, clock, logger: logger.child({ room: 'ledger' }) })
  const figures: ReadFigures = {
    ledger: () => ledger.stats(),
    helpdesks: () =>
      [...helpdesks].map(([name, helpdesk]) => ({
        name,
        availability: helpdesk.availability(),
        budget: helpdesk.budget(),
      })),
    alertAfterMs: config.delivery.alertAfter,
  }
  const metrics = createMetrics({ figures, now: clock.now })
  const helpdesks = openHelpdesks(config, {
    clock,
    logger: logger.child({ room: 'helpdesk' }),
    observe: (call) => metrics.called(call.helpdesk, call.operation, call.outcome, call.ms / 1000),
  })
  return {
    config,
    clock,
    logger,
    ledger,
    helpdesks,
    classifier: createRulesClassifier({ categories: config.categories ?? defaultCategories }),
    metrics,
    health: createHealth({ probeStore: () => ledger.probe(), figures, clock }),
    observeIntake: observeIntake(metrics),
    observeBridge: observeBridge(metrics),
    close: async () => {
      await Promise.all([...helpdesks.values()].map((helpdesk) => helpdesk.close()))
      await ledger.close()
    },
  }
}
