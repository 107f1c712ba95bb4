import type {
  AssignmentRequest,
  AttachmentUpload,
  HandoverRequest,
  NoteRequest,
  ReplyRequest,
  TicketChangesRequest,
  TicketQueryParameters,
} from '../../schemas/ticket-request.ts'
import type { Assignment, TicketEdit, TicketQuery } from '../helpdesk/ticket-desk.ts'
import type { HandOverOrder, TextNote, TextReply } from '../tickets/tickets.ts'

const orders = {
  updated: { by: 'updated', direction: 'ascending' },
  '-updated': { by: 'updated', direction: 'descending' },
  created: { by: 'created', direction: 'ascending' },
  '-created': { by: 'created', direction: 'descending' },
} as const

/** `name:value`; a value may have colons, a name may not. */
const splitField = (condition: string): [name: string, value: string] => {
  const at = condition.indexOf(':')
  return [condition.slice(0, at).trim(), condition.slice(at + 1).trim()]
}

/** Leaves out what is absent, as the doors' optional properties want it. */
const present = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** Parameters of `GET /v1/tickets` as a query. */
export const convertToTicketQuery = (parameters: TicketQueryParameters): TicketQuery => ({
  ...present({
    requesterEmail: parameters.requester_email,
    requesterPhone: parameters.requester_phone,
    requesterId: parameters.requester_id,
    status: parameters.status,
    priority: parameters.priority,
    type: parameters.type,
    group: parameters.group,
    agent: parameters.agent,
    tags: parameters.tag,
    text: parameters.q,
    customFields:
      parameters.field === undefined ? undefined : Object.fromEntries(parameters.field.map(splitField)),
    createdAfter: parameters.created_after,
    createdBefore: parameters.created_before,
    updatedAfter: parameters.updated_after,
    updatedBefore: parameters.updated_before,
    cursor: parameters.cursor,
  }),
  order: orders[parameters.order],
  limit: parameters.limit,
})

const convertFile = (file: AttachmentUpload): TextReply['files'][number] => ({
  name: file.name,
  contentType: file.content_type,
  // As plain bytes: a Buffer makes a long list of itself wherever JSON is made, as for telling repeats apart.
  bytes: new Uint8Array(Buffer.from(file.content_base64, 'base64')),
})

export const convertToReply = (request: ReplyRequest): TextReply => ({
  text: request.text,
  cc: request.cc,
  files: request.attachments.map(convertFile),
  status: request.status ?? null,
})

export const convertToNote = (request: NoteRequest): TextNote => ({
  text: request.text,
  private: request.private,
  files: request.attachments.map(convertFile),
})

export const convertToHandOver = (request: HandoverRequest): HandOverOrder => ({
  agent: request.agent,
  group: request.group,
  pickAgent: request.pick_agent,
  status: request.status,
  priority: request.priority,
  summary: request.summary,
  tried: request.tried,
  question: request.question,
  language: request.language,
})

export const convertToAssignment = (request: AssignmentRequest): Assignment =>
  present({ agent: request.agent, group: request.group })

export const convertToEdit = (request: TicketChangesRequest): TicketEdit =>
  present({
    subject: request.subject,
    status: request.status,
    statusLabel: request.status_label,
    priority: request.priority,
    type: request.type,
    addTags: request.add_tags,
    removeTags: request.remove_tags,
    customFields: request.custom_fields,
    agent: request.agent,
    group: request.group,
  })
