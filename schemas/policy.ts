import * as z from 'zod'
import { decidedBySchema } from './classification.ts'
import { durationSchema } from './duration.ts'
import { prioritySchema } from './handoff.ts'

/**
 * The company's rules: what happens to a hand-off, written so that an admin can read it. It stands under `policy:` in the
 * configuration file, or in a file of its own that `policyFile` names. Everything is strict: a key that is not known is a fault.
 */

/** One value or a list of them; a list means "any of these". */
const oneOrMany = <Item extends z.ZodType>(item: Item) => {
  const { $schema: _schema, ...one } = z.toJSONSchema(item, { io: 'input' })
  return (
    z
      .preprocess(
        (value) => (Array.isArray(value) || value === undefined ? value : [value]),
        z.array(item).min(1),
      )
      // What people write, for the published schema; what zod would say of the list alone is taken away.
      .meta({
        anyOf: [one, { type: 'array', items: one, minItems: 1 }],
        type: undefined,
        items: undefined,
        minItems: undefined,
      })
  )
}

const name = z.string().trim().min(1).max(200)
const template = z.string().min(1).max(20_000)
const scalar = z.union([z.string(), z.number(), z.boolean()])

const openTicketsSchema = z
  .strictObject({
    atLeast: z.int().min(0).optional().describe('How many there are at least.'),
    atMost: z.int().min(0).optional().describe('How many there are at most.'),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'Say atLeast or atMost.')
  .refine(({ atLeast = 0, atMost = atLeast }) => atLeast <= atMost, 'atLeast is above atMost.')

const requesterConditionsSchema = z.strictObject({
  email: oneOrMany(name).optional().describe('One of these addresses.'),
  domain: oneOrMany(name)
    .optional()
    .describe('The address ends in one of these domains, or in a part of one.'),
  hasEmail: z.boolean().optional().describe('Whether an e-mail address is known.'),
  hasPhone: z.boolean().optional().describe('Whether a phone number is known.'),
  known: z
    .boolean()
    .optional()
    .describe(
      'Whether Relevo made or added to a ticket for this person in the last 30 days, in this help desk.',
    ),
  company: oneOrMany(name)
    .optional()
    .describe('The person\'s company (organization) in the help desk, by name; `"*"` is any.'),
  tags: oneOrMany(name).optional().describe('One of the tags that the person has in the help desk.'),
  openTickets: openTicketsSchema
    .optional()
    .describe('How many tickets the person has in the help desk that are neither solved nor closed.'),
})

const recentSchema = z.strictObject({
  atLeast: z.int().min(1).max(20).describe('How many, this one not counted.'),
  within: durationSchema.prefault('7d').describe('How far back; 30 days at most.'),
})

/** All conditions that are named must hold. An empty group always holds. */
export const conditionsSchema = z.strictObject({
  source: oneOrMany(name).optional().describe('The source (bot) by its name in the configuration.'),
  brand: oneOrMany(name).optional().describe("The source's brand."),
  category: oneOrMany(name).optional().describe('The category that was predicted.'),
  unsure: z.boolean().optional().describe('Whether no category could be told.'),
  type: oneOrMany(name).optional().describe('The ticket type that was predicted.'),
  decidedBy: oneOrMany(decidedBySchema).optional().describe('Who predicted it.'),
  minConfidence: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('The prediction is at least this sure. One without a figure (a rule, the bot) is not.'),
  language: oneOrMany(name).optional().describe('The language; `es` is also `es-MX`.'),
  priority: oneOrMany(prioritySchema)
    .optional()
    .describe("The bot's priority, or the predicted one where the bot gave none."),
  channel: oneOrMany(name).optional().describe('The channel as the bot names it.'),
  bot: oneOrMany(name).optional().describe("The bot's own name."),
  tags: oneOrMany(name).optional().describe('One of the tags that the bot sent or the category adds.'),
  words: oneOrMany(name)
    .optional()
    .describe(
      'Words or phrases in what the person said, without case and accents; `*` at the end takes any ending.',
    ),
  pattern: oneOrMany(z.string().min(1).max(500))
    .optional()
    .describe('Regular expressions (RE2) over what the person said, without case and accents.'),
  requester: requesterConditionsSchema.optional().describe('About the person.'),
  recent: recentSchema.optional().describe("The person's earlier hand-offs that were delivered."),
  fields: z
    .record(z.string(), oneOrMany(scalar))
    .optional()
    .describe('Custom or unknown fields that the bot sent, by name; `"*"` takes any value.'),
  open: name.optional().describe('The calendar of this name is open when the hand-off arrives.'),
  closed: name.optional().describe('The calendar of this name is closed when the hand-off arrives.'),
  holiday: name.optional().describe('It is a holiday in the calendar of this name.'),
  get all(): z.ZodOptional<z.ZodArray<typeof conditionsSchema>> {
    return z.array(conditionsSchema).min(1).optional()
  },
  get any(): z.ZodOptional<z.ZodArray<typeof conditionsSchema>> {
    return z.array(conditionsSchema).min(1).optional()
  },
  get not(): z.ZodOptional<typeof conditionsSchema> {
    return conditionsSchema.optional()
  },
})
export type Conditions = z.output<typeof conditionsSchema>

export const escalationUnlessSchema = z.enum(['answered', 'assigned', 'solved'])

const longestAfterMs = 60 * 86_400_000

const escalationSchema = z.strictObject({
  after: durationSchema
    .refine((ms) => ms >= 1000 && ms <= longestAfterMs, 'Write a time from 1s to 60d.')
    .describe('How long after the delivery.'),
  unless: oneOrMany(escalationUnlessSchema)
    .prefault(['answered', 'solved'])
    .describe('What makes it needless: a public answer of an agent, an agent who has it, that it is solved.'),
  within: name.optional().describe('Count only the open hours of the calendar of this name.'),
  group: name.optional().describe('Group by name.'),
  agent: name.optional().describe('Agent by e-mail.'),
  priority: prioritySchema.optional().describe('Priority; a higher one stays.'),
  addTags: z.array(name).optional().describe('Tags to add.'),
  note: template.optional().describe('Template of a private note; without it, the note names the rule.'),
})
export type EscalationConfig = z.output<typeof escalationSchema>

export const consequencesSchema = z.strictObject({
  helpdesk: name.optional().describe('Send it to this help desk of the configuration instead.'),
  group: name.optional().describe('Group by name.'),
  agent: name.optional().describe('Agent by e-mail.'),
  type: name.optional().describe('Ticket type.'),
  priority: prioritySchema.optional().describe('Priority.'),
  tags: z.array(name).optional().describe('Tags to add.'),
  customFields: z
    .record(z.string(), z.json())
    .optional()
    .describe('Help desk fields to set; a text may be a template.'),
  subject: template.optional().describe('Template of the subject.'),
  text: template.optional().describe("Template of what stands first in the ticket's text."),
  note: template.optional().describe('Template of a private note.'),
  acknowledge: template
    .optional()
    .describe(
      'Template of what the bot may say once there is a ticket; it may name `ticket.id` and `ticket.url`.',
    ),
  escalate: oneOrMany(escalationSchema)
    .optional()
    .describe('What happens to the ticket when nobody has taken care of it after a time.'),
  park: z.string().trim().min(1).max(500).optional().describe('Keep it for a person, for this reason.'),
})
export type Consequences = z.output<typeof consequencesSchema>

export const ruleSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('What it is called in explanations and histories.'),
  when: conditionsSchema.prefault({}).describe('Conditions, all of which must hold; none: always.'),
  // biome-ignore lint/suspicious/noThenProperty: the word that admins read; a parsed rule is never awaited
  then: consequencesSchema.describe('What follows.'),
  stop: z
    .boolean()
    .optional()
    .describe('Whether no later rule is looked at after this one. Default: true with `mode: first`.'),
})
export type Rule = z.output<typeof ruleSchema>

const dayNames = 'mon|tue|wed|thu|fri|sat|sun'
const daysSchema = z
  .string()
  .regex(new RegExp(`^(${dayNames})(-(${dayNames}))?$`), 'Write a day or two of them: mon, sat, mon-fri.')
const clockTime = '([01]\\d|2[0-3]):[0-5]\\d'
const hoursSchema = oneOrMany(
  z
    .string()
    .regex(new RegExp(`^${clockTime}-(${clockTime}|24:00)$`), 'Write opening and closing time: 09:00-18:00.'),
)
const isDate = (text: string): boolean => {
  const day = text.length === 5 ? `2024-${text}` : text
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true
}
const dateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'Write a date: 2026-12-24.')
  .refine(isDate, 'There is no such date.')
const holidaySchema = z
  .string()
  .regex(/^(\d{4}-)?\d\d-\d\d$/, 'Write a date: 2026-12-25, or 12-25 for every year.')
  .refine(isDate, 'There is no such date.')
const isTimeZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

export const calendarSchema = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, 'There is no such time zone. Write one such as America/Montevideo or Europe/Madrid.')
    .describe('IANA name of the time zone.'),
  hours: z
    .record(daysSchema, hoursSchema)
    .describe('Opening hours by day; days that are not named are closed. 22:00-06:00 ends on the next day.'),
  holidays: z.array(holidaySchema).default([]).describe('Closed days; without a year: every year.'),
  exceptions: z
    .record(dateSchema, hoursSchema)
    .default({})
    .describe('Hours of single days, whatever else is said of them.'),
})
export type CalendarConfig = z.output<typeof calendarSchema>

export const policySchema = z.strictObject({
  mode: z
    .enum(['first', 'all'])
    .default('first')
    .describe(
      '`first`: the first rule that matches decides. `all`: all that match, a later one over an earlier.',
    ),
  calendars: z.record(z.string(), calendarSchema).default({}).describe('Office hours and holidays, by name.'),
  rules: z.array(ruleSchema).max(10_000).default([]).describe('The rules, in order.'),
})
/** The rules with every default filled in. */
export type Policy = z.output<typeof policySchema>
