import type { HistoryRow } from '../ledger/ledger.ts'
import type { Evaluation } from '../policy/policy.ts'

/** What is done with the rules' outcome. `record`: what the history is to say; null when it says so already. */
export type Ruling = { record: string | null } & (
  | { kind: 'deliver' }
  | { kind: 'park'; why: string }
  | { kind: 'move'; helpdesk: string; why: string }
)

export interface RulingFacts {
  helpdesk: string
  /** Where hand-offs of its source go by configuration; null when the source is gone. */
  ownHelpdesk: string | null
  /** Writes that may have had an effect. */
  writes: number
  mailed: boolean
  /** It came here because the help desk before was away. */
  tookOver: boolean
  /** Empty on a first attempt. */
  history: HistoryRow[]
}

// A history is read by people.
const mostNamed = 20

// A person has looked at it and let it go on: the same rule must not stop it again.
const wentOn = new Set(['retry-now', 'released'])

/**
 * Decides between delivering here, parking and moving. A person's release stands against a rule that parks. A hand-off is moved once:
 * what another help desk knows of the person may speak for the first, and it must not go to and fro; so one that came here as a
 * fallback stays. What may already be in a help desk is neither moved nor parked.
 */
export const decideRuling = (
  { version, matched, outcome, problems, untold }: Evaluation,
  { helpdesk, ownHelpdesk, writes, mailed, tookOver, history }: RulingFacts,
): Ruling => {
  const more = matched.length > mostNamed ? [`and ${matched.length - mostNamed} more`] : []
  const names =
    matched.length === 0 ? 'no rule matched' : [...matched.slice(0, mostNamed), ...more].join(', ')
  const failed = problems.map(({ rule, field }) => `${rule}: ${field} could not be rendered`)
  const doubt = untold === null ? [] : [`what the help desk knows of the person could not be told: ${untold}`]
  const why = [`${version}: ${names}`, ...failed, ...doubt].join('; ')
  const last = history.findLast(({ event }) => event === 'policy')
  const record = last?.why === why ? null : why
  if (writes > 0 || mailed) return { kind: 'deliver', record }
  if (outcome.park !== null && !history.some(({ event }) => wentOn.has(event)))
    return { kind: 'park', why: outcome.park, record }
  const mayMove = helpdesk === ownHelpdesk && !tookOver
  if (mayMove && outcome.helpdesk !== null && outcome.helpdesk !== helpdesk)
    return {
      kind: 'move',
      helpdesk: outcome.helpdesk,
      why: `A rule sends it from ${helpdesk} to ${outcome.helpdesk}.`,
      record,
    }
  return { kind: 'deliver', record }
}
