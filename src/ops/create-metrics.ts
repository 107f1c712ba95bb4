import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { createDeskMetrics, type DeskMetric } from './create-desk-metrics.ts'
import { createTriageMetrics, type TriageMetric } from './create-triage-metrics.ts'
import { createFigureGauges } from './figure-gauges.ts'
import type { ReadFigures } from './figures.ts'

/**
 * What happened, told by the composition. Every name given as a label (source, help desk, operation, outcome) must come
 * from the configuration or from a fixed list, never from a request: each new value is a new time series.
 */
export interface Metrics {
  /** A hand-off was durably taken in. */
  received(source: string): void
  /** The same hand-off came again and was answered as before. */
  repeated(source: string): void
  /** Not accepted at the door; `code` is the problem's stable code. */
  refused(source: string, code: string): void

  /** A worker finished one attempt: `delivered`, `waiting`, `parked`, `lost` (the lease). */
  attempted(helpdesk: string, outcome: string): void
  delivered(helpdesk: string, action: string, secondsSinceReceived: number): void
  parked(helpdesk: string): void
  possibleDuplicate(helpdesk: string): void
  /** An escalation came due: `escalated`, `skipped` (somebody has taken care), `retry`. */
  escalated(helpdesk: string, outcome: string): void

  /** A text was classified; `category` is a configured one or `unsure`. */
  classified(decidedBy: string, category: string, confidence: number | null): void
  /** One step of it: `bot`, `rules`, `model`, `rules-weak`, `llm`; `decided`, `unsure` or `away`. */
  classificationStep(step: string, verdict: string, seconds: number): void

  /** A ticket was looked at again for whether agents kept what was decided: `kept`, `changed` or `untold`. */
  reviewed(source: string, decidedBy: string, category: string, outcome: string): void

  /** Something happened in triage; nothing is counted where triage is not configured. */
  triaged(metric: TriageMetric): void
  desk(metric: DeskMetric): void

  /** One call to a help desk ended: `ok`, or the kind of its failure. */
  called(helpdesk: string, operation: string, outcome: string, seconds: number): void

  /** The whole of it in Prometheus' text format 0.0.4. */
  render(): Promise<string>
}

/** A registry of our own, so that two services in one process (tests, the demo) do not share counts. */
export const createMetrics = (options: {
  /** Figures that are read when asked for; absent parts are left out. */
  figures?: ReadFigures
  now: () => number
  /** Memory, CPU, event loop and garbage collection; on unless false. */
  processFigures?: boolean
}): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  if (options.processFigures !== false) collectDefaultMetrics({ register: registry })

  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers })

  const received = counter('relevo_handoffs_received_total', 'Hand-offs taken in.', ['source'])
  const repeated = counter('relevo_handoffs_repeated_total', 'Repeats of a hand-off already taken in.', [
    'source',
  ])
  const refused = counter('relevo_handoffs_refused_total', 'Requests not accepted, by reason.', [
    'source',
    'code',
  ])
  const attempts = counter('relevo_delivery_attempts_total', 'Attempts of workers, by outcome.', [
    'helpdesk',
    'outcome',
  ])
  const delivered = counter('relevo_handoffs_delivered_total', 'Hand-offs delivered, by what they became.', [
    'helpdesk',
    'action',
  ])
  const delay = histogram(
    'relevo_delivery_delay_seconds',
    'From taken in to delivered.',
    ['helpdesk'],
    [0.5, 1, 2, 5, 15, 60, 300, 900, 3600, 14_400, 86_400],
  )
  const parked = counter('relevo_handoffs_parked_total', 'Hand-offs that came to need a person.', [
    'helpdesk',
  ])
  const duplicates = counter(
    'relevo_possible_duplicates_total',
    'Deliveries flagged as possible duplicates.',
    ['helpdesk'],
  )
  const escalations = counter('relevo_escalations_total', 'Escalations that came due, by outcome.', [
    'helpdesk',
    'outcome',
  ])
  const calls = histogram(
    'relevo_helpdesk_call_seconds',
    'Calls to the help desk.',
    ['helpdesk', 'operation', 'outcome'],
    [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  )
  const classified = counter(
    'relevo_classifications_total',
    'Texts classified, by who decided and as what.',
    ['decided_by', 'category'],
  )
  const confidence = histogram(
    'relevo_classification_confidence',
    'How sure the model was of what it decided.',
    ['category'],
    [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1],
  )
  const steps = histogram(
    'relevo_classification_step_seconds',
    'Steps of classifying, by verdict.',
    ['step', 'verdict'],
    [0.0001, 0.001, 0.01, 0.1, 1, 10],
  )
  const reviewed = counter(
    'relevo_classifications_reviewed_total',
    'Tickets looked at again after they were made, by whether agents kept what was decided.',
    ['source', 'decided_by', 'category', 'outcome'],
  )
  const { figures, now } = options
  const readFigures = figures === undefined ? null : createFigureGauges({ registry, figures, now })
  const readTriage = figures?.triage
  const desk = createDeskMetrics(registry)
  const triage = readTriage === undefined ? null : createTriageMetrics(registry)
  const showTriage = async () => {
    const reading = await readTriage?.().catch(() => null)
    triage?.reset()
    if (reading != null) triage?.show(reading, now())
  }

  return {
    received: (source) => received.inc({ source }),
    repeated: (source) => repeated.inc({ source }),
    refused: (source, code) => refused.inc({ source, code }),
    attempted: (helpdesk, outcome) => attempts.inc({ helpdesk, outcome }),
    delivered: (helpdesk, action, seconds) => {
      delivered.inc({ helpdesk, action })
      delay.observe({ helpdesk }, seconds)
    },
    parked: (helpdesk) => parked.inc({ helpdesk }),
    possibleDuplicate: (helpdesk) => duplicates.inc({ helpdesk }),
    escalated: (helpdesk, outcome) => escalations.inc({ helpdesk, outcome }),
    classified: (decidedBy, category, sure) => {
      classified.inc({ decided_by: decidedBy, category })
      if (sure !== null) confidence.observe({ category }, sure)
    },
    classificationStep: (step, verdict, seconds) => steps.observe({ step, verdict }, seconds),
    reviewed: (source, decidedBy, category, outcome) =>
      reviewed.inc({ source, decided_by: decidedBy, category, outcome }),
    triaged: (metric) => triage?.count(metric),
    desk: desk.count,
    called: (helpdesk, operation, outcome, seconds) =>
      calls.observe({ helpdesk, operation, outcome }, seconds),
    render: async () => {
      await Promise.all([readFigures?.(), showTriage()])
      return registry.metrics()
    },
  }
}
