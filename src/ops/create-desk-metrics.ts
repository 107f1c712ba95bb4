import { Counter, Histogram, type Registry } from 'prom-client'

/** What happened at the desk. Labels are of fixed lists. */
export type DeskMetric =
  | {
      kind: 'llm'
      outcome: string
      inputTokens: number
      outputTokens: number
      tookMs: number
      /** Null: no text came. */
      firstTextMs: number | null
    }
  | { kind: 'reply'; outcome: 'sent' | 'retried' | 'failed' }

export interface DeskMetrics {
  count(metric: DeskMetric): void
}

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
const thousand = 1000

/** The metrics of the desk, in the same registry as the others. */
export const createDeskMetrics = (registry: Registry): DeskMetrics => {
  const registers = [registry]
  const requests = new Counter({
    name: 'relevo_llm_requests_total',
    help: 'Texts that a language model was asked for, by what came of it.',
    labelNames: ['outcome'],
    registers,
  })
  const tokens = new Counter({
    name: 'relevo_llm_tokens_total',
    help: 'Tokens that it read and wrote.',
    labelNames: ['direction'],
    registers,
  })
  const took = new Histogram({
    name: 'relevo_llm_seconds',
    help: 'How long an answer took.',
    buckets: seconds,
    registers,
  })
  const first = new Histogram({
    name: 'relevo_llm_first_text_seconds',
    help: 'Until its first text.',
    buckets: seconds,
    registers,
  })
  const replies = new Counter({
    name: 'relevo_replies_total',
    help: 'Replies and notes of agents: sent, tried again later, or failed for good.',
    labelNames: ['outcome'],
    registers,
  })
  return {
    count: (metric) => {
      if (metric.kind === 'reply') return replies.inc({ outcome: metric.outcome })
      requests.inc({ outcome: metric.outcome })
      tokens.inc({ direction: 'input' }, metric.inputTokens)
      tokens.inc({ direction: 'output' }, metric.outputTokens)
      took.observe(metric.tookMs / thousand)
      if (metric.firstTextMs !== null) first.observe(metric.firstTextMs / thousand)
    },
  }
}
