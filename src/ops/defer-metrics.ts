import type { Metrics } from './create-metrics.ts'

export interface DeferredMetrics extends Metrics {
  /** Resolves when the real ones count. A repeat does nothing. */
  load(): Promise<void>
}

/**
 * Metrics whose library is loaded later: 80 modules and 50 ms that nobody needs before the first hand-off is delivered. What
 * happens until `load` or the first `render` is kept and told then, in order; call `load` soon, for nothing bounds the list.
 */
export const deferMetrics = (create: () => Promise<Metrics>): DeferredMetrics => {
  let loaded: Metrics | null = null
  let loading: Promise<Metrics> | null = null
  let untold: ((metrics: Metrics) => void)[] = []

  const loadOnce = async (): Promise<Metrics> => {
    const metrics = await create()
    for (const tell of untold) tell(metrics)
    untold = []
    loaded = metrics
    return metrics
  }
  const load = (): Promise<Metrics> => {
    loading ??= loadOnce()
    return loading
  }
  const tell = (event: (metrics: Metrics) => void): void => {
    if (loaded === null) untold.push(event)
    else event(loaded)
  }

  return {
    load: async () => void (await load()),
    received: (...event) => tell((metrics) => metrics.received(...event)),
    repeated: (...event) => tell((metrics) => metrics.repeated(...event)),
    refused: (...event) => tell((metrics) => metrics.refused(...event)),
    attempted: (...event) => tell((metrics) => metrics.attempted(...event)),
    delivered: (...event) => tell((metrics) => metrics.delivered(...event)),
    parked: (...event) => tell((metrics) => metrics.parked(...event)),
    possibleDuplicate: (...event) => tell((metrics) => metrics.possibleDuplicate(...event)),
    escalated: (...event) => tell((metrics) => metrics.escalated(...event)),
    classified: (...event) => tell((metrics) => metrics.classified(...event)),
    classificationStep: (...event) => tell((metrics) => metrics.classificationStep(...event)),
    reviewed: (...event) => tell((metrics) => metrics.reviewed(...event)),
    triaged: (...event) => tell((metrics) => metrics.triaged(...event)),
    desk: (...event) => tell((metrics) => metrics.desk(...event)),
    called: (...event) => tell((metrics) => metrics.called(...event)),
    render: async () => (await load()).render(),
  }
}
