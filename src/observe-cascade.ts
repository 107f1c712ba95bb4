import type { CascadeEvent } from './classify/cascade/cascade-event.ts'
import type { Metrics } from './ops/create-metrics.ts'
import type { Logger } from './ops/logger.ts'

/** How often the same trouble is told: a model that is away is asked for every hand-off. */
const quietMs = 60_000

/** The classifier's events → counters, and a line a minute for what could not be asked. */
export const observeCascade = (
  metrics: Pick<Metrics, 'classified' | 'classificationStep'>,
  logger: Pick<Logger, 'warn'>,
  now: () => number,
): ((event: CascadeEvent) => void) => {
  const toldAt = new Map<string, number>()
  return (event) => {
    switch (event.kind) {
      case 'classified': {
        const { decidedBy, category, confidence } = event.classification
        metrics.classified(decidedBy, category ?? 'unsure', confidence)
        break
      }
      case 'step':
        metrics.classificationStep(event.step.step, event.step.verdict, event.step.ms / 1000)
        break
      case 'away': {
        const last = toldAt.get(event.what)
        if (last !== undefined && now() - last < quietMs) break
        toldAt.set(event.what, now())
        logger.warn({ what: event.what, why: event.why }, 'could not be asked when classifying')
        break
      }
      default:
        event satisfies never
    }
  }
}
