import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What happened in triage. Labels come from the configuration or from fixed lists. */
export type TriageMetric =
  | { kind: 'read'; helpdesk: string; changes: number; told: number; missed: number }
  | {
      kind: 'predicted'
      helpdesk: string
      decidedBy: string
      category: string | null
      confidence: number | null
    }
  | { kind: 'skipped'; helpdesk: string; why: string }
  | { kind: 'judged'; helpdesk: string; category: string; outcome: string }
  | { kind: 'written'; helpdesk: string; action: string; adopted: boolean }
  | { kind: 'left'; helpdesk: string; why: string }
  | { kind: 'mended'; helpdesk: string }
  | { kind: 'event'; helpdesk: string; outcome: string }
  | { kind: 'learnt'; outcome: string }

/** Readings for gauges; times are ms since the Unix epoch. */
export interface TriageFigures {
  isStopped: boolean
  helpdesks: { helpdesk: string; due: number; caughtUpAt: number; changedUntil: number }[]
  drift: { kind: string; value: number; limit: number }[]
}

export interface TriageMetrics {
  count(metric: TriageMetric): void
  show(figures: TriageFigures, now: number): void
  reset(): void
}

/** The metrics of triage, in the same registry as the others. */
export const createTriageMetrics = (registry: Registry): TriageMetrics => {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `relevo_triage_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `relevo_triage_${name}`, help, labelNames, registers })

  const changes = counter('changes_total', 'Changes of tickets that were read.', ['helpdesk'])
  const told = counter('changes_told_total', 'Those of them that an event had told.', ['helpdesk'])
  const missed = counter('changes_missed_total', 'Those that events had missed while they arrived.', [
    'helpdesk',
  ])
  const predicted = counter('predictions_total', 'Tickets of which something was predicted.', [
    'helpdesk',
    'decided_by',
    'category',
  ])
  const confidence = new Histogram({
    name: 'relevo_triage_confidence',
    help: 'How sure predictions are.',
    labelNames: ['category'],
    buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99],
    registers,
  })
  const skipped = counter('skipped_total', 'Tickets that are not triaged, by the reason.', [
    'helpdesk',
    'why',
  ])
  const judged = counter('judged_total', 'What came of predictions, when their tickets ended.', [
    'helpdesk',
    'category',
    'outcome',
  ])
  const written = counter('writes_total', 'Tickets that were written to.', ['helpdesk', 'action', 'adopted'])
  const left = counter('not_written_total', 'Tickets that were not written to, by the reason.', [
    'helpdesk',
    'why',
  ])
  const mended = counter(
    'mended_total',
    'Values of people that a write had covered, and that were put back.',
    ['helpdesk'],
  )
  const events = counter('events_total', "The help desk's events, by what came of them.", [
    'helpdesk',
    'outcome',
  ])
  const learnt = counter('trainings_total', 'Trainings, by what came of them.', ['outcome'])

  const stopped = gauge('stopped', '1 while nothing is written because somebody said so.')
  const due = gauge('due', 'Tickets that are still to be written to.', ['helpdesk'])
  const behind = gauge('behind_seconds', 'Since when the list of changes has not been read to its end.', [
    'helpdesk',
  ])
  const drift = gauge('drift', 'How far the last days are from what the model was trained on.', ['kind'])
  const driftLimit = gauge('drift_limit', 'From where on that is worth a look.', ['kind'])

  return {
    count(metric) {
      switch (metric.kind) {
        case 'read':
          changes.inc({ helpdesk: metric.helpdesk }, metric.changes)
          told.inc({ helpdesk: metric.helpdesk }, metric.told)
          missed.inc({ helpdesk: metric.helpdesk }, metric.missed)
          break
        case 'predicted': {
          const category = metric.category ?? 'unsure'
          predicted.inc({ helpdesk: metric.helpdesk, decided_by: metric.decidedBy, category })
          if (metric.confidence !== null) confidence.observe({ category }, metric.confidence)
          break
        }
        case 'skipped':
          skipped.inc({ helpdesk: metric.helpdesk, why: metric.why })
          break
        case 'judged':
          judged.inc({ helpdesk: metric.helpdesk, category: metric.category, outcome: metric.outcome })
          break
        case 'written':
          written.inc({
            helpdesk: metric.helpdesk,
            action: metric.action,
            adopted: metric.adopted ? 'yes' : 'no',
          })
          break
        case 'left':
          left.inc({ helpdesk: metric.helpdesk, why: metric.why })
          break
        case 'mended':
          mended.inc({ helpdesk: metric.helpdesk })
          break
        case 'event':
          events.inc({ helpdesk: metric.helpdesk, outcome: metric.outcome })
          break
        case 'learnt':
          learnt.inc({ outcome: metric.outcome })
          break
        default:
          metric satisfies never
      }
    },
    show(figures, now) {
      stopped.set(figures.isStopped ? 1 : 0)
      for (const { helpdesk, due: count, caughtUpAt, changedUntil } of figures.helpdesks) {
        due.set({ helpdesk }, count)
        const readUntil = caughtUpAt || changedUntil
        if (readUntil > 0) behind.set({ helpdesk }, Math.max(0, now - readUntil) / 1000)
      }
      for (const { kind, value, limit } of figures.drift) {
        drift.set({ kind }, value)
        driftLimit.set({ kind }, limit)
      }
    },
    reset() {
      for (const shown of [stopped, due, behind, drift, driftLimit]) shown.reset()
    },
  }
}
