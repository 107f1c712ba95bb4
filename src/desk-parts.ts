import type { Configuration } from '../schemas/configuration.ts'
import type { Access } from './access/access.ts'
import type { Classifier } from './classify/classifier.ts'
import type { Database } from './database/database.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Clock } from './ops/clock.ts'
import type { Health } from './ops/create-health.ts'
import type { Metrics } from './ops/create-metrics.ts'
import type { ReadFigures } from './ops/figures.ts'
import type { Logger } from './ops/logger.ts'
import type { PolicyControl } from './policy/policy-control.ts'
import type { Switches } from './switches/switches.ts'
import type { Tickets } from './tickets/tickets.ts'
import type { Triage } from './triage/triage.ts'

/** What the desk is made over: parts of the process, as `Dependencies` has them. */
export interface DeskParts {
  config: Configuration
  clock: Clock
  logger: Logger
  replica: string
  database: Database
  ledger: Ledger
  access: Access
  switches: Switches
  policy: PolicyControl
  classifier: Classifier
  tickets: Tickets
  triage: Triage | null
  metrics: Metrics
  health: Health
  figures: ReadFigures
}
