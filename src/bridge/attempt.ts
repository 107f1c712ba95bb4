import type { Source } from '../../schemas/configuration.ts'
import type { Classifier } from '../classify/classifier.ts'
import type { CallOptions, Helpdesk, Lane } from '../helpdesk/helpdesk.ts'
import type { Claim, Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { CompiledPolicy } from '../policy/policy.ts'
import type { AskRequester } from './ask-requester.ts'
import type { BridgeConfig, BridgeEvent } from './bridge.ts'
import type { StepTimes } from './decide-next-step.ts'
import type { AttachmentFetcher } from './fetch-attachments.ts'

/** What every attempt works with. */
export interface DeliveryTools {
  ledger: Ledger
  helpdesk: Helpdesk
  classifier: Classifier
  sources: Record<string, Source>
  config: BridgeConfig
  policy: () => CompiledPolicy | null
  isPaused: (source: string) => boolean
  askRequester: AskRequester
  fetcher: AttachmentFetcher
  clock: Clock
  random: () => number
  observe: (event: BridgeEvent) => void
  /** The address that fallback mails come from; null without a fallback. */
  mailSender: string | null
  /** Since when the help desk has been open, as far as this process knows. */
  openSince: () => number
}

/** One claim being worked on. */
export interface Attempt {
  claim: Claim
  lost: AbortSignal
  stopping: AbortSignal
}

export const isOver = ({ lost, stopping }: Attempt): boolean => lost.aborted || stopping.aborted

/** Options of a call that only reads, so that it may be cut at any time. */
export const readOptions = (attempt: Attempt, lane: Lane): CallOptions => ({
  lane,
  signal: AbortSignal.any([attempt.lost, attempt.stopping]),
  reference: attempt.claim.entry.id,
})

/** The times that decide when a marked write is settled. A write waits for its turn no longer than a lease. */
export const timesOf = ({ config }: Pick<DeliveryTools, 'config'>): StepTimes => ({
  settleMs: config.delivery.settle,
  requestTimeoutMs: config.requestTimeoutMs,
  patienceMs: config.delivery.lease,
})
