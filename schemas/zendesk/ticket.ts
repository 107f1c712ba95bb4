import * as z from 'zod'
import { readableListSchema } from '../readable-list.ts'
import { zendeskIdSchema } from './id.ts'
import { zendeskUserSchema } from './user.ts'

const maybeId = zendeskIdSchema.nullish().catch(null)
const maybeText = z.string().nullish().catch(null)

/**
 * A ticket as every endpoint answers it; only what Relevo reads. Strict is only what a ticket is recognised by: one odd field of
 * one ticket must not make a whole list unreadable. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
 */
export const zendeskTicketSchema = z.object({
  id: zendeskIdSchema,
  external_id: maybeText,
  subject: maybeText,
  description: maybeText,
  status: maybeText,
  custom_status_id: maybeId,
  priority: maybeText,
  type: maybeText,
  tags: z
    .array(z.unknown())
    .transform((tags) => tags.filter((tag) => typeof tag === 'string'))
    .nullish(),
  requester_id: maybeId,
  assignee_id: maybeId,
  group_id: maybeId,
  custom_fields: z
    .array(z.object({ id: zendeskIdSchema, value: z.json().nullish() }))
    .nullish()
    .catch(null),
  created_at: maybeText,
  updated_at: maybeText,
})
export type ZendeskTicket = z.infer<typeof zendeskTicketSchema>

export const zendeskTicketAnswerSchema = z.object({ ticket: zendeskTicketSchema })

/** An update: the ticket as it is then, and what was done; a comment's id stands in the audit alone. */
export const zendeskUpdateAnswerSchema = z.object({
  ticket: zendeskTicketSchema,
  audit: z
    .object({
      id: zendeskIdSchema,
      author_id: maybeId,
      events: z.array(z.object({ id: zendeskIdSchema, type: z.string() })).catch([]),
    })
    .nullish()
    .catch(null),
})
export type ZendeskUpdateAnswer = z.infer<typeof zendeskUpdateAnswerSchema>

/** What tells of a next page: by cursor `meta`, by offset `next_page`. */
const paging = {
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish().catch(null),
  next_page: maybeText,
}

export const zendeskTicketListSchema = z.object({ tickets: z.array(zendeskTicketSchema), ...paging })

/** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
export const zendeskCommentSchema = z.object({
  id: zendeskIdSchema,
  author_id: maybeId,
  public: z.boolean().nullish().catch(null),
  body: maybeText,
  html_body: maybeText,
  plain_body: maybeText,
  attachments: z
    .array(
      z.object({
        id: zendeskIdSchema,
        file_name: maybeText,
        content_type: maybeText,
        content_url: maybeText,
        size: z.number().nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
  created_at: maybeText,
})
export type ZendeskComment = z.infer<typeof zendeskCommentSchema>

/** `users`: the authors, where `include=users` was asked for. */
export const zendeskCommentListSchema = z.object({
  comments: z.array(zendeskCommentSchema),
  users: z.array(zendeskUserSchema).nullish().catch(null),
  ...paging,
})

/** `GET /search`: other kinds of results than tickets are passed over. */
export const zendeskSearchSchema = z.object({
  results: z.array(z.unknown()).transform((results) =>
    results.flatMap((result) => {
      const parsed = zendeskTicketSchema.safeParse(result)
      return parsed.success ? [parsed.data] : []
    }),
  ),
  count: z.number().nullish().catch(null),
  next_page: maybeText,
})

/** `GET /search/count` */
export const zendeskSearchCountSchema = z.object({ count: z.int().min(0) })

/**
 * `GET /incremental/tickets/cursor`: to be gone on with from `after_cursor`, at the end too. Nothing is written from its tags, so that
 * they may be odd too.
 */
export const zendeskExportSchema = z.object({
  tickets: readableListSchema(
    zendeskTicketSchema.extend({ tags: zendeskTicketSchema.shape.tags.catch(null) }),
  ),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
})
