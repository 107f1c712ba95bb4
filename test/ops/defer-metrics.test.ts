import t from 'tap'
import { createMetrics } from '../../src/ops/create-metrics.ts'
import { deferMetrics } from '../../src/ops/defer-metrics.ts'

const setUp = () => {
  let created = 0
  const metrics = deferMetrics(async () => {
    created += 1
    return createMetrics({ now: Date.now, processFigures: false })
  })
  return { metrics, created: () => created }
}

const tellAll = (metrics: ReturnType<typeof deferMetrics>): void => {
  metrics.received('bot')
  metrics.repeated('bot')
  metrics.refused('bot', 'invalid')
  metrics.attempted('main', 'delivered')
  metrics.delivered('main', 'created', 3)
  metrics.parked('main')
  metrics.possibleDuplicate('main')
  metrics.reviewed('bot', 'rule', 'billing', 'kept')
  metrics.called('main', 'create', 'ok', 0.2)
}

const countOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^(relevo_\w+(?:_total|_count))\{[^}]*\} (\d+)$/gm)].map(([, name, count]) => [
      String(name),
      String(count),
    ]),
  )

const each = (count: string) => ({
  relevo_handoffs_received_total: count,
  relevo_handoffs_repeated_total: count,
  relevo_handoffs_refused_total: count,
  relevo_delivery_attempts_total: count,
  relevo_handoffs_delivered_total: count,
  relevo_delivery_delay_seconds_count: count,
  relevo_handoffs_parked_total: count,
  relevo_classifications_reviewed_total: count,
  relevo_possible_duplicates_total: count,
  relevo_helpdesk_call_seconds_count: count,
})

t.test('nothing is created before it is asked for, and then once', async (t) => {
  const { metrics, created } = setUp()
  metrics.received('bot')
  t.equal(created(), 0)
  await Promise.all([metrics.load(), metrics.load(), metrics.render()])
  t.equal(created(), 1)
})

t.test('what happened before is counted once, what happens afterwards too', async (t) => {
  const { metrics } = setUp()
  tellAll(metrics)
  const loading = metrics.load()
  await loading
  t.same(countOf(await metrics.render()), each('1'))
  tellAll(metrics)
  t.same(countOf(await metrics.render()), each('2'))
})

t.test('what happens while it loads is counted', async (t) => {
  const { metrics } = setUp()
  const loading = metrics.load()
  tellAll(metrics)
  await loading
  t.same(countOf(await metrics.render()), each('1'))
})

t.test('the first scrape loads by itself', async (t) => {
  const { metrics } = setUp()
  metrics.received('bot')
  t.match(await metrics.render(), /relevo_handoffs_received_total\{source="bot"\} 1/)
})
