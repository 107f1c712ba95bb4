import * as z from 'zod'
import { prioritySchema } from './handoff.ts'
import { calendarSchema, escalationUnlessSchema } from './policy.ts'

/** One escalation as its rule had it when the hand-off was decided about. Nothing in it comes from the person. */
export const escalationStepSchema = z.strictObject({
  rule: z.string(),
  /** From the delivery until it is due, ms; of open hours alone with `within`. */
  after: z.int(),
  within: z.strictObject({ name: z.string(), calendar: calendarSchema }).nullable(),
  /** What makes it needless. */
  unless: z.array(escalationUnlessSchema),
  group: z.string().nullable(),
  agent: z.string().nullable(),
  priority: prioritySchema.nullable(),
  addTags: z.array(z.string()),
  /** Source of a template. */
  note: z.string().nullable(),
})
export type EscalationStep = z.infer<typeof escalationStepSchema>

/**
 * What rules want to follow a delivery. Kept with the hand-off before anything is sent, so that a delivery that is found out about
 * only later is followed by the same. Templates are kept as their sources.
 */
export const followUpSchema = z.strictObject({
  acknowledge: z.string().nullable(),
  escalate: z.array(escalationStepSchema),
})
export type FollowUp = z.infer<typeof followUpSchema>
