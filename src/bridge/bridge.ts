import type { Source } from '../../schemas/configuration.ts'
import type { AttachmentsConfig, DeliveryConfig } from '../../schemas/delivery-configuration.ts'
import type { TicketRef } from '../../schemas/handoff.ts'
import type { Classifier } from '../classify/classifier.ts'
import type { Failure, Helpdesk } from '../helpdesk/helpdesk.ts'
import type { Flag, Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { CompiledPolicy } from '../policy/policy.ts'
import type { FallbackMailer } from './fallback-mailer.ts'

/** Works off the hand-offs of one help desk. */
export interface Bridge {
  /** Begins to claim. A repeat changes nothing. */
  start(): void
  /**
   * Claims nothing more, lets deliveries finish, and gives back those that were not sent yet. Resolves after `deadlineMs` at
   * the latest; `left` writes are then still under way, and stay marked for whoever claims them next.
   */
  stop(options: { deadlineMs: number }): Promise<{ left: number }>
}

export interface BridgeOptions {
  ledger: Ledger
  helpdesk: Helpdesk
  classifier: Classifier
  sources: Record<string, Source>
  config: BridgeConfig
  /** The company's rules as they are now; they may be exchanged while the bridge runs. */
  policy: () => CompiledPolicy | null
  /** Whether the hand-offs of a source are to wait; nothing new is sent for them then. Absent: never. */
  isPaused?: (source: string) => boolean
  /** Hand-offs under way at once. */
  concurrency: number
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1, for jitter. */
  random: () => number
  /** Names this process in leases; must not be shared with another one. */
  owner: string
  /** The help desk that takes over when this one has been away too long; null: none. */
  fallback: FallbackHelpdesk | null
  fallbackMailer: FallbackMailer | null
  observe: (event: BridgeEvent) => void
}

export interface FallbackHelpdesk {
  helpdesk: Pick<Helpdesk, 'name' | 'availability'>
  /** How long a hand-off must have been open, ms. */
  after: number
}

export interface BridgeConfig {
  delivery: DeliveryConfig
  attachments: AttachmentsConfig
  classification: { note: boolean }
  /** Language of texts when neither the hand-off nor its source names one. */
  language: string
  publicUrl: string | null
  /** The help desk's time-out for one request, ms. */
  requestTimeoutMs: number
}

/** What metrics are counted from. `source` is the configured name; nothing here is personal. */
export type BridgeEvent =
  | {
      kind: 'attempt'
      source: string
      outcome: 'delivered' | 'retry' | 'settling' | 'held' | 'parked' | 'moved' | 'lost' | 'defect'
      failure: Failure['kind'] | null
    }
  | { kind: 'delivered'; source: string; action: TicketRef['action']; attempts: number; tookMs: number }
  | { kind: 'parked'; source: string }
  | { kind: 'flagged'; source: string; flag: Flag }
  | { kind: 'reconciled'; source: string; result: 'adopted' | 'absent' | 'cannot-tell' }
  /** A template of a rule could not be rendered; what it was for is left out. */
  | { kind: 'policy-problem'; source: string; rule: string; field: string; message: string }
  | { kind: 'escalation'; source: string; outcome: 'escalated' | 'skipped' | 'retry' }
  | { kind: 'mailed'; source: string; outcome: 'sent' | 'failed' }
  | { kind: 'ledger-unavailable'; code: string }
