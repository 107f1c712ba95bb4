import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { TriageSettings } from '../settings.ts'
import type { Thresholds } from '../thresholds.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { TriageStore } from '../triage-store.ts'
import type { OpenRun } from './create-run-opener.ts'
import type { Stillness } from './create-stillness.ts'
import type { StopWatch } from './create-stop-watch.ts'
import type { ReadChoices, WriteDesk } from './writer.ts'

/** What the steps of a write share. */
export interface WriteTools {
  helpdesk: WriteDesk
  store: TriageStore
  settings: TriageSettings
  thresholds: Thresholds
  choices: ReadChoices
  openRun: OpenRun
  stillness: Stillness
  stopWatch: StopWatch
  clock: Clock
  logger: Logger
  random: () => number
  observe: (event: TriageEvent) => void
  settleMs: number
  requestTimeoutMs: number
  /** Aborts when the process ends. */
  stopping: AbortSignal
  /** A choice that the help desk refuses is told once, not with each ticket. */
  tellRefused: (field: string, value: string) => void
  /** How often somebody else was quicker, by ticket. */
  conflicts: Map<string, number>
}

/** So long a write waits for its turn in the budget; then the ticket is read anew. */
export const patienceMs = 120_000
