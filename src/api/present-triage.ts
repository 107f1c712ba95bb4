import type {
  TriagedTicketAnswer,
  TriageRunAnswer,
  TriageStatusAnswer,
  TriageUndoAnswer,
} from '../../schemas/triage-api.ts'
import type { CategoryStatus, HelpdeskStatus, TriageStatus, UndoReport } from '../triage/triage.ts'
import type { RunSummary, TriageCounts, TriageTicket } from '../triage/triage-store.ts'

/** How triage is doing, as `/v1` and `--json` tell it. */
export const presentTriageStatus = (status: TriageStatus): TriageStatusAnswer => ({
  stopped: status.stopped === null ? null : { at: time(status.stopped.at), who: status.stopped.who },
  helpdesks: status.helpdesks.map(presentHelpdesk),
  categories: status.categories.map(presentCategory),
  learning: {
    enabled: status.learning.enabled,
    last_at: timeOrNull(status.learning.lastAt),
    last_result: status.learning.lastResult,
    next_at: timeOrNull(status.learning.nextAt),
    new_labels: status.learning.newLabels,
    drift: status.learning.drift.map(({ isOver, ...figure }) => ({ ...figure, is_over: isOver })),
  },
})

const presentHelpdesk = (helpdesk: HelpdeskStatus): TriageStatusAnswer['helpdesks'][number] => ({
  helpdesk: helpdesk.helpdesk,
  vendor: helpdesk.vendor,
  polled_at: timeOrNull(helpdesk.polledAt),
  caught_up_at: timeOrNull(helpdesk.caughtUpAt),
  changed_until: timeOrNull(helpdesk.changedUntil),
  read: helpdesk.read,
  events: {
    state: helpdesk.events.state,
    last_at: timeOrNull(helpdesk.events.lastAt),
    told: helpdesk.events.told,
    missed: helpdesk.events.missed,
  },
  counts: presentCounts(helpdesk.counts),
  problems: helpdesk.problems,
})

const presentCounts = (counts: TriageCounts): TriageStatusAnswer['helpdesks'][number]['counts'] => ({
  seen: counts.seen,
  predicted: counts.predicted,
  skipped: counts.skipped,
  by_category: counts.byCategory,
  by_decider: counts.byDecider,
  by_state: Object.fromEntries(Object.entries(counts.byState)),
  not_written: counts.left,
  due: counts.due,
  oldest_due_at: timeOrNull(counts.oldestDue),
})

const presentCategory = ({
  category,
  mode,
  modeBy,
  threshold,
}: CategoryStatus): TriageStatusAnswer['categories'][number] => ({
  category,
  mode,
  mode_by: modeBy,
  threshold,
})

/** One ticket as triage has seen it. */
export const presentTriagedTicket = (ticket: TriageTicket): TriagedTicketAnswer => ({
  helpdesk: ticket.helpdesk,
  ticket_id: ticket.ticketId,
  created_at: time(ticket.createdAt),
  changed_at: time(ticket.changedAt),
  skipped: ticket.skipped,
  prediction: presentPrediction(ticket),
  control: ticket.control,
  state: ticket.state,
  action: ticket.action,
  why: ticket.why,
  run: ticket.run,
  changes: ticket.planned?.changes.map(({ field, before, after }) => ({ field, before, after })) ?? [],
  tags_added: ticket.planned?.tags ?? [],
  written_at: timeOrNull(ticket.wroteAt),
  left_with: ticket.left,
  outcome: ticket.outcome,
})

const presentPrediction = ({ prediction, predictedAt }: TriageTicket): TriagedTicketAnswer['prediction'] =>
  prediction === null || predictedAt === null
    ? null
    : {
        at: time(predictedAt),
        category: prediction.category,
        is_decided: prediction.isDecided,
        confidence: prediction.confidence,
        decided_by: prediction.decidedBy,
        runner_up: prediction.runnerUp,
        model: prediction.model,
        language: prediction.language,
        values: prediction.values,
        tags: prediction.tags,
        reasons: prediction.reasons,
      }

/** What was written on one day. */
export const presentRun = (run: RunSummary): TriageRunAnswer => ({
  id: run.id,
  helpdesk: run.helpdesk,
  began_at: time(run.beganAt),
  model: run.model,
  applied: run.applied,
  routed: run.routed,
  suggested: run.suggested,
  undone: run.undone,
})

/** What came of taking a run back. */
export const presentUndo = ({ failed, ...report }: UndoReport): TriageUndoAnswer => ({
  ...report,
  failed: failed.map(({ ticketId, why }) => ({ ticket_id: ticketId, why })),
})

/** The end of the year 9999: later times have no form that everybody reads. A help desk's nonsense must not make a list unreadable. */
const latest = 253_402_300_799_999

const time = (at: number): string => new Date(Math.min(Math.max(0, at), latest)).toISOString()

const timeOrNull = (at: number | null): string | null => (at === null || at === 0 ? null : time(at))
