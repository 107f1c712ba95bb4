import type { Ticket } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import { comparable } from '../../comparable.ts'
import { matchChoice } from '../../fields/match-choice.ts'
import { findNamed, type Named } from '../../find-named.ts'
import type { CallOptions, Failure, FieldFault, Read, UnmappedField, Write } from '../../helpdesk.ts'
import { refuse, refuseAll, refuseChoice } from '../../refuse.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import { putPatiently } from '../add-comment.ts'
import { convertTags } from '../convert-tags.ts'
import { findCustomField, fitCustomFields } from '../fit-to-field.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import type { ZendeskTicketBody } from '../zendesk-ticket-body.ts'
import { toZendeskPriority, toZendeskStatus } from '../zendesk-values.ts'
import { asRefusal } from './say.ts'

export interface TicketChangerOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
}

type Changed = Write<{ ticket: Ticket; unmapped: UnmappedField[] }>

const freshMs = 300_000

/**
 * Changes a ticket. With `ifUnchangedSince` everything, tags included, goes in one step that Zendesk checks itself; without it tags
 * go first, through the endpoint that adds and the one that takes away, so that nobody's tags are lost.
 */
export const createTicketChanger = ({ client, directory, toTicket }: TicketChangerOptions) => {
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
    if (edit.priority !== undefined) body.priority = toZendeskPriority(edit.priority)
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

  const failed = (effect: 'none' | 'unknown', failure: Failure): Changed => ({
    effect,
    failure: effect === 'none' ? asRefusal(failure) : failure,
  })

  return async (ticketId: string, edit: TicketEdit, options: CallOptions): Promise<Changed> => {
    const composed = await compose(edit, options)
    if (!composed.ok) return { effect: 'none', failure: composed.failure }
    const { unmapped } = composed.value
    let { body } = composed.value
    const add = convertTags(edit.addTags ?? [])
    const remove = convertTags(edit.removeTags ?? [])
    const done = (ticket: ZendeskTicket): Changed => ({
      effect: 'done',
      value: { ticket: toTicket(ticket), unmapped },
    })
    const read = async (): Promise<ZendeskTicket | Changed> => {
      const result = await client.tickets.get(ticketId, options)
      return result.effect === 'done' ? result.value.ticket : failed('none', result.failure)
    }
    let ticket: ZendeskTicket | null = null
    if (
      edit.ifUnchangedSince !== undefined ||
      add.length + remove.length > 0 ||
      Object.keys(body).length === 0
    ) {
      const found = await read()
      if ('effect' in found) return found
      ticket = found
    }
    // Only what is not so yet: a ticket takes thirty updates in ten minutes.
    const present = (ticket?.tags ?? []).map((tag) => tag.toLowerCase())
    const missing = add.filter((tag) => !present.includes(tag))
    const surplus = remove.filter((tag) => present.includes(tag))
    if (edit.ifUnchangedSince !== undefined && ticket !== null) {
      if (!isSameMoment(ticket.updated_at, edit.ifUnchangedSince))
        return { effect: 'none', failure: conflict }
      if (missing.length + surplus.length > 0) {
        const kept = (ticket.tags ?? []).filter((tag) => !surplus.includes(tag.toLowerCase()))
        body = { ...body, tags: [...kept, ...missing] }
      }
      if (Object.keys(body).length === 0) return done(ticket)
      body = { ...body, safe_update: true, updated_stamp: ticket.updated_at ?? '' }
    } else {
      if (missing.length > 0) {
        const added = await client.tickets.addTags(ticketId, missing, options)
        if (added.effect !== 'done') return failed(added.effect, added.failure)
      }
      if (surplus.length > 0) {
        const removed = await client.tickets.removeTags(ticketId, surplus, options)
        if (removed.effect !== 'done') return failed(removed.effect, removed.failure)
      }
      if (Object.keys(body).length === 0 && ticket !== null) {
        if (missing.length + surplus.length === 0) return done(ticket)
        const tags = (ticket.tags ?? []).filter((tag) => !surplus.includes(tag.toLowerCase()))
        return done({ ...ticket, tags: [...tags, ...missing] })
      }
    }
    const result = await putPatiently(client, ticketId, body, options)
    if (result.effect === 'done') return done(result.value.ticket)
    return result.failure.kind === 'conflict'
      ? { effect: result.effect, failure: conflict }
      : failed(result.effect, result.failure)
  }
}

const conflict: Failure = {
  kind: 'conflict',
  message: 'Somebody else has changed the ticket in the meantime.',
}

const isSameMoment = (one: string | null | undefined, other: string): boolean =>
  Math.floor(Date.parse(one ?? '') / 1000) === Math.floor(Date.parse(other) / 1000)
