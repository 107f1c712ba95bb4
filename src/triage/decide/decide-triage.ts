import {
  type FieldChange,
  type Prediction,
  type TriageField,
  type TriageMode,
  type ValueField,
  valueFieldSchema,
} from '../../../schemas/triage.ts'
import type { TicketOrigins } from '../../helpdesk/ticket-desk.ts'
import type { TriageTicket } from '../triage-store.ts'
import { type AccountChoices, findGroup, findTypeName } from './account-choices.ts'
import { decideField, type FieldFacts, type FieldReason, type FieldRuling } from './decide-field.ts'
import { isSure } from './is-sure.ts'
import { presentValue } from './present-value.ts'

export type NothingWhy = FieldReason | 'stopped' | 'control' | 'not-predicted' | 'ended' | 'gone'
/** Why single fields are not written. */
export type FieldReasons = Partial<Record<TriageField, FieldReason>>

export type TriageDecision =
  | { kind: 'nothing'; why: NothingWhy; reasons: FieldReasons }
  /** A note says what would be. */
  | { kind: 'suggest'; suggested: Suggested; reasons: FieldReasons }
  /** Written; with a note when something else is only suggested. */
  | { kind: 'apply'; changes: FieldChange[]; tags: string[]; suggested: Suggested; reasons: FieldReasons }
  /** Not sure enough: to the group that sorts by hand, with a note. */
  | { kind: 'route'; changes: FieldChange[]; suggested: Suggested; reasons: FieldReasons }

export interface Suggested {
  changes: FieldChange[]
  tags: string[]
}

export interface TriageFacts {
  ticket: Pick<TriageTicket, 'prediction' | 'control'>
  found: TicketOrigins
  /** How far triage may go with the predicted category, and with one of its fields. */
  modeOf: (field?: TriageField) => TriageMode
  /** Null: nothing is written of this category. */
  threshold: number | null
  /** What rules decide of this category has turned out wrong too often. */
  areRulesRefuted?: boolean
  hasOwnCategories: boolean
  /** Where tickets go that are not sure enough; null: nowhere. */
  triageGroup: string | null
  choices: AccountChoices
  /** Fields whose value the help desk has just refused. */
  refused: ReadonlySet<ValueField>
  isStopped: boolean
}

/** What is to be done with a ticket as it is now. Never replaces what somebody set, or may have set. Pure. */
export function decideTriage(facts: TriageFacts): TriageDecision {
  const { ticket, found, modeOf } = facts
  const { prediction } = ticket
  const nothing = (why: NothingWhy, reasons: FieldReasons = {}): TriageDecision => ({
    kind: 'nothing',
    why,
    reasons,
  })
  if (facts.isStopped) return nothing('stopped')
  if (ticket.control) return nothing('control')
  if (prediction === null || prediction.category === null) return nothing('not-predicted')
  const { deleted, status } = found.ticket
  if (deleted) return nothing('gone')
  if (status === 'solved' || status === 'closed') return nothing('ended')
  const mode = modeOf()
  if (mode === 'observe') return nothing('mode')

  const sure = isSure(prediction, facts)
  const rulings = valueFieldSchema.options.map((field) => ruleOn(field, prediction, sure, facts))
  const changes = rulings.flatMap((ruling) => (ruling.kind === 'write' ? [ruling.change] : []))
  const suggestions = rulings.flatMap((ruling) => (ruling.kind === 'suggest' ? [ruling.change] : []))
  const tags = ruleOnTags(prediction, sure, facts)
  const reasons = reasonsOf(rulings, tags)
  const suggested = { changes: suggestions, tags: tags.kind === 'suggest' ? tags.tags : [] }

  const added = tags.kind === 'write' ? tags.tags : []
  if (changes.length + added.length > 0) return { kind: 'apply', changes, tags: added, suggested, reasons }
  if (suggested.changes.length + suggested.tags.length === 0)
    return nothing(mostTelling(Object.values(reasons)), reasons)
  const route = mode === 'apply' && !sure ? routeOf(facts) : null
  return route === null
    ? { kind: 'suggest', suggested, reasons }
    : { kind: 'route', changes: [route], suggested, reasons }
}

function ruleOn(
  field: ValueField,
  prediction: Prediction,
  isCategorySure: boolean,
  facts: TriageFacts,
): FieldRuling {
  const { found, choices, threshold } = facts
  const wanted = prediction.values[field]
  const own = field === 'priority' ? prediction.priorityConfidence : null
  return decideField({
    field,
    wanted,
    ...(wanted === null || facts.refused.has(field) ? { choice: null } : choiceOf(field, wanted, facts)),
    present: presentValue(found.ticket, field, choices),
    origin: found.origins[field],
    hasAgent: found.ticket.agentId !== null,
    mode: facts.modeOf(field),
    isSure: isCategorySure && (own === null || (threshold !== null && own >= threshold)),
  })
}

function choiceOf(
  field: ValueField,
  wanted: string,
  { choices, found }: Pick<TriageFacts, 'choices' | 'found'>,
): Pick<FieldFacts, 'choice' | 'ids'> {
  switch (field) {
    case 'group': {
      const group = findGroup(choices, wanted)
      if (group === null) return { choice: null }
      const { id, name } = group
      return { choice: name, ...(id === null ? {} : { ids: { before: found.ticket.groupId, after: id } }) }
    }
    case 'type':
      return { choice: findTypeName(choices, wanted) }
    case 'priority':
      return { choice: wanted }
    default:
      return field satisfies never
  }
}

type TagRuling =
  | { kind: 'write'; tags: string[] }
  | { kind: 'suggest'; tags: string[]; reason: 'below-threshold' | 'mode' }
  | { kind: 'leave'; reason: FieldReason }

function ruleOnTags(prediction: Prediction, sure: boolean, { found, modeOf }: TriageFacts): TagRuling {
  const worn = new Set(found.ticket.tags.map((tag) => tag.trim().toLowerCase()))
  const tags = prediction.tags.filter((tag) => !worn.has(tag.trim().toLowerCase()))
  const mode = modeOf('tags')
  if (prediction.tags.length === 0) return { kind: 'leave', reason: 'no-value' }
  if (tags.length === 0) return { kind: 'leave', reason: 'already-so' }
  if (mode === 'observe') return { kind: 'leave', reason: 'mode' }
  if (!sure) return { kind: 'suggest', tags, reason: 'below-threshold' }
  return mode === 'suggest' ? { kind: 'suggest', tags, reason: 'mode' } : { kind: 'write', tags }
}

/** By the rule of every field, and never away from an agent who has the ticket. */
function routeOf(facts: TriageFacts): FieldChange | null {
  const { found, triageGroup, choices } = facts
  if (triageGroup === null || found.ticket.agentId !== null) return null
  const ruling = decideField({
    field: 'group',
    wanted: triageGroup,
    ...(facts.refused.has('group') ? { choice: null } : choiceOf('group', triageGroup, facts)),
    present: presentValue(found.ticket, 'group', choices),
    origin: found.origins.group,
    hasAgent: false,
    mode: facts.modeOf('group'),
    isSure: true,
  })
  return ruling.kind === 'write' ? ruling.change : null
}

function reasonsOf(rulings: readonly FieldRuling[], tags: TagRuling): FieldReasons {
  const reasons: FieldReasons = {}
  for (const ruling of rulings) {
    if (ruling.kind === 'leave') reasons[ruling.field] = ruling.reason
    if (ruling.kind === 'suggest') reasons[ruling.change.field] = ruling.reason
  }
  if (tags.kind !== 'write') reasons.tags = tags.reason
  return reasons
}

/** What a person would want to know first. */
const byWeight: readonly FieldReason[] = [
  'set-by-person',
  'set-by-rule',
  'set-by-us',
  'origin-unknown',
  'not-a-choice',
  'already-so',
  'below-threshold',
  'mode',
  'no-value',
]

function mostTelling(reasons: readonly FieldReason[]): FieldReason {
  return byWeight.find((reason) => reasons.includes(reason)) ?? 'no-value'
}
