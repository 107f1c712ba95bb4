import type { CustomValue } from '../account.ts'
import type { Call } from '../call.ts'
import { createFieldReader, type FieldReader } from '../field-reader.ts'
import { type Fault, faultOf } from '../problems.ts'
import { sanitiseHtml } from '../sanitise-html.ts'
import { priorities } from '../seed-fields.ts'
import { emptyCustomFields, readCustomFields } from './read-custom-fields.ts'

/** What a create or an update says of a ticket's own fields; undefined where it says nothing. */
export interface TicketInput {
  subject: string | undefined
  description: string | undefined
  status: number | undefined
  priority: number | undefined
  source: number | undefined
  type: string | null | undefined
  responderId: number | null | undefined
  groupId: number | null | undefined
  companyId: number | null | undefined
  productId: number | null | undefined
  emailConfigId: number | null | undefined
  ccEmails: string[] | undefined
  tags: string[] | undefined
  customFields: Record<string, CustomValue>
  dueBy: number | null | undefined
  frDueBy: number | null | undefined
  parentId: number | null | undefined
  relatedTicketIds: number[] | undefined
}

/** Who asks: at least one of these is needed to create a ticket. */
export interface RequesterInput {
  requesterId: number | null | undefined
  email: string | null | undefined
  phone: string | null | undefined
  name: string | null | undefined
  twitterId: string | null | undefined
  facebookId: string | null | undefined
  uniqueExternalId: string | null | undefined
}

export interface TicketRequest {
  ticket: TicketInput
  requester: RequesterInput
  /** Faults of form: types, unknown fields, values that are no choice. */
  faults: Fault[]
}

const maxSubjectLength = 255
const maxTags = 30
const maxTagLength = 32

const checkTags = (tags: readonly string[] | undefined, reader: FieldReader): void => {
  if (!tags) return
  if (tags.length > maxTags) {
    reader.fault(faultOf.value('tags', `There are ${tags.length} tags, it can have maximum of ${maxTags}`))
  }
  const long = tags.find((tag) => tag.length > maxTagLength)
  if (long !== undefined) reader.fault(faultOf.tooLong('tags', long.length, maxTagLength))
}

/** Reads the body of a create (`current` undefined) or an update. Order of the faults: unknown fields, then the form's. */
export const readTicketRequest = (
  call: Call,
  current?: Readonly<Record<string, CustomValue>>,
): TicketRequest => {
  const { account, behaviour, body } = call
  const reader = createFieldReader(body)
  const types = account.fields.find((field) => field.name === 'ticket_type')?.choices ?? []
  const description = reader.text('description')
  const given = reader.object('custom_fields') ?? {}
  const custom = readCustomFields(given, current ?? emptyCustomFields(call), body.multipart, call)
  const ticket: TicketInput = {
    subject: reader.text('subject', maxSubjectLength),
    description: description === undefined ? undefined : sanitiseHtml(description),
    status: reader.choice(
      'status',
      account.statuses.map((status) => status.id),
    ),
    priority: reader.choice('priority', Object.values(priorities)),
    source: reader.choice('source', Object.values(behaviour.sources)),
    type: reader.textChoice('type', types),
    responderId: reader.id('responder_id'),
    groupId: reader.id('group_id'),
    companyId: reader.id('company_id'),
    productId: reader.id('product_id'),
    emailConfigId: reader.id('email_config_id'),
    ccEmails: reader.emails('cc_emails'),
    tags: reader.texts('tags'),
    customFields: custom.values,
    dueBy: reader.time('due_by'),
    frDueBy: reader.time('fr_due_by'),
    parentId: reader.id('parent_id'),
    relatedTicketIds: reader.ids('related_ticket_ids'),
  }
  checkTags(ticket.tags, reader)
  const requester: RequesterInput = {
    requesterId: reader.id('requester_id'),
    email: reader.email('email'),
    phone: reader.nullableText('phone'),
    name: reader.nullableText('name'),
    twitterId: reader.nullableText('twitter_id'),
    facebookId: reader.nullableText('facebook_id'),
    uniqueExternalId: reader.nullableText('unique_external_id'),
  }
  if (!body.multipart && Array.isArray(body.values['attachments'])) {
    // Files cannot come in JSON.
    reader.fault(faultOf.type('attachments', 'Array', 'attachable files'))
  }
  for (const name of [
    'attachments',
    'internal_agent_id',
    'internal_group_id',
    'lookup_parameter',
    'urgent',
  ]) {
    reader.ignore(name)
  }
  return { ticket, requester, faults: [...reader.finish(), ...custom.faults] }
}
