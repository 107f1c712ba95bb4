import * as z from 'zod'
import { classificationAnswerSchema } from './classification-api.ts'
import { attachmentLinkSchema, handoffStateSchema, prioritySchema, transcriptLineSchema } from './handoff.ts'

/**
 * What `/v1` answers and takes, in snake_case: the outside's names for what the ledger keeps. Times are ISO 8601 UTC.
 * Ticket ids are text here, as in the ledger, because they are never counted with.
 */
const timeSchema = z.iso.datetime()
const textUpTo = (length: number) => z.string().trim().min(1).max(length)

export const flagSchema = z
  .enum(['possible-duplicate', 'unmapped-fields', 'mailed-fallback', 'moved-fallback'])
  .describe('Something that a person may want to look at.')

const recordShape = {
  id: z.string(),
  source: z.string(),
  helpdesk: z.string(),
  state: handoffStateSchema,
  why: z.string().nullable().describe('Why it is in this state.'),
  received_at: timeSchema,
  due_at: timeSchema.nullable().describe('When it will be tried again.'),
  ended_at: timeSchema.nullable(),
  attempts: z.int().describe('Attempts so far.'),
  failures: z.int().describe('Those of them that failed because of the hand-off itself.'),
  writes: z
    .int()
    .describe('Writes to the help desk so far; more than one means that a second ticket is conceivable.'),
  ticket: z
    .strictObject({
      id: z.string(),
      url: z.string().nullable(),
      action: z.enum(['created', 'added', 'mailed']),
    })
    .nullable(),
  flags: z.array(flagSchema),
  request_id: z.string().describe('The HTTP request that brought it; it is in the logs too.'),
}

export const handoffRecordSchema = z
  .strictObject(recordShape)
  .describe('A hand-off on record, without its content.')
  .meta({ id: 'HandoffRecord' })
export type HandoffRecord = z.input<typeof handoffRecordSchema>

export const handoffContentSchema = z
  .strictObject({
    user_email: z.string().nullable(),
    user_phone: z.string().nullable(),
    user_name: z.string().nullable(),
    conversation_summary: z.string(),
    category: z.string().nullable(),
    subject: z.string().nullable(),
    priority: prioritySchema.nullable(),
    language: z.string().nullable(),
    conversation_id: z.string().nullable(),
    message_id: z.string().nullable(),
    bot: z.string().nullable(),
    channel: z.string().nullable(),
    transcript: z.array(transcriptLineSchema),
    attachments: z.array(attachmentLinkSchema),
    custom_fields: z.record(z.string(), z.json()),
    tags: z.array(z.string()),
    callback_url: z.string().nullable(),
    extra: z.record(z.string(), z.json()).describe('Fields that Relevo does not know, as they came.'),
  })
  .describe('What a bot sent, under the names of the request body.')
  .meta({ id: 'HandoffContent' })
export type HandoffContent = z.input<typeof handoffContentSchema>

export const handoffDetailSchema = z
  .strictObject({
    ...recordShape,
    classification: classificationAnswerSchema.nullable(),
    acknowledgement: z
      .string()
      .nullable()
      .describe('What the bot was told to say, where a rule had a text for it.'),
    handoff: handoffContentSchema.nullable().describe('Null once it was erased or its retention ran out.'),
    history: z.array(
      z.strictObject({
        at: timeSchema,
        event: z.string(),
        why: z.string().nullable(),
        by: z.string().nullable().describe('Who, when a person did it.'),
      }),
    ),
  })
  .describe('A hand-off with its content and everything that happened to it.')
  .meta({ id: 'HandoffDetail' })
export type HandoffDetail = z.input<typeof handoffDetailSchema>

export const handoffPageSchema = z
  .strictObject({
    handoffs: z.array(handoffRecordSchema),
    next: z.string().nullable().describe('Pass it as `cursor` for the next page; null on the last.'),
  })
  .meta({ id: 'HandoffPage' })

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => Date.parse(text))

/** `?state=parked&state=refused` and `?state=parked,refused` are the same. */
const asList = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.flatMap(asList) : value

export const handoffQuerySchema = z.strictObject({
  state: z
    .preprocess(asList, z.array(handoffStateSchema).min(1).max(7))
    .optional()
    .describe('Only these states; repeat it or separate with commas.'),
  source: textUpTo(64).optional().describe('Only of this source.'),
  helpdesk: textUpTo(64).optional().describe('Only for this help desk.'),
  flag: flagSchema.optional().describe('Only with this flag.'),
  received_after: moment
    .optional()
    .describe('Taken in at this time or later; ISO 8601, a date or a date with time.'),
  received_before: moment.optional().describe('Taken in before this time.'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Entries per page.'),
  cursor: textUpTo(500).optional().describe('`next` of the page before.'),
})

export const handoffIdSchema = z.strictObject({
  id: z.string().min(1).max(64).describe('The id that the sender was answered.'),
})

export const dismissalSchema = z
  .strictObject({ reason: textUpTo(500).describe('Why nobody needs to answer; kept in the history.') })
  .meta({ id: 'Dismissal', examples: [{ reason: 'Sent by mistake; the person called us.' }] })

// Unicode on both sides of the @ is fine (RFC 6531); the domain needs a dot.
const address = /^[^\s@,;:<>()[\]\\"]{1,64}@[^\s@.,;:<>()[\]\\"]+(?:\.[^\s@.,;:<>()[\]\\"]+)+$/u
export const personEmailSchema = z.string().trim().max(254).regex(address, 'Not an e-mail address.')

const words = (length: number, description: string) =>
  textUpTo(length).nullable().optional().describe(description)

/** Fields that a person may correct; what is absent stays, null empties. */
export const handoffEditSchema = z
  .strictObject({
    user_email: personEmailSchema.nullable().optional().describe('E-mail of the person.'),
    user_phone: words(60, 'Phone of the person.'),
    user_name: words(255, 'Name of the person.'),
    conversation_summary: z.string().trim().max(100_000).optional().describe('What the person needs.'),
    category: words(255, 'What it is about.'),
    subject: words(255, 'Subject of the ticket.'),
    priority: prioritySchema.nullable().optional(),
    language: words(35, 'Language of the person, such as `es`.'),
    tags: z.array(textUpTo(100)).max(50).optional(),
    custom_fields: z.record(z.string().max(255), z.json()).optional().describe('Replaces all of them.'),
  })
  .refine((edit) => Object.keys(edit).length > 0, { message: 'Name at least one field to change.' })
  .meta({
    id: 'HandoffEdit',
    description: 'Fields to correct: what is absent stays as it is, null empties.',
    examples: [{ user_email: 'ana@example.org' }, { category: 'facturación', priority: 'high' }],
  })
export type HandoffEdit = z.output<typeof handoffEditSchema>

const custodyShape = {
  received: z.int(),
  delivered: z.int(),
  under_way: z.int(),
  parked: z.int(),
  dismissed: z.int(),
}

export const custodySchema = z
  .strictObject({
    ...custodyShape,
    balanced: z.boolean().describe('Whether received = delivered + under_way + parked + dismissed.'),
    refused: z.int().describe('Kept for a person to correct; apart from the sum.'),
    days: z.array(
      z.strictObject({ source: z.string(), day: z.iso.date(), ...custodyShape, refused: z.int() }),
    ),
  })
  .describe('Where every hand-off is, counted at this moment, in all and per source and UTC day.')
  .meta({ id: 'Custody' })
export type Custody = z.input<typeof custodySchema>

export const erasureRequestSchema = z
  .strictObject({
    email: personEmailSchema.optional().describe('E-mail of the person.'),
    phone: textUpTo(60).optional().describe('Phone of the person, for hand-offs without an e-mail.'),
  })
  .refine((request) => (request.email === undefined) !== (request.phone === undefined), {
    message: 'Name the person by email or by phone.',
  })
  .meta({ id: 'ErasureRequest', examples: [{ email: 'ana@example.org' }] })

export const erasureAnswerSchema = z
  .strictObject({
    ok: z.literal(true),
    erased: z.int().describe('How many hand-offs were blanked. Open ones are dismissed.'),
    forgotten: z
      .strictObject({
        tickets: z.int().describe('Tickets that were taken from the list.'),
        drafts: z.int(),
        replies: z.int().describe('Replies and notes of agents whose texts were blanked.'),
        taken_back: z.int().describe('How many of those were not known to be out, and will not be sent.'),
        calls: z.int().describe('Calls of language models.'),
        knowledge: z.int().describe('Entries of knowledge that were made of tickets.'),
      })
      .describe('How much the desk kept.'),
  })
  .meta({ id: 'ErasureAnswer' })
