import * as z from 'zod'
import { prioritySchema } from './handoff.ts'
import { ticketStatusSchema } from './ticket.ts'

/**
 * What `/v1/tickets` and `/v1/helpdesks` answer, in snake_case, and what `relevo tickets --json` prints. What they take is in
 * `ticket-request.ts`. Ids are text; times are ISO 8601 UTC.
 */
const timeSchema = z.iso.datetime({ offset: true })

export const ticketAnswerSchema = z
  .strictObject({
    id: z.string(),
    url: z.string().describe('Where an agent sees it.'),
    subject: z.string().nullable(),
    status: ticketStatusSchema.describe(
      '`other` is an open state of the account; `status_label` says which.',
    ),
    status_label: z.string().nullable().describe("The state by the account's own name."),
    priority: prioritySchema.nullable(),
    type: z.string().nullable(),
    tags: z.array(z.string()),
    requester_id: z.string().nullable(),
    agent_id: z.string().nullable().describe('Null: nobody has it.'),
    group_id: z.string().nullable(),
    deleted: z.boolean().describe('In the trash, or marked as spam.'),
    custom_fields: z
      .record(z.string(), z.json())
      .describe("The account's own fields, as the help desk gives them."),
    external_id: z.string().nullable().describe('What another system calls it.'),
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .describe('A ticket, the same for every help desk.')
  .meta({ id: 'Ticket' })
export type TicketAnswer = z.input<typeof ticketAnswerSchema>

export const messageAnswerSchema = z
  .strictObject({
    id: z.string(),
    ticket_id: z.string(),
    from: z.enum(['customer', 'agent', 'system']).describe('`system`: the help desk itself.'),
    author_id: z.string().nullable(),
    author_name: z.string().nullable(),
    private: z.boolean().describe('Seen by agents alone.'),
    text: z.string(),
    html: z.string().describe('As the help desk gives it: sanitise it before it is shown.'),
    attachments: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        content_type: z.string().nullable(),
        bytes: z.int().nullable(),
        url: z.string().nullable().describe('Often signed and short-lived: fetch it, do not keep it.'),
      }),
    ),
    created_at: timeSchema,
  })
  .describe("One entry of a ticket's conversation.")
  .meta({ id: 'TicketMessage' })
export type MessageAnswer = z.input<typeof messageAnswerSchema>

const nextSchema = z
  .string()
  .nullable()
  .describe('Pass it as `cursor` for the next page; null on the last one that can be had.')

export const ticketPageAnswerSchema = z
  .strictObject({
    tickets: z.array(ticketAnswerSchema),
    next: nextSchema,
    total: z.int().nullable().describe('How many fit in all; null where the help desk does not tell.'),
    complete: z
      .boolean()
      .describe(
        "False: the help desk's cap, its archive or an index that lags by minutes may hide some tickets.",
      ),
  })
  .describe('A page of tickets.')
  .meta({ id: 'TicketPage' })
export type TicketPageAnswer = z.input<typeof ticketPageAnswerSchema>

export const messagePageAnswerSchema = z
  .strictObject({ messages: z.array(messageAnswerSchema), next: nextSchema })
  .describe('A page of a conversation, oldest first. The first message is what the ticket began with.')
  .meta({ id: 'TicketMessagePage' })
export type MessagePageAnswer = z.input<typeof messagePageAnswerSchema>

export const latestMessageAnswerSchema = z
  .strictObject({
    message: messageAnswerSchema.nullable().describe('Null: no customer has written on this ticket.'),
  })
  .describe('The last public message of a customer.')
  .meta({ id: 'LatestMessage' })
export type LatestMessageAnswer = z.input<typeof latestMessageAnswerSchema>

const writtenShape = {
  ok: z.literal(true),
  duplicate: z
    .boolean()
    .describe('True: it was done before, under the same key or with the same content. Nothing was sent now.'),
}

export const saidAnswerSchema = z
  .strictObject({
    ...writtenShape,
    ticket_id: z.string(),
    message_id: z.string(),
    private: z.boolean(),
    created_at: timeSchema,
    adopted: z
      .boolean()
      .describe('True: an earlier attempt, whose answer was lost, had arrived. It was not sent again.'),
    status_problem: z
      .string()
      .nullable()
      .describe('The message is out, but the ticket did not get its status, for this reason.'),
  })
  .describe('A reply or a note that stands in the ticket.')
  .meta({ id: 'TicketMessageAnswer' })
export type SaidAnswer = z.input<typeof saidAnswerSchema>

export const changedAnswerSchema = z
  .strictObject({
    ...writtenShape,
    ticket: ticketAnswerSchema.describe('As it stands afterwards.'),
    unmapped: z
      .array(
        z.strictObject({
          field: z.string(),
          value: z.string(),
          why: z.enum(['unknown-field', 'not-a-choice', 'wrong-type', 'too-long', 'refused', 'defaulted']),
        }),
      )
      .describe('Custom fields that could not be set. The rest was.'),
  })
  .describe('A ticket after a change.')
  .meta({ id: 'TicketChangeAnswer' })
export type ChangedAnswer = z.input<typeof changedAnswerSchema>

const namedSchema = z.strictObject({ id: z.string(), name: z.string() }).nullable()

export const handedOverAnswerSchema = z
  .strictObject({
    ...writtenShape,
    ticket_id: z.string(),
    url: z.string().describe('Where an agent sees it.'),
    agent: namedSchema.describe('Who has it now; null: nobody in particular.'),
    group: namedSchema,
    why: z
      .enum(['named', 'least-loaded', 'there', 'group', 'agent-away', 'nobody-there', 'kept', 'unnamed'])
      .describe(
        'Why they have it. `named`: you named the agent. `least-loaded`: fewest open tickets of those who are there. `there`: is there, with a load that is not known. `group`: the group was wanted, and no agent. `agent-away`: the agent is not there, so the group has it. `nobody-there`: no agent of the group is. `kept`: it had an agent already. `unnamed`: neither agent nor group were named.',
      ),
    note_id: z.string().nullable().describe('The private note; null: there is none, see `note_problem`.'),
    note_problem: z.string().nullable(),
    promise: z
      .strictObject({
        text: z.string().describe('A sentence for the bot to say.'),
        office_hours: z.string().nullable(),
        is_open: z.boolean().nullable().describe('Whether the office is open now, where hours are known.'),
        first_response_minutes: z.int().nullable().describe('The target for the first answer.'),
      })
      .describe('What the customer may be promised.'),
  })
  .describe('A ticket that a person has now.')
  .meta({ id: 'TicketHandoverAnswer' })
export type HandedOverAnswer = z.input<typeof handedOverAnswerSchema>

export const helpdeskAnswerSchema = z
  .strictObject({
    name: z.string().describe('Its name in the configuration, for the parameter `helpdesk`.'),
    vendor: z.string(),
    default: z.boolean().describe('The one that is meant when none is named.'),
    capabilities: z
      .strictObject({
        find_by: z.array(z.string()).describe('Parameters of `GET /v1/tickets` that it can look for.'),
        find_at_most: z.int().nullable().describe('Most tickets that one search can reach; null: all.'),
        if_unchanged: z
          .enum(['vendor', 'read'])
          .describe(
            '`vendor`: `If-Match` is checked by the help desk in the same step. `read`: Relevo looks right before; a change in between is not seen.',
          ),
        reply: z.boolean(),
        attachments: z.boolean(),
        agent_availability: z.boolean().describe('Whether it tells which agents are there now.'),
        knowledge: z.boolean().describe('Whether it has articles to search.'),
        account: z.array(z.string()).describe('What else it tells about the account.'),
        archive: z
          .string()
          .nullable()
          .describe('What can be missing from a ticket that was closed long ago.'),
      })
      .describe('What it can do. The rest is answered 422 `unsupported`.'),
    availability: z
      .strictObject({
        state: z.enum(['open', 'shut']),
        reason: z.enum(['outage', 'credentials', 'rate-limit']).nullable(),
        since: timeSchema.nullable(),
        until: timeSchema.nullable().describe('When it is looked at again, where that is known.'),
        why: z.string().nullable(),
      })
      .describe('Whether calls are let through to it now.'),
  })
  .describe('A configured help desk.')
  .meta({ id: 'Helpdesk' })
export type HelpdeskAnswer = z.input<typeof helpdeskAnswerSchema>

export const helpdeskListSchema = z
  .strictObject({ helpdesks: z.array(helpdeskAnswerSchema) })
  .describe('All configured help desks.')
  .meta({ id: 'HelpdeskList' })
