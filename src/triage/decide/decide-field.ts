import type { FieldChange, TriageMode, ValueField } from '../../../schemas/triage.ts'
import type { FieldOrigin } from '../../helpdesk/ticket-desk.ts'
import { isSameValue } from './present-value.ts'

/** Why a field is not written. */
export type FieldReason =
  | 'set-by-person'
  | 'set-by-rule'
  /** By our own credentials, before: by a hand-off, an earlier write, or another program with the same key. */
  | 'set-by-us'
  | 'origin-unknown'
  | 'already-so'
  | 'not-a-choice'
  | 'below-threshold'
  | 'mode'
  | 'no-value'

export type FieldRuling =
  | { kind: 'write'; change: FieldChange }
  /** It may be said, and is not written. */
  | { kind: 'suggest'; change: FieldChange; reason: 'below-threshold' | 'mode' }
  | { kind: 'leave'; field: ValueField; reason: FieldReason }

export interface FieldFacts {
  field: ValueField
  /** As the configuration has it; null: nothing is predicted. */
  wanted: string | null
  /** `wanted` as the account has it; null: it is not one of its choices. */
  choice: string | null
  present: string | null
  /** Of the groups that are there and wanted, where they are known: they tell groups of like names apart. */
  ids?: FieldChange['ids']
  origin: FieldOrigin
  /** An agent has the ticket. */
  hasAgent: boolean
  mode: TriageMode
  isSure: boolean
}

/**
 * What is done with one field. Only what is empty, or holds what the help desk gives to every ticket, may be written; a default that
 * an agent who has the ticket may have looked at and left is not touched. What cannot be known is not written. Pure.
 */
export function decideField(facts: FieldFacts): FieldRuling {
  const { field, wanted, choice, present, ids, mode, isSure } = facts
  const leave = (reason: FieldReason): FieldRuling => ({ kind: 'leave', field, reason })
  if (wanted === null) return leave('no-value')
  const isSo = ids === undefined ? isSameValue(present, choice ?? wanted) : ids.before === ids.after
  if (present !== null && isSo) return leave('already-so')
  const standing = whyItStands(facts)
  if (standing !== null) return leave(standing)
  if (choice === null) return leave('not-a-choice')
  if (mode === 'observe') return leave('mode')
  const change = { field, before: present, after: choice, ...(ids === undefined ? {} : { ids }) }
  if (!isSure) return { kind: 'suggest', change, reason: 'below-threshold' }
  return mode === 'suggest' ? { kind: 'suggest', change, reason: 'mode' } : { kind: 'write', change }
}

/** Why the value that is there stays; null: it may be replaced. */
function whyItStands({ origin, present, hasAgent }: FieldFacts): FieldReason | null {
  switch (origin) {
    case 'empty':
      // The vendor tells two things at once.
      return present === null ? null : 'origin-unknown'
    case 'default':
      return hasAgent ? 'origin-unknown' : null
    case 'ours':
      return 'set-by-us'
    case 'person':
      return 'set-by-person'
    case 'rule':
      return 'set-by-rule'
    case 'unknown':
      return 'origin-unknown'
    default:
      return origin satisfies never
  }
}
