import t from 'tap'
import { createMetrics } from '../../src/ops/create-metrics.ts'
import type { HelpdeskFigures, LedgerFigures, ReadFigures } from '../../src/ops/figures.ts'

const ledger = (rest: Partial<LedgerFigures> = {}): LedgerFigures => ({
  perState: { received: 2, waiting: 1, delivered: 7 },
  oldestOpenReceivedAt: 100_000,
  flagged: { 'possible-duplicate': 1 },
  ...rest,
})
const helpdesk = (rest: Partial<HelpdeskFigures> = {}): HelpdeskFigures => ({
  name: 'main',
  availability: { state: 'open' },
  budget: {
    total: 400,
    remaining: 300,
    allowance: 320,
    waiting: { new: 1, retry: 0, addition: 0, background: 4 },
    rateLimited: 3,
  },
  ...rest,
})

/** `name{labels} value` lines by their name and labels. */
const readLines = async (metrics: { render(): Promise<string> }) =>
  new Map(
    (await metrics.render())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, string] => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), line.slice(space + 1)]
      }),
  )

t.test('counts what it is told', async (t) => {
  const metrics = createMetrics({ now: Date.now, processFigures: false })
  metrics.received('botpress')
  metrics.received('botpress')
  metrics.repeated('botpress')
  metrics.refused('zapier', 'invalid_handoff')
  metrics.attempted('main', 'waiting')
  metrics.delivered('main', 'created', 3)
  metrics.parked('main')
  metrics.possibleDuplicate('main')
  metrics.called('main', 'create', 'ok', 0.2)
  metrics.called('main', 'create', 'rate-limited', 0.1)
  const lines = await readLines(metrics)
  for (const [name, value] of [
    ['relevo_handoffs_received_total{source="botpress"}', '2'],
    ['relevo_handoffs_repeated_total{source="botpress"}', '1'],
    ['relevo_handoffs_refused_total{source="zapier",code="invalid_handoff"}', '1'],
    ['relevo_delivery_attempts_total{helpdesk="main",outcome="waiting"}', '1'],
    ['relevo_handoffs_delivered_total{helpdesk="main",action="created"}', '1'],
    ['relevo_delivery_delay_seconds_sum{helpdesk="main"}', '3'],
    ['relevo_handoffs_parked_total{helpdesk="main"}', '1'],
    ['relevo_possible_duplicates_total{helpdesk="main"}', '1'],
    ['relevo_helpdesk_call_seconds_count{helpdesk="main",operation="create",outcome="ok"}', '1'],
    ['relevo_helpdesk_call_seconds_count{helpdesk="main",operation="create",outcome="rate-limited"}', '1'],
  ] as const)
    t.equal(lines.get(name), value, name)
})

t.test('shows the figures of ledger and help desk as they are when asked', async (t) => {
  const readings = { ledger: ledger(), helpdesks: [helpdesk()] }
  const figures: ReadFigures = {
    ledger: async () => readings.ledger,
    helpdesks: () => readings.helpdesks,
    alertAfterMs: 60_000,
  }
  const metrics = createMetrics({ figures, now: () => 190_000, processFigures: false })
  const first = await readLines(metrics)
  for (const [name, value] of [
    ['relevo_store_up', '1'],
    ['relevo_handoffs{state="waiting"}', '1'],
    ['relevo_oldest_open_seconds', '90'],
    ['relevo_overdue', '1'],
    ['relevo_handoffs_flagged{flag="possible-duplicate"}', '1'],
    ['relevo_helpdesk_open{helpdesk="main"}', '1'],
    ['relevo_helpdesk_budget_total{helpdesk="main"}', '400'],
    ['relevo_helpdesk_budget_remaining{helpdesk="main"}', '300'],
    ['relevo_helpdesk_budget_allowance{helpdesk="main"}', '320'],
    ['relevo_helpdesk_calls_waiting{helpdesk="main",lane="background"}', '4'],
    ['relevo_helpdesk_rate_limited_total{helpdesk="main"}', '3'],
  ] as const)
    t.equal(first.get(name), value, name)

  readings.ledger = ledger({ oldestOpenReceivedAt: null, perState: { delivered: 10 } })
  readings.helpdesks = [
    helpdesk({
      availability: { state: 'shut', reason: 'outage', since: 1, until: null, why: 'no answer' },
      budget: { ...helpdesk().budget, total: null, remaining: null, rateLimited: 5 },
    }),
  ]
  const second = await readLines(metrics)
  for (const [name, value] of [
    ['relevo_handoffs{state="waiting"}', undefined],
    ['relevo_oldest_open_seconds', '0'],
    ['relevo_overdue', '0'],
    ['relevo_helpdesk_open{helpdesk="main"}', '0'],
    ['relevo_helpdesk_shut{helpdesk="main",reason="outage"}', '1'],
    ['relevo_helpdesk_budget_total{helpdesk="main"}', undefined],
    ['relevo_helpdesk_rate_limited_total{helpdesk="main"}', '5'],
  ] as const)
    t.equal(second.get(name), value, name)
})

t.test('a store that does not answer is down, and its figures are absent rather than old', async (t) => {
  let broken = false
  const figures: ReadFigures = {
    ledger: async () => {
      if (broken) throw new Error('disk is gone')
      return ledger()
    },
    helpdesks: () => [helpdesk()],
    alertAfterMs: 60_000,
  }
  const metrics = createMetrics({ figures, now: () => 190_000, processFigures: false })
  t.ok((await readLines(metrics)).has('relevo_oldest_open_seconds'))
  broken = true
  const lines = await readLines(metrics)
  t.equal(lines.get('relevo_store_up'), '0')
  t.notOk(lines.has('relevo_oldest_open_seconds'))
  t.notOk(lines.has('relevo_handoffs{state="waiting"}'))
  t.equal(lines.get('relevo_helpdesk_open{helpdesk="main"}'), '1')
})

t.test('two services in one process count apart, with the figures of the process', async (t) => {
  const one = createMetrics({ now: Date.now })
  const other = createMetrics({ now: Date.now })
  one.received('a')
  t.notOk((await readLines(other)).has('relevo_handoffs_received_total{source="a"}'))
  t.ok((await readLines(other)).has('process_resident_memory_bytes'))
})
