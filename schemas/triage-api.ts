import * as z from 'zod'
import { decidedBySchema, reasonSchema } from './classification.ts'
import { nameSchema } from './setting-kinds.ts'
import { fieldValuesSchema, leftSchema, triageModeSchema, triageOutcomeSchema } from './triage.ts'
import { triageThresholdSchema } from './triage-report.ts'

/** What `/v1/triage` answers and takes, in snake_case. Times are ISO 8601 UTC, ticket ids text. */
const timeSchema = z.iso.datetime()
const count = z.int().min(0)
const part = z.number().min(0).max(1)

const switchedSchema = z.strictObject({
  at: timeSchema,
  who: z.string().describe('As in the audit trail.'),
})

const countsSchema = z.strictObject({
  seen: count.describe('Tickets that were read.'),
  predicted: count.describe('Those of which something was predicted.'),
  skipped: z.record(z.string(), count).describe('Those that are not triaged, by the reason.'),
  by_category: z.record(
    z.string(),
    z.strictObject({ predicted: count, right: count, wrong: count, untold: count }),
  ),
  by_decider: z.partialRecord(decidedBySchema, count),
  by_state: z.record(z.string(), count).describe('What became of those with something to write.'),
  not_written: z.record(z.string(), count).describe('Why something was not written.'),
  due: count.describe('That are still to be written.'),
  oldest_due_at: timeSchema.nullable(),
})

const helpdeskStatusSchema = z.strictObject({
  helpdesk: z.string(),
  vendor: z.string(),
  polled_at: timeSchema.nullable().describe('When changes were asked for last; null: never.'),
  caught_up_at: timeSchema.nullable().describe('When they were last read to the end; null: never.'),
  changed_until: timeSchema.nullable().describe('The newest change that was read.'),
  read: count.describe('Changes that were read, in all.'),
  events: z.strictObject({
    state: z
      .enum(['off', 'silent', 'arriving'])
      .describe('`off`: none are configured. `silent`: none came for a day.'),
    last_at: timeSchema.nullable(),
    told: count.describe('Changes that an event told of.'),
    missed: count.describe('Changes that only the list told of, while events arrived.'),
  }),
  counts: countsSchema.describe('Of tickets seen in the last 30 days.'),
  problems: z.array(z.string()).describe('What stands in the way, in plain words.'),
})

const categoryStatusSchema = z.strictObject({
  category: z.string(),
  mode: triageModeSchema,
  mode_by: z.enum(['configuration', 'switch']).describe('Where that comes from.'),
  threshold: triageThresholdSchema,
})

const driftSchema = z.strictObject({
  kind: z.enum(['inputs', 'labels', 'calibration']),
  value: z.number().min(0),
  limit: z.number().min(0),
  is_over: z.boolean(),
  texts: count,
})

export const triageStatusSchema = z
  .strictObject({
    stopped: switchedSchema.nullable().describe('Who stopped it and when; null: it works.'),
    helpdesks: z.array(helpdeskStatusSchema),
    categories: z.array(categoryStatusSchema),
    learning: z.strictObject({
      enabled: z.boolean(),
      last_at: timeSchema.nullable(),
      last_result: z.string().nullable(),
      next_at: timeSchema.nullable().describe('Not before; null: it is not planned.'),
      new_labels: count.describe('Tickets that agents resolved since the last training.'),
      drift: z
        .array(driftSchema)
        .describe('How far the last days are from what the model was trained on; empty: too few tickets.'),
    }),
  })
  .describe('How triage is doing.')
  .meta({ id: 'TriageStatus' })
export type TriageStatusAnswer = z.input<typeof triageStatusSchema>

export const triagedTicketSchema = z
  .strictObject({
    helpdesk: z.string(),
    ticket_id: z.string(),
    created_at: timeSchema,
    changed_at: timeSchema,
    skipped: z.string().nullable().describe('Why it is not triaged; null: it is.'),
    prediction: z
      .strictObject({
        at: timeSchema,
        category: z.string().nullable(),
        is_decided: z.boolean().describe('False: it only leans to it.'),
        confidence: part.nullable(),
        decided_by: decidedBySchema,
        runner_up: z.string().nullable(),
        model: z.string().nullable(),
        language: z.string().nullable(),
        values: fieldValuesSchema,
        tags: z.array(z.string()),
        reasons: z.array(reasonSchema),
      })
      .nullable(),
    control: z.boolean().describe('It is only observed, so that it shows what agents do by themselves.'),
    state: z
      .enum(['due', 'sending', 'unknown', 'done', 'left', 'undoing', 'undone'])
      .nullable()
      .describe('Of what is written; null: nothing is.'),
    action: z.enum(['suggest', 'apply', 'route']).nullable(),
    why: z.string().nullable().describe('Why something was not written.'),
    run: z.string().nullable(),
    changes: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string() })),
    tags_added: z.array(z.string()),
    written_at: timeSchema.nullable(),
    left_with: leftSchema.nullable().describe('How it was when it was read last.'),
    outcome: triageOutcomeSchema.nullable().describe('Null: it has not ended.'),
  })
  .describe('A ticket as triage has seen it. No word of a person is kept.')
  .meta({ id: 'TriagedTicket' })
export type TriagedTicketAnswer = z.input<typeof triagedTicketSchema>

export const triagedTicketPageSchema = z
  .strictObject({ tickets: z.array(triagedTicketSchema), next: z.string().nullable() })
  .describe('Newest seen first; `next` is the cursor of the next page.')
  .meta({ id: 'TriagedTicketPage' })

const limitSchema = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`1 to ${most}.`)

export const triagedTicketQuerySchema = z.strictObject({
  helpdesk: z.string().optional(),
  category: z.string().optional().describe('That was predicted.'),
  state: z.enum(['due', 'sending', 'unknown', 'done', 'left', 'undoing', 'undone']).optional(),
  action: z.enum(['suggest', 'apply', 'route']).optional(),
  outcome: triageOutcomeSchema.optional(),
  limit: limitSchema(200, 50),
  cursor: z.string().optional(),
})

export const triageReportQuerySchema = z.strictObject({
  helpdesk: z.string().optional().describe('Absent: the only one that is triaged, else `main`.'),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(400)
    .default(30)
    .describe('Of tickets that came in the last so many days.'),
})

export const triageCategoryNameSchema = z.strictObject({ category: nameSchema })
export const triageModeBodySchema = z
  .strictObject({
    mode: triageModeSchema.nullable().describe('Null: as it is configured.'),
  })
  .describe('How far triage may go for this category from now on.')
  .meta({ id: 'TriageModeChange' })

export const triageRunSchema = z
  .strictObject({
    id: z.string(),
    helpdesk: z.string(),
    began_at: timeSchema,
    model: z.string().nullable(),
    applied: count,
    routed: count,
    suggested: count,
    undone: count,
  })
  .describe('What was written on one day under one model and one set of settings.')
  .meta({ id: 'TriageRun' })
export type TriageRunAnswer = z.input<typeof triageRunSchema>

export const triageRunListSchema = z
  .strictObject({ runs: z.array(triageRunSchema) })
  .describe('Newest first.')
  .meta({ id: 'TriageRunList' })
export const triageRunQuerySchema = z.strictObject({ limit: limitSchema(200, 30) })
export const triageRunIdSchema = z.strictObject({ run: z.string().regex(/^\d{8}-\d{1,6}$/) })

export const triageUndoSchema = z
  .strictObject({
    run: z.string(),
    undone: count.describe('Taken back.'),
    touched: count.describe('Somebody has changed it since, solved it, or it is gone: it stays.'),
    before: count.describe('Already taken back before.'),
    failed: z
      .array(z.strictObject({ ticket_id: z.string(), why: z.string() }))
      .describe('Could not be reached; a repeat tries again.'),
  })
  .describe('What came of an undo.')
  .meta({ id: 'TriageUndo' })
export type TriageUndoAnswer = z.input<typeof triageUndoSchema>

export const triageLearnSchema = z
  .strictObject({ ok: z.literal(true), status: z.enum(['begun', 'busy']) })
  .describe('`busy`: a training is under way already.')
  .meta({ id: 'TriageLearn' })
