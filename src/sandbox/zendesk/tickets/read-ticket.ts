import type { StoredTicket, TicketState } from '../account.ts'
import { type Call, isRecord } from '../call.ts'
import type { TicketStatus } from '../options.ts'
import { isAgent } from '../people/users.ts'
import { type Fault, faultOf } from '../problems.ts'
import { readFields, tagsOfFields } from './read-fields.ts'

export interface ReadState {
  changes: Partial<TicketState>
  faults: Fault[]
}

const longestSubject = 255
const priorities = ['low', 'normal', 'high', 'urgent']

/** Tags are lower-cased, and white space and commas separate them. */
export const readTags = (given: unknown): string[] => {
  const texts: unknown[] = Array.isArray(given) ? given : [given]
  const tags = texts.flatMap((text) => (typeof text === 'string' ? text.toLowerCase().split(/[\s,]+/) : []))
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

/** The properties of a ticket that a body sets; `present`: the ticket that it changes. */
export const readTicket = (
  call: Call,
  given: Readonly<Record<string, unknown>>,
  present: StoredTicket | null,
): ReadState => {
  const { account, behaviour } = call
  const changes: Partial<TicketState> = {}
  const faults: Fault[] = []
  const has = (key: string) => given[key] !== undefined
  const refuse = (field: string, description: string) => faults.push(faultOf.value(field, description))
  const idOf = (value: unknown): number | null => (/^\d{1,15}$/.test(String(value)) ? Number(value) : null)

  if (typeof given['subject'] === 'string') {
    const { subject } = given
    if (subject.length > longestSubject && behaviour.longSubject === 'refuse')
      refuse('subject', `Subject: is too long (maximum is ${longestSubject} characters)`)
    else changes.subject = subject.slice(0, longestSubject)
  }
  if (typeof given['external_id'] === 'string') changes.externalId = given['external_id']
  const status = given['status']
  if (has('status')) {
    if (isStatus(status) && (status !== 'hold' || behaviour.hold)) changes.status = status
    else refuse('status', `Status: ${String(status)} is not valid`)
  }
  if (has('custom_status_id')) {
    const custom = account.statuses.get(idOf(given['custom_status_id']) ?? 0)
    if (custom === undefined) refuse('custom_status_id', 'Custom status: is not valid')
    else Object.assign(changes, { customStatusId: custom.id, status: custom.category })
  } else if (changes.status !== undefined) {
    const custom = [...account.statuses.values()].find(
      (each) => each.category === changes.status && each.isDefault,
    )
    changes.customStatusId = custom?.id ?? null
  }
  if (has('priority')) {
    const { priority } = given
    if (priority === null || priorities.includes(String(priority)))
      changes.priority = priority === null ? null : String(priority)
    else refuse('priority', `Priority: ${String(priority)} is not valid`)
  }
  if (has('type')) {
    const { type } = given
    const form = [...account.fields.values()].find((field) => field.type === 'tickettype')
    const offered = form?.systemOptions.map(({ value }) => value) ?? []
    if (type === null || type === '') changes.type = null
    else if (offered.includes(String(type))) changes.type = String(type)
    else refuse('type', `Type: ${String(type)} is not valid`)
  }
  if (has('brand_id')) {
    const brand = account.brands.get(idOf(given['brand_id']) ?? 0)
    if (brand === undefined) refuse('brand_id', 'Brand: is invalid')
    else changes.brandId = brand.id
  }
  readAssignment()
  const fields = readFields(call, given['custom_fields'] ?? given['fields'])
  faults.push(...fields.faults)
  if (Object.keys(fields.values).length > 0) changes.fields = { ...present?.fields, ...fields.values }
  if (has('tags')) changes.tags = readTags(given['tags'])
  const fromFields = tagsOfFields(call, fields.values)
  if (fromFields.length > 0)
    changes.tags = [...new Set([...(changes.tags ?? present?.tags ?? []), ...fromFields])]
  return { changes, faults }

  function readAssignment() {
    if (given['group_id'] === null) changes.groupId = null
    else if (has('group_id')) {
      const group = account.groups.get(idOf(given['group_id']) ?? 0)
      if (group === undefined) refuse('group_id', 'Group: is invalid')
      else if (group.id !== present?.groupId) {
        changes.groupId = group.id
        // Who is not in the new group loses the ticket.
        if (present?.assigneeId != null && !group.memberIds.includes(present.assigneeId))
          changes.assigneeId = null
      }
    }
    if (given['assignee_id'] === null) changes.assigneeId = null
    else if (has('assignee_id') || has('assignee_email')) {
      const email = String(given['assignee_email'] ?? '').toLowerCase()
      const agent = has('assignee_id')
        ? account.users.get(idOf(given['assignee_id']) ?? 0)
        : [...account.users.values()].find((user) => user.email?.toLowerCase() === email)
      const groupId = changes.groupId ?? present?.groupId ?? null
      const group = groupId === null ? undefined : account.groups.get(groupId)
      if (!isAgent(agent)) refuse('assignee_id', 'Assignee: is invalid')
      else if (group !== undefined && !group.memberIds.includes(agent.id))
        refuse('assignee_id', 'Assignee: is not a member of the group')
      else changes.assigneeId = agent.id
    }
  }
}

export const isStatus = (value: unknown): value is TicketStatus =>
  ['new', 'open', 'pending', 'hold', 'solved', 'closed'].includes(String(value))

/** The object under `ticket`, or null when the body has none. */
export const ticketIn = (body: Readonly<Record<string, unknown>>): Record<string, unknown> | null => {
  const ticket = body['ticket']
  return isRecord(ticket) ? ticket : null
}
