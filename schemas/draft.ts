import * as z from 'zod'

/**
 * What a draft stands on. `id` names it for good: `playbook:NAME:LANGUAGE`, `article:HELPDESK:ID`, `canned:HELPDESK:ID`,
 * `ticket:HELPDESK:ID`, and `conversation` for the ticket itself.
 */
export const draftSourceSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['playbook', 'article', 'canned', 'ticket', 'conversation']),
  title: z.string(),
  /** Where people can read it; null: nowhere but here. */
  url: z.string().nullable(),
})
export type DraftSource = z.infer<typeof draftSourceSchema>

/**
 * A sentence or a step. `claim`: it says something that must be true, and stands on `sources` (ids); with none it is unsupported.
 * Others need no source: a greeting, a question, a closing.
 */
export const statementSchema = z.strictObject({
  text: z.string(),
  kind: z.enum(['greeting', 'question', 'claim', 'closing']),
  sources: z.array(z.string()),
})
export type Statement = z.infer<typeof statementSchema>

/** For the agent alone: never part of what a customer gets. */
export const technicalSchema = z.strictObject({
  rootCause: z.array(statementSchema),
  diagnosticSteps: z.array(statementSchema),
  /** With the commands or settings, as plain text. */
  resolution: z.array(statementSchema),
  requirements: z.array(statementSchema),
  complications: z.array(statementSchema),
  followUp: z.array(statementSchema),
  links: z.array(z.strictObject({ title: z.string(), url: z.string() })),
})
export type Technical = z.infer<typeof technicalSchema>

/** A draft as it stands in one version. Plain text throughout. */
export const draftContentSchema = z.strictObject({
  /** What the customer would get. */
  response: z.string(),
  /** The same, taken apart; strung together it says what `response` says. */
  statements: z.array(statementSchema),
  technical: technicalSchema,
  /** What to ask the customer for. */
  questions: z.array(z.string()),
  outcome: z.enum(['final-solution', 'needs-follow-up']),
  /** Values that are not known: `[order number]` in the text stands for one. */
  missing: z.array(z.string()),
  sources: z.array(draftSourceSchema),
  language: z.string(),
})
export type DraftContent = z.infer<typeof draftContentSchema>

/** How a version came to be. */
export const versionKindSchema = z.enum(['generated', 'refined', 'edited', 'restored'])
export type VersionKind = z.infer<typeof versionKindSchema>
