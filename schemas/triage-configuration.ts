import * as z from 'zod'
import { duration, nameSchema } from './setting-kinds.ts'
import { triageModeSchema } from './triage.ts'

const probability = z.number().min(0).max(1)

const categoryTriageSchema = z.strictObject({
  mode: triageModeSchema.optional().describe('How far triage goes for this category; absent: `mode` above.'),
  threshold: probability
    .optional()
    .describe('Write from this probability on; absent: computed from `costs` and what was measured.'),
})

/** The settings of `triage`: with the section present, tickets that came by other ways are looked at. */
export const triageSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('False: the section is there, and nothing is looked at.'),
  helpdesks: z
    .array(nameSchema)
    .min(1)
    .optional()
    .describe('Which help desks; absent: all that can tell what has changed.'),
  every: duration('1m').describe('How often changes are asked for.'),
  sweep: duration('10m').describe(
    'How often they are asked for while the help desk tells of them by events, to find what events missed.',
  ),
  since: duration('1d').describe('At the very first start: how far back tickets are looked at.'),
  mode: triageModeSchema
    .default('observe')
    .describe(
      '`observe`: nothing is written; `suggest`: a private note says what would be; `apply`: it is written where it is sure enough.',
    ),
  categories: z
    .record(nameSchema, categoryTriageSchema)
    .default({})
    .describe('Settings of single categories. `relevo triage mode` changes modes while the service runs.'),
  fields: z
    .strictObject({
      group: triageModeSchema.default('apply').describe('The most that is done with the group.'),
      priority: triageModeSchema.default('apply').describe('The most that is done with the priority.'),
      type: triageModeSchema.default('apply').describe('The most that is done with the type.'),
      tags: triageModeSchema.default('apply').describe('The most that is done with tags.'),
    })
    .prefault({})
    .describe(
      'How far triage may go with each field, whatever the category: `observe`, `suggest` or `apply`.',
    ),
  group: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The group for tickets that are not sure enough to be written, of categories in mode `apply`; absent: their group stays empty.',
    ),
  control: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .describe(
      'Part of the tickets, chosen by chance, that are only observed whatever the mode: what agents do with them shows what triage is worth, and teaches the next model.',
    ),
  costs: z
    .strictObject({
      wrong: duration('10m').describe('Time that a ticket costs which was sent the wrong way.'),
      manual: duration('2m').describe('Time that it costs to file a ticket by hand.'),
    })
    .prefault({})
    .describe(
      'What thresholds are computed from: writing pays where the chance of being wrong × `wrong` is less than `manual`.',
    ),
  learning: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Train a new model by itself, and use it when it is better.'),
      every: duration('7d').describe('How often at most.'),
      leastNew: z
        .int()
        .min(1)
        .default(200)
        .describe('Tickets that agents must have resolved since the last training.'),
      since: duration('365d').describe('How far back tickets are learnt from.'),
      most: z.int().min(100).max(500_000).default(50_000).describe('The newest so many tickets.'),
    })
    .prefault({})
    .describe('How it learns from what agents do.'),
  keep: duration('400d').describe('How long predictions and what came of them are kept.'),
})
export type TriageConfig = z.output<typeof triageSchema>
