import type { TriageMode } from '../../schemas/triage.ts'
import type { TriageReport, TriageThreshold } from '../../schemas/triage-report.ts'
import type { RunSummary, Switch, TicketListQuery, TriageCounts, TriageTicket } from './triage-store.ts'

/**
 * The door of triage for people and programs: types only. Every verb may reject with `TriageUnavailable`. `who` is as in the audit
 * trail; keeping the trail is the caller's.
 */
export interface Triage {
  /** The only one that is triaged, else `main` or the first. */
  readonly defaultHelpdesk: string
  status(): Promise<TriageStatus>
  /** Figures of what was predicted since (ms) at one help desk; null: it is not triaged. */
  report(query: { helpdesk: string; since: number }): Promise<TriageReport | null>
  tickets(query: TicketListQuery): Promise<{ tickets: TriageTicket[]; next: string | null }>
  ticket(helpdesk: string, ticketId: string): Promise<TriageTicket | null>

  /** Nothing is written any more, from the next ticket on; predictions go on. Safe to repeat. */
  stop(who: string): Promise<void>
  resume(who: string): Promise<void>
  /** Of one category while the service runs, before what is configured; null: as configured. False: there is no such category. */
  setMode(category: string, mode: TriageMode | null, who: string): Promise<boolean>

  runs(query: { limit: number }): Promise<RunSummary[]>
  /** Null: there is no such run. Safe to repeat, and to go on with after an end. */
  undo(
    run: string,
    options: { who: string; signal: AbortSignal; onProgress: (done: number, of: number) => void },
  ): Promise<UndoReport | null>

  /** Trains now, in the background. `busy`: one is under way. `off`: there is nothing to learn with, and why. */
  learn(who: string): Promise<{ kind: 'begun' } | { kind: 'busy' } | { kind: 'off'; why: string }>
}

export interface UndoReport {
  run: string
  /** Taken back. */
  undone: number
  /** Somebody has changed it since, solved it, or it is gone: it stays. */
  touched: number
  /** Already taken back before. */
  before: number
  /** Could not be reached, or its effect is unknown; a repeat tries again. */
  failed: { ticketId: string; why: string }[]
}

export interface TriageStatus {
  /** Null: the switch is not set. */
  stopped: Switch | null
  helpdesks: HelpdeskStatus[]
  categories: CategoryStatus[]
  learning: LearningStatus
}

export interface HelpdeskStatus {
  helpdesk: string
  vendor: string
  /** Null: nothing has been read yet. */
  polledAt: number | null
  caughtUpAt: number | null
  changedUntil: number | null
  read: number
  /** `off`: none are configured. `silent`: configured, and none came for a day. `arriving`. */
  events: { state: 'off' | 'silent' | 'arriving'; lastAt: number | null; told: number; missed: number }
  counts: TriageCounts
  /** What stands in the way, in plain words: a group that is not there any more, credentials, an outage. */
  problems: string[]
}

export interface CategoryStatus {
  category: string
  mode: TriageMode
  /** Where that comes from. */
  modeBy: 'configuration' | 'switch'
  threshold: TriageThreshold
}

export interface LearningStatus {
  enabled: boolean
  /** ms; null: never. */
  lastAt: number | null
  lastResult: string | null
  nextAt: number | null
  /** Resolved by agents since the last training. */
  newLabels: number
  drift: DriftFigure[]
}

/** How far the last days are from what the model in use was trained on. */
export interface DriftFigure {
  kind: 'inputs' | 'labels' | 'calibration'
  /** Population stability index for `inputs` and `labels`, expected calibration error for `calibration`. */
  value: number
  limit: number
  isOver: boolean
  texts: number
}
