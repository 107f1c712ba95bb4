import { Counter, Gauge, type Registry } from 'prom-client'
import type { HelpdeskFigures, LedgerFigures, ReadFigures } from './figures.ts'

/**
 * Registers the gauges of what others count, and returns the function that reads them, to be called before every scrape.
 * When the ledger cannot be read, its gauges are left out and `relevo_store_up` is 0.
 */
export const createFigureGauges = (options: {
  registry: Registry
  figures: ReadFigures
  now: () => number
}): (() => Promise<void>) => {
  const { registry, figures, now } = options
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name, help, labelNames, registers })

  const storeUp = gauge('relevo_store_up', '1 while the store answers.')
  const perState = gauge('relevo_handoffs', 'Hand-offs in the ledger, by state.', ['state'])
  const oldest = gauge(
    'relevo_oldest_open_seconds',
    'Age of the oldest hand-off that is still open; 0: none.',
  )
  const overdue = gauge(
    'relevo_overdue',
    '1 while the oldest open hand-off is older than delivery.alertAfter.',
  )
  const flagged = gauge('relevo_handoffs_flagged', 'Hand-offs that a person may want to look at.', ['flag'])
  const open = gauge('relevo_helpdesk_open', '1 while calls to the help desk are let through.', ['helpdesk'])
  const shut = gauge('relevo_helpdesk_shut', '1 while shut for this reason.', ['helpdesk', 'reason'])
  const total = gauge('relevo_helpdesk_budget_total', "The account's rate limit, as last told.", ['helpdesk'])
  const remaining = gauge('relevo_helpdesk_budget_remaining', 'Calls left of it, as last told.', ['helpdesk'])
  const allowance = gauge('relevo_helpdesk_budget_allowance', 'Calls that Relevo may spend per window.', [
    'helpdesk',
  ])
  const waiting = gauge('relevo_helpdesk_calls_waiting', 'Calls that wait for budget.', ['helpdesk', 'lane'])
  const rateLimited = new Counter({
    name: 'relevo_helpdesk_rate_limited_total',
    help: 'Calls that the help desk answered with 429.',
    labelNames: ['helpdesk'],
    registers,
  })

  const showLedger = (reading: LedgerFigures) => {
    for (const [state, count] of Object.entries(reading.perState)) perState.set({ state }, count)
    for (const [flag, count] of Object.entries(reading.flagged)) flagged.set({ flag }, count)
    const ageMs =
      reading.oldestOpenReceivedAt === null ? 0 : Math.max(0, now() - reading.oldestOpenReceivedAt)
    oldest.set(ageMs / 1000)
    overdue.set(ageMs > figures.alertAfterMs ? 1 : 0)
  }

  const showHelpdesk = ({ name: helpdesk, availability, budget }: HelpdeskFigures) => {
    open.set({ helpdesk }, availability.state === 'open' ? 1 : 0)
    if (availability.state === 'shut') shut.set({ helpdesk, reason: availability.reason }, 1)
    if (budget.total !== null) total.set({ helpdesk }, budget.total)
    if (budget.remaining !== null) remaining.set({ helpdesk }, budget.remaining)
    allowance.set({ helpdesk }, budget.allowance)
    for (const [lane, count] of Object.entries(budget.waiting)) waiting.set({ helpdesk, lane }, count)
    rateLimited.inc({ helpdesk }, budget.rateLimited)
  }

  const shown = [
    perState,
    oldest,
    overdue,
    flagged,
    open,
    shut,
    total,
    remaining,
    allowance,
    waiting,
    rateLimited,
  ]

  // The library asks all metrics at once and waits for each on its own; reading before it asks makes them agree.
  return async () => {
    const ledger = await figures.ledger().catch(() => null)
    for (const each of shown) each.reset()
    storeUp.set(ledger === null ? 0 : 1)
    if (ledger !== null) showLedger(ledger)
    else for (const each of [oldest, overdue]) each.remove()
    for (const each of figures.helpdesks()) showHelpdesk(each)
  }
}
