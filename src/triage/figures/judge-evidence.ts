import { isSameLabel } from '../../helpdesk/comparable.ts'
import { isSure } from '../decide/is-sure.ts'
import type { Evidence } from '../triage-store.ts'
import type { JudgedPrediction } from './judged-prediction.ts'

/**
 * Why a ticket says nothing of how good predictions are. `open`: it is not solved yet. `written-by-us`: what tells its category is our
 * own write, and still as we wrote it: nobody may have looked. `corrected`: it was our write, and was changed since. Those whom nobody
 * corrected do not count, so neither do these: counted alone, they would make a category look the worse the more of it is written.
 * `unequal`: see `createEvidenceSelection`.
 */
export type NoEvidence = 'open' | 'written-by-us' | 'corrected' | 'unequal'

export type JudgedEvidence =
  | { kind: 'judged'; judged: JudgedPrediction }
  | { kind: 'left-out'; why: NoEvidence }

/**
 * What one stored prediction shows. A ticket that was left without what would tell its category is judged with the truth null: its
 * fields may be compared all the same. Pure.
 */
export const judgeEvidence = (evidence: Evidence): JudgedEvidence => {
  const { prediction, left, endedAt } = evidence
  if (left === null || endedAt === null) return { kind: 'left-out', why: 'open' }
  if (isRouteStanding(evidence)) return { kind: 'left-out', why: 'written-by-us' }
  if (isCategoryOurs(evidence)) {
    const isCorrected = left.category !== null && left.category !== prediction.category
    return { kind: 'left-out', why: isCorrected ? 'corrected' : 'written-by-us' }
  }
  const ours = writtenValues(evidence)
  const { group, priority, type } = left
  return {
    kind: 'judged',
    judged: {
      ticketId: evidence.ticketId,
      at: evidence.createdAt,
      category: prediction.category,
      confidence: prediction.confidence,
      decidedBy: prediction.decidedBy,
      model: prediction.model,
      // Whatever its confidence, it is never sure enough to be written.
      ...(isSure({ ...prediction, confidence: 1 }, { threshold: 0, hasOwnCategories: true })
        ? {}
        : { inScope: false }),
      truth: left.category,
      predicted: prediction.values,
      left: {
        group: ours.has('group') ? null : group,
        priority: ours.has('priority') ? null : priority,
        type: ours.has('type') ? null : type,
      },
    },
  }
}

/** A write that was taken back by an undo stood there meanwhile, and was taken back only where nobody had changed it. */
const mayStand = new Set<Evidence['state']>(['sending', 'unknown', 'done', 'undoing', 'undone'])

/** Of a ticket that was let go of after its fields were written, these stand, too. */
const planOf = ({ planned, state, wroteAt }: Evidence) =>
  mayStand.has(state) || (state === 'left' && wroteAt !== null) ? planned : null

/**
 * A ticket that was only routed has our triage group. Where that is a category's group, too, it would pass for the word of an agent;
 * once somebody has moved the ticket on, what it was left as is theirs.
 */
const isRouteStanding = (evidence: Evidence): boolean => {
  const { action, left } = evidence
  const group = planOf(evidence)?.changes.find(({ field }) => field === 'group')?.after
  return (
    action === 'route' &&
    group !== undefined &&
    typeof left?.group === 'string' &&
    left.category !== null &&
    isSameLabel(left.group, group)
  )
}

const isCategoryOurs = (evidence: Evidence): boolean => {
  const planned = planOf(evidence)
  return (
    evidence.action === 'apply' &&
    planned !== null &&
    (planned.tags.length > 0 || planned.changes.some(({ field }) => field !== 'priority'))
  )
}

const writtenValues = (evidence: Evidence): Set<string> =>
  new Set(planOf(evidence)?.changes.map(({ field }) => field))
