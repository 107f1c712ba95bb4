import * as z from 'zod'
import { personEmailSchema } from './api.ts'
import { prioritySchema } from './handoff.ts'
import { ticketStatusSchema } from './ticket.ts'

/** What `/v1/tickets` takes, in snake_case. Lengths are in characters; what is longer is refused, never cut. */
const longestText = 60_000
const textUpTo = (length: number) => z.string().trim().min(1).max(length)
const saysSomething = (length: number) =>
  z.string().max(length).regex(/\S/, 'Write something: this is empty.')

const helpdeskShape = {
  helpdesk: textUpTo(64)
    .optional()
    .describe('Which help desk, by its name in the configuration; absent: the only one, else `main`.'),
}

/** Parameters of what is done with one ticket. */
export const helpdeskQuerySchema = z.strictObject(helpdeskShape)

export const ticketIdSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'Not the id of a ticket: 1 to 64 letters, digits, _ and -.')
    .describe("The ticket's id in the help desk."),
})

/** `?a=1&a=2` as a list; a single one too. */
const repeated = (value: unknown): unknown => (typeof value === 'string' ? [value] : value)
/** `?a=1,2` as well. */
const separated = (value: unknown): unknown => {
  const list = repeated(value)
  return Array.isArray(list)
    ? list.flatMap((each: unknown) => (typeof each === 'string' ? each.split(',') : [each]))
    : list
}

const moment = (description: string) =>
  z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .transform((text) => new Date(text).toISOString())
    .optional()
    .describe(`${description} ISO 8601, a date or a date with time.`)

const fieldCondition = z
  .string()
  .max(800)
  .regex(/^[^:]+:[\s\S]*\S/, 'Write it as name:value.')

const namesOf = (conditions: string[]): string[] =>
  conditions.map((condition) => condition.slice(0, condition.indexOf(':')).trim())

export const ticketQuerySchema = z.strictObject({
  requester_email: personEmailSchema.optional().describe('Only of the person with this address.'),
  requester_phone: textUpTo(60).optional().describe('Only of the person with this phone number.'),
  requester_id: textUpTo(64).optional().describe('Only of the person with this id in the help desk.'),
  status: z
    .preprocess(separated, z.array(ticketStatusSchema).min(1).max(5))
    .optional()
    .describe('Any of these; repeat it or separate with commas.'),
  priority: z
    .preprocess(separated, z.array(prioritySchema).min(1).max(4))
    .optional()
    .describe('Any of these; repeat it or separate with commas.'),
  type: z
    .preprocess(repeated, z.array(textUpTo(255)).min(1).max(20))
    .optional()
    .describe("Any of these, by the account's names; repeat it."),
  group: textUpTo(255).optional().describe('Name or id.'),
  agent: textUpTo(255).optional().describe('E-mail, name or id; `none`: nobody has it.'),
  tag: z
    .preprocess(separated, z.array(textUpTo(100)).min(1).max(20))
    .optional()
    .describe('All of these; repeat it or separate with commas.'),
  q: textUpTo(500).optional().describe('Words in subject or messages.'),
  field: z
    .preprocess(
      repeated,
      z
        .array(fieldCondition)
        .min(1)
        .max(10)
        .refine((conditions) => new Set(namesOf(conditions)).size === conditions.length, {
          message: 'Each field can be asked for once.',
        }),
    )
    .optional()
    .describe('A field of the account, as `name:value`; repeat it for several.'),
  created_after: moment('Created at this time or later.'),
  created_before: moment('Created before this time.'),
  updated_after: moment('Changed at this time or later.'),
  updated_before: moment('Last changed before this time.'),
  order: z
    .enum(['-updated', 'updated', '-created', 'created'])
    .default('-updated')
    .describe('By the time of the last change or of creation; with `-` the newest first.'),
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('Tickets per page.'),
  cursor: textUpTo(2000).optional().describe('`next` of the page before, with the same conditions.'),
  ...helpdeskShape,
})
export type TicketQueryParameters = z.output<typeof ticketQuerySchema>

export const conversationQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Messages per page.'),
  cursor: textUpTo(2000).optional().describe('`next` of the page before.'),
  ...helpdeskShape,
})

/** Documented here; read by `parseIdempotencyKey`, so that a bad one has a code of its own. */
const writeHeaders = {
  'idempotency-key': z
    .string()
    .optional()
    .meta({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' })
    .describe(
      'Names this write for 24 h: 1 to 255 visible ASCII characters. A repeat with the same key has no second effect, and is answered the same.',
    ),
}

export const writeHeadersSchema = z.looseObject(writeHeaders)

export const readHeadersSchema = z.looseObject({
  'if-none-match': z
    .string()
    .optional()
    .describe('An `ETag` that you have: as long as the ticket is the same, the answer is 304 without it.'),
})

export const changeHeadersSchema = z.looseObject({
  ...writeHeaders,
  'if-match': z
    .string()
    .optional()
    .describe(
      'An `ETag` that you have: when somebody has changed the ticket since, nothing is done, and the answer is 412. `*`: whatever it is now.',
    ),
})

const settableStatusSchema = ticketStatusSchema.exclude(['other'])

export const attachmentUploadSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .regex(/^[^\p{C}/\\]+$/u, 'A file name without folders and control characters.'),
    content_type: z
      .string()
      .max(127)
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'Such as text/plain.')
      .default('application/octet-stream'),
    content_base64: z.base64('Not base64.').min(4, 'The file is empty.').describe('The file itself.'),
  })
  .describe("A file. All of a request together stay within the server's body limit (1 MiB by default).")
  .meta({ id: 'AttachmentUpload' })
export type AttachmentUpload = z.output<typeof attachmentUploadSchema>

const attachments = z
  .array(attachmentUploadSchema)
  .max(10)
  .default([])
  .describe('Files that go with it, 10 at most.')

export const replyRequestSchema = z
  .strictObject({
    text: saysSomething(longestText).describe(
      'What the customer reads. Plain text: nothing in it is HTML; links become clickable.',
    ),
    cc: z.array(personEmailSchema).max(50).default([]).describe('Who gets a copy.'),
    status: settableStatusSchema
      .optional()
      .describe('The status that the ticket gets with it; absent: as the help desk does it.'),
    attachments,
  })
  .describe('A public reply to the customer.')
  .meta({ id: 'TicketReply' })
export type ReplyRequest = z.output<typeof replyRequestSchema>

export const noteRequestSchema = z
  .strictObject({
    text: saysSomething(longestText).describe('Plain text.'),
    private: z.boolean().default(true).describe('False: the customer can see it.'),
    attachments,
  })
  .describe('A note.')
  .meta({ id: 'TicketNote' })
export type NoteRequest = z.output<typeof noteRequestSchema>

const agentSchema = textUpTo(255).nullable()
const groupSchema = textUpTo(255).nullable()

export const handoverRequestSchema = z
  .strictObject({
    agent: agentSchema
      .default(null)
      .describe('E-mail, name or id. Somebody who is away gives way to the group.'),
    group: groupSchema.default(null).describe('Name or id.'),
    pick_agent: z
      .boolean()
      .default(true)
      .describe(
        'Whether somebody of the group is chosen when no agent is named: who is there, and has least to do.',
      ),
    status: settableStatusSchema.default('open'),
    priority: prioritySchema
      .nullable()
      .default(null)
      .describe('At least so urgent: what is more urgent already stays so.'),
    summary: saysSomething(20_000).describe('What the customer needs, for the private note.'),
    tried: z
      .array(saysSomething(2000))
      .max(50)
      .default([])
      .describe('What was tried already, one step each.'),
    question: saysSomething(2000).nullable().default(null).describe('What is open.'),
    language: z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$/, 'Such as es or en-GB.')
      .nullable()
      .default(null)
      .describe('Of the note and of the promise; absent: the configured one.'),
  })
  .describe('Hands a ticket over to people.')
  .meta({ id: 'TicketHandover' })
export type HandoverRequest = z.output<typeof handoverRequestSchema>

export const assignmentRequestSchema = z
  .strictObject({
    agent: agentSchema.optional().describe('E-mail, name or id; null takes it off; absent: stays.'),
    group: groupSchema.optional().describe('Name or id; null takes it off; absent: stays.'),
  })
  .refine(({ agent, group }) => agent !== undefined || group !== undefined, {
    message: 'Name an agent, a group, or both; null takes off.',
  })
  .describe('Who gets a ticket.')
  .meta({ id: 'TicketAssignment' })
export type AssignmentRequest = z.output<typeof assignmentRequestSchema>

const fieldScalar = z.union([z.string().max(longestText), z.number(), z.boolean()])
const tagList = z.array(textUpTo(100)).min(1).max(50)

export const ticketChangesSchema = z
  .strictObject({
    subject: textUpTo(255).optional(),
    status: settableStatusSchema.optional(),
    status_label: textUpTo(255)
      .optional()
      .describe("A state by the account's own name, where `status` is too coarse."),
    priority: prioritySchema.optional(),
    type: textUpTo(255).nullable().optional().describe("By the account's name; null empties it."),
    add_tags: tagList.optional().describe('The other tags stay.'),
    remove_tags: tagList.optional().describe('The other tags stay.'),
    custom_fields: z
      .record(z.string().min(1).max(255), z.union([fieldScalar, z.array(fieldScalar).max(200)]).nullable())
      .refine((fields) => Object.keys(fields).length <= 100, { message: 'At most 100 fields at a time.' })
      .optional()
      .describe('By name or label; null empties one. What cannot be set is named in `unmapped`.'),
    agent: agentSchema.optional().describe('E-mail, name or id; null takes it off.'),
    group: groupSchema.optional().describe('Name or id; null takes it off.'),
  })
  .refine((changes) => Object.keys(changes).length > 0, { message: 'Name at least one field to change.' })
  .describe('What is to be changed: what is absent stays as it is.')
  .meta({ id: 'TicketChanges' })
export type TicketChangesRequest = z.output<typeof ticketChangesSchema>
