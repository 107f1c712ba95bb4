import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { AccountField } from '../../fields/account-field.ts'
import { matchChoice } from '../../fields/match-choice.ts'
import { findNamed, type Named } from '../../find-named.ts'
import type { Failure, UnmappedField } from '../../outcome.ts'
import { refuse, refuseAll, refuseChoice } from '../../refuse.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { convertCustomFields, convertCustomFieldsBlindly, findField } from '../convert-custom-fields.ts'
import { convertTags } from '../convert-tags.ts'
import type { FreshdeskTicketChanges } from '../freshdesk-tickets.ts'
import { fromFreshdeskStatus, toFreshdeskPriority, toFreshdeskStatus } from '../freshdesk-values.ts'

/** Null where the account does not let us read it; then what is given must be an id. */
export interface EditContext {
  form: AccountField[] | null
  agents: readonly Named[] | null
  groups: readonly Named[] | null
}

export type Composed =
  | { kind: 'changes'; body: FreshdeskTicketChanges; unmapped: UnmappedField[] }
  | { kind: 'refused'; failure: Failure }

const longestSubject = 255

/** Makes an edit, but for its tags, into what Freshdesk takes. What has no field is `unmapped`; what is nonsense is refused. */
export const composeChanges = (edit: TicketEdit, context: EditContext): Composed => {
  const body: FreshdeskTicketChanges = {}
  const unmapped: UnmappedField[] = []
  const failures: Failure[] = []
  const settle = <T>(result: { value: T } | { failure: Failure }, write: (value: T) => void) => {
    if ('failure' in result) failures.push(result.failure)
    else write(result.value)
  }

  if (edit.subject !== undefined) {
    const subject = edit.subject.replace(/\s+/g, ' ').trim()
    if (subject === '') failures.push(refuse('subject', 'A ticket needs a subject.', 'missing_field'))
    else if (subject.length > longestSubject) {
      failures.push(refuse('subject', `A subject has ${longestSubject} characters at most.`, 'too_long'))
    } else body.subject = subject
  }
  if (edit.ifUnchangedSince !== undefined && !Number.isFinite(Date.parse(edit.ifUnchangedSince))) {
    failures.push(refuse('ifUnchangedSince', 'It has to be a time in ISO 8601.'))
  }
  if (edit.priority === null) failures.push(refuse('priority', 'Every ticket has a priority.'))
  else if (edit.priority !== undefined) body.priority = toFreshdeskPriority(edit.priority)
  if (edit.status !== undefined || edit.statusLabel !== undefined) {
    settle(statusOf(edit, context.form), (status) => {
      body.status = status
    })
  }
  if (edit.type !== undefined) {
    settle(typeOf(edit.type, context.form), (type) => {
      body.type = type
    })
  }
  if (edit.group !== undefined) {
    settle(idOf('group', edit.group, context.groups), (id) => {
      body.group_id = id
    })
  }
  if (edit.agent !== undefined) {
    settle(idOf('agent', edit.agent, context.agents), (id) => {
      body.responder_id = id
    })
  }
  if (edit.customFields !== undefined) {
    const custom = customFieldsOf(edit.customFields, context.form)
    unmapped.push(...custom.unmapped)
    if (Object.keys(custom.values).length > 0) body.custom_fields = custom.values
  }
  return failures.length === 0
    ? { kind: 'changes', body, unmapped }
    : { kind: 'refused', failure: joined(failures) }
}

/** Tags after adding and removing; null when that changes nothing. Case does not tell tags apart. */
export const composeTags = (
  ticket: FreshdeskTicket,
  edit: TicketEdit,
): { tags: string[] | null; unmapped: UnmappedField[] } => {
  const current = ticket.tags ?? []
  const { tags: added, unmapped } = convertTags(edit.addTags ?? [])
  const removed = new Set((edit.removeTags ?? []).map((tag) => comparableTag(tag)))
  const kept = current.filter((tag) => !removed.has(comparableTag(tag)))
  const present = new Set(kept.map(comparableTag))
  const next = [...kept, ...added.filter((tag) => !present.has(comparableTag(tag)))]
  const isSame = next.length === current.length && next.every((tag, index) => tag === current[index])
  return { tags: isSame ? null : next, unmapped }
}

const comparableTag = (tag: string): string => tag.trim().toLowerCase()

type Settled<T> = { value: T } | { failure: Failure }

const statusOf = (edit: TicketEdit, form: AccountField[] | null): Settled<number> => {
  const { status, statusLabel } = edit
  if (statusLabel === undefined) {
    return status === undefined || status === 'other'
      ? { failure: refuse('status', 'A state of the account’s own is named by statusLabel.') }
      : { value: toFreshdeskStatus(status) }
  }
  const choices = form?.find((field) => field.key === 'status')?.choices ?? []
  const choice = matchChoice(choices, statusLabel)
  if (typeof choice?.value !== 'number') {
    const labels = choices.map((item) => item.labels[0] ?? String(item.value))
    return { failure: refuseChoice('statusLabel', 'There is no such state.', labels) }
  }
  return status === undefined || fromFreshdeskStatus(choice.value) === status
    ? { value: choice.value }
    : { failure: refuse('statusLabel', 'The label and the status do not fit together.') }
}

const typeOf = (type: string | null, form: AccountField[] | null): Settled<string | null> => {
  if (type === null) return { value: null }
  const choices = form?.find((field) => field.key === 'type')?.choices ?? []
  if (choices.length === 0) return { value: type }
  const choice = matchChoice(choices, type)
  return choice === null
    ? {
        failure: refuseChoice(
          'type',
          'There is no such type.',
          choices.map((item) => String(item.value)),
        ),
      }
    : { value: String(choice.value) }
}

const idOf = (
  what: 'group' | 'agent',
  wanted: string | null,
  items: readonly Named[] | null,
): Settled<number | null> => {
  if (wanted === null) return { value: null }
  if (items === null) {
    return /^\d{1,15}$/.test(wanted)
      ? { value: Number(wanted) }
      : {
          failure: refuse(
            what,
            `The API key's agent may not look up a ${what}: it has to be given by its id.`,
          ),
        }
  }
  const found = findNamed(items, wanted)
  switch (found.kind) {
    case 'found':
      return { value: Number(found.item.id) }
    case 'unknown':
      return { failure: refuseChoice(what, `There is no such ${what}.`, found.choices) }
    case 'ambiguous':
      return { failure: refuseChoice(what, `Several are called so.`, found.choices) }
    default:
      return found satisfies never
  }
}

/** Null empties a field. */
const customFieldsOf = (given: Record<string, unknown>, form: AccountField[] | null) => {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  const fitted = form === null ? convertCustomFieldsBlindly(set) : convertCustomFields(set, form)
  const values: Record<string, unknown> = { ...fitted.values }
  const unmapped = [...fitted.unmapped]
  for (const [name, value] of Object.entries(given)) {
    if (value !== null) continue
    const own = (form ?? []).filter((field) => field.custom)
    const key = form === null && name.startsWith('cf_') ? name : findField(own, name)?.field.key
    if (key === undefined) unmapped.push({ field: name, value: '', why: 'unknown-field' })
    else values[key] = null
  }
  return { values, unmapped }
}

/** Everything that is wrong, at once. */
const joined = (failures: Failure[]): Failure =>
  refuseAll(failures.flatMap((failure) => (failure.kind === 'invalid' ? failure.faults : [])))
