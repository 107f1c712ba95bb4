import { comparable } from '../../comparable.ts'
import { matchChoice } from '../../fields/match-choice.ts'
import { findNamed, type Named } from '../../find-named.ts'
import type { CallOptions, Failure, FieldFault, Read, UnmappedField } from '../../helpdesk.ts'
import { refuse, refuseAll, refuseChoice } from '../../refuse.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { findCustomField, fitCustomFields } from '../fit-to-field.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import type { ZendeskTicketBody } from '../zendesk-ticket-body.ts'
import { toZendeskPriority, toZendeskStatus } from '../zendesk-values.ts'

const freshMs = 300_000

/** Makes an edit, but for its tags, into what Zendesk takes, with what it names looked up in the account. */
export const createEditComposer = (directory: ZendeskDirectory) => {
  const idOf = async <T extends Named>(
    field: 'agent' | 'group',
    wanted: string,
    list: () => Promise<Read<T[]>>,
  ): Promise<Read<number>> => {
    const read = await list()
    if (!read.ok) return read
    const found = findNamed(read.value, wanted)
    if (found.kind === 'found') return { ok: true, value: Number(found.item.id) }
    const what = found.kind === 'unknown' ? `There is no such ${field}.` : `Several of that name.`
    return { ok: false, failure: refuseChoice(field, what, found.choices) }
  }

  /** Everything that is wrong with an edit is named together, and then nothing is sent. */
  const compose = async (
    edit: TicketEdit,
    options: CallOptions,
  ): Promise<Read<{ body: ZendeskTicketBody; unmapped: UnmappedField[] }>> => {
    const body: ZendeskTicketBody = {}
    const faults: FieldFault[] = []
    const unmapped: UnmappedField[] = []
    let failure: Failure | null = null
    const note = (found: Failure | null) => {
      if (found?.kind === 'invalid') faults.push(...found.faults)
      else failure ??= found
    }
    if (edit.subject !== undefined) {
      const subject = edit.subject.replace(/\s+/g, ' ').trim()
      if (subject === '') note(refuse('subject', 'A subject has words.'))
      else body.subject = subject
    }
    if (edit.status !== undefined) body.status = toZendeskStatus(edit.status)
    if (edit.priority !== undefined)
      body.priority = edit.priority === null ? null : toZendeskPriority(edit.priority)
    if (edit.statusLabel !== undefined) note(await setStatusLabel(body, edit.statusLabel, options))
    if (edit.type === null) body.type = null
    if (typeof edit.type === 'string') note(await setType(body, edit.type, options))
    if (edit.customFields !== undefined) {
      const fields = await directory.fields.get(options)
      if (!fields.ok) return fields
      const given = Object.entries(edit.customFields)
      const fitted = fitCustomFields(
        Object.fromEntries(given.filter(([, value]) => value !== null)),
        fields.value,
      )
      const emptied = given.flatMap(([name, value]) => {
        const field = value === null ? findCustomField(fields.value ?? [], name) : null
        return field === null ? [] : [{ id: field.id, value: null }]
      })
      const custom = Object.entries(fitted.values).map(([id, value]) => ({ id: Number(id), value }))
      if (custom.length + emptied.length > 0) body.custom_fields = [...custom, ...emptied]
      unmapped.push(...fitted.unmapped)
    }
    if (edit.group === null) body.group_id = null
    if (typeof edit.group === 'string') {
      const id = await idOf('group', edit.group, async () => {
        const groups = await directory.groups.get(options, freshMs)
        return groups.ok
          ? {
              ok: true,
              value: (groups.value ?? []).map((each) => ({ id: String(each.id), name: each.name })),
            }
          : groups
      })
      if (id.ok) body.group_id = id.value
      else note(id.failure)
    }
    if (edit.agent === null) body.assignee_id = null
    if (typeof edit.agent === 'string') {
      const id = await idOf('agent', edit.agent, async () => {
        const agents = await directory.agents.get(options, freshMs)
        return agents.ok ? { ok: true, value: agents.value ?? [] } : agents
      })
      if (id.ok) body.assignee_id = id.value
      else note(id.failure)
    }
    if (faults.length > 0) return { ok: false, failure: refuseAll(faults) }
    return failure === null ? { ok: true, value: { body, unmapped } } : { ok: false, failure }
  }

  const setType = async (
    body: ZendeskTicketBody,
    type: string,
    options: CallOptions,
  ): Promise<Failure | null> => {
    const fields = await directory.fields.get(options)
    if (!fields.ok) return fields.failure
    const choices = fields.value?.find(({ key }) => key === 'type')?.choices ?? []
    const choice = matchChoice(choices, type)
    if (choice === null) {
      const labels = choices.map(({ labels: [label] }) => label ?? '')
      return refuseChoice('type', 'There is no such type.', labels)
    }
    body.type = String(choice.value)
    return null
  }

  /** The account's own states where it has them, else Zendesk's by their names. */
  const setStatusLabel = async (
    body: ZendeskTicketBody,
    label: string,
    options: CallOptions,
  ): Promise<Failure | null> => {
    const statuses = await directory.statuses.get(options)
    if (!statuses.ok) return statuses.failure
    const own = statuses.value ?? []
    const custom = own.find((each) => comparable(each.agent_label) === comparable(label))
    if (custom !== undefined) {
      body.custom_status_id = custom.id
      return null
    }
    const fields = await directory.fields.get(options)
    if (!fields.ok) return fields.failure
    const choices = fields.value?.find(({ key }) => key === 'status')?.choices ?? []
    const word = (['open', 'pending', 'hold', 'solved'] as const).find(
      (each) => each === matchChoice(choices, label)?.value,
    )
    if (word === undefined) {
      const labels = [
        ...own.map((each) => each.agent_label),
        ...choices.map(({ labels: [first] }) => first ?? ''),
      ]
      return refuseChoice('statusLabel', 'There is no such state.', labels)
    }
    body.status = word
    return null
  }

  return compose
}
