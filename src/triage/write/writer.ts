import type { CallOptions, Helpdesk, Read } from '../../helpdesk/helpdesk.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { AccountChoices } from '../decide/account-choices.ts'
import type { TriageSettings } from '../settings.ts'
import type { Thresholds } from '../thresholds.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { Hint, TriageStore } from '../triage-store.ts'

/** Writes what is due at one help desk, and puts back what a write of ours has covered. */
export interface Writer {
  /** Begins to look for what is due. A repeat changes nothing. */
  start(): void
  /** Begins nothing more; what was sent is waited for, what was not is given back. Resolves when all of it has ended. */
  stop(): Promise<void>
  /** Something may be due, or an event came in, which may have told something: the store forgets that once the ticket was read. */
  poke(hint?: Hint): void
}

/** The part of the help desk's door that is written through. */
export type WriteDesk = Pick<
  Helpdesk,
  | 'name'
  | 'readOrigins'
  | 'change'
  | 'addNote'
  | 'hasMarkedMessage'
  | 'listGroups'
  | 'fieldSchema'
  | 'availability'
  | 'onAvailability'
>

/** What the account has to choose from; a failure is one that passes. */
export type ReadChoices = (options: CallOptions) => Promise<Read<AccountChoices>>

export interface WriterOptions {
  helpdesk: WriteDesk
  store: TriageStore
  settings: TriageSettings
  thresholds: Thresholds
  clock: Clock
  logger: Logger
  /** 0 (inclusive) to 1, for jitter. */
  random: () => number
  observe: (event: TriageEvent) => void
  /** After a lost answer: how long its effect may take, ms. */
  settleMs: number
  /** The help desk's time-out for one request, ms. */
  requestTimeoutMs: number
  /** Tickets under way at once; enough that the budget is what they wait for. Default 16. */
  concurrency?: number
  /** Absent: asked of the help desk, which remembers them for minutes. */
  choices?: ReadChoices
}
