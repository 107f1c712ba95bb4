import type { Configuration } from '../../schemas/configuration.ts'
import type { Access } from '../access/access.ts'
import type { Users } from '../access/users/users.ts'
import type { Assist } from '../assist/assist.ts'
import type { BundleStore } from '../classify/bundles/bundle.ts'
import type { Classifier } from '../classify/classifier.ts'
import type { FieldSchema } from '../helpdesk/helpdesk.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { Health } from '../ops/create-health.ts'
import type { ReadFigures } from '../ops/figures.ts'
import type { Logger } from '../ops/logger.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { KnownNames } from '../policy/compile-context.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import type { PolicyFile } from '../policy/policy-file.ts'
import type { Switches } from '../switches/switches.ts'
import type { Tickets } from '../tickets/tickets.ts'
import type { Triage } from '../triage/triage.ts'

/** What the pages stand on: the doors of the rooms below. Opened at the first visit, so that a start loads nothing of it. */
export interface DeskDependencies {
  config: Configuration
  ledger: Ledger
  access: Pick<Access, 'keys' | 'trail'>
  users: Users
  tickets: Tickets
  /** Null: it is not configured. */
  triage: Triage | null
  inbox: Inbox
  assist: Assist
  outbox: Outbox
  switches: Switches
  classifier: Classifier
  /** The models there are, and which of them is in use. */
  bundles: BundleStore
  policy: PolicyControl
  /** Null: the rules stand within the configuration, or there are none. */
  policyFile: PolicyFile | null
  policyNames: KnownNames
  /** The fields of the account's ticket form; null: the help desk does not tell them now. */
  ticketFields: (helpdesk: string, signal?: AbortSignal) => Promise<FieldSchema | null>
  health: Health
  figures: ReadFigures
  clock: Clock
  logger: Logger
}
