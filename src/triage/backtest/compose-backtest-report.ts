import type { TriageReport } from '../../../schemas/triage-report.ts'
import type { TriageCosts } from '../figures/choose-cost-threshold.ts'
import { composeTriageReport } from '../figures/compose-triage-report.ts'
import type { Replayed, ReplayedTicket } from './replayed.ts'

/**
 * What a replay came to. Pure. What is said to be written was told by the thresholds of that time; `threshold` of a category is that of
 * now, with what is expected of it. Tickets that came in before there was any model, and that no rule knew, are counted apart: they
 * tell nothing of what is to come.
 */
export const composeBacktestReport = (
  { tickets, blocks, thresholds, leftOut }: Replayed,
  facts: {
    helpdesk: string
    /** ms */
    at: number
    costs: TriageCosts
    hasOwnCategories: boolean
    /** Read, and no tickets of customers: deleted, merged, written by agents. */
    unfit: number
  },
): TriageReport => {
  const isTooEarly = ({ block, prediction }: ReplayedTicket) =>
    prediction.category === null && (blocks[block]?.model ?? null) === null
  const judged = tickets.filter((ticket) => !isTooEarly(ticket))
  const tooEarly = tickets.length - judged.length
  const written = new Set(judged.flatMap(({ prediction, isWritten }) => (isWritten ? [prediction] : [])))
  const { at, costs, helpdesk, hasOwnCategories, unfit } = facts
  const others = Object.values(leftOut).reduce((sum, count) => sum + count, unfit)
  const report = composeTriageReport({
    kind: 'backtest',
    helpdesk,
    at,
    predictions: judged.map(({ prediction }) => prediction),
    leftOut: others + tooEarly,
    thresholds,
    modes: null,
    costs,
    isRuleSure: hasOwnCategories,
    isWritten: (prediction) => written.has(prediction),
    remarks: tooEarly === 0 ? [] : [{ code: 'no-model-yet', tickets: tooEarly }],
  })
  // A replay has a model for each of its parts; that is no news.
  return { ...report, remarks: report.remarks.filter(({ code }) => code !== 'several-models') }
}
