import * as z from 'zod'
import { encoderSchema } from '../../../schemas/classification-configuration.ts'
import { categorySchema } from '../../../schemas/configuration.ts'
import type { PastTicket } from '../../training/past-ticket.ts'

const count = z.int().min(0)

/** What a training in a thread of its own is told first; the tickets follow in portions. */
export const trainingOrderSchema = z.strictObject({
  categories: z.record(z.string(), categorySchema),
  /** What ships is asked here, so that the new model has to be better than that. */
  isStarterUsed: z.boolean(),
  /** Where models are kept. */
  folder: z.string(),
  /** Which help desks, for the report. */
  from: z.string(),
  /** Relevo's version. */
  by: z.string(),
  /** Of the report's page. */
  language: z.string(),
  encoder: encoderSchema.optional(),
  unfit: z.array(z.strictObject({ reason: z.string(), texts: count })),
  /** Threads of its own that it may start; absent: as many as are worth it. */
  workers: count.optional(),
})
export type TrainingOrder = z.output<typeof trainingOrderSchema>

const label = z.string().exactOptional()

const pastTicketSchema: z.ZodType<PastTicket> = z.strictObject({
  name: z.string(),
  subject: z.string().nullable(),
  body: z.string(),
  labels: z.strictObject({ category: label, type: label, group: label, priority: label }),
  tags: z.array(z.string()),
  language: z.string().nullable(),
  group: z.string().nullable(),
  createdAt: z.number().nullable(),
  changedAt: z.number().nullable(),
  state: z.enum(['settled', 'underWay', 'untouched']).nullable(),
})

/** What the owner of the thread sends. */
export const toTrainingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), order: trainingOrderSchema }),
  z.strictObject({ kind: z.literal('tickets'), tickets: z.array(pastTicketSchema) }),
  z.strictObject({ kind: z.literal('begin') }),
])
export type ToTraining = z.output<typeof toTrainingSchema>

const target = z.enum(['category', 'type', 'group', 'priority'])

/** An `Adoption`; see `src/training/learn/decide-adoption.ts`. */
const adoptionSchema = z.discriminatedUnion('why', [
  z.strictObject({ adopt: z.literal(true), why: z.literal('asked') }),
  z.strictObject({ adopt: z.literal(true), why: z.literal('first') }),
  z.strictObject({ adopt: z.literal(true), why: z.literal('as-good'), against: z.string() }),
  z.strictObject({
    adopt: z.literal(true),
    why: z.literal('better'),
    against: z.string(),
    target,
    texts: count,
    by: z.number(),
    chance: z.number(),
  }),
  z.strictObject({ adopt: z.literal(false), why: z.literal('no-better'), against: z.string(), texts: count }),
  z.strictObject({ adopt: z.literal(false), why: z.literal('few-newer'), against: z.string(), texts: count }),
  z.strictObject({ adopt: z.literal(false), why: z.literal('not-asked') }),
  z.strictObject({
    adopt: z.literal(false),
    why: z.literal('lacks'),
    against: z.string(),
    targets: z.array(target),
  }),
  z.strictObject({
    adopt: z.literal(false),
    why: z.literal('worse'),
    against: z.string(),
    target,
    by: z.number(),
    onSame: z.boolean(),
  }),
])

export const refusalCodeSchema = z.enum([
  'usage',
  'not-found',
  'unusable',
  'busy',
  'later',
  'store',
  'stopped',
])

/** What the thread answers: how it goes on, and at the end what it came to. Anything else that ends it is a crash. */
export const fromTrainingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('began'), title: z.string() }),
  z.strictObject({ kind: z.literal('progress'), part: z.number(), note: z.string() }),
  z.strictObject({ kind: z.literal('said'), text: z.string() }),
  z.strictObject({ kind: z.literal('refused'), code: refusalCodeSchema, message: z.string() }),
  z.strictObject({
    kind: z.literal('made'),
    name: z.string(),
    adoption: adoptionSchema,
    /** That were learnt from. */
    texts: count,
    targets: z.array(target),
  }),
])
export type FromTraining = z.output<typeof fromTrainingSchema>
export type MadeModel = Omit<Extract<FromTraining, { kind: 'made' }>, 'kind'>
