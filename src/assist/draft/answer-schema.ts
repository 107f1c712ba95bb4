import * as z from 'zod'

const cited = z.strictObject({ text: z.string(), sources: z.array(z.string()) })

/** What a language model is asked for. `response` comes first, so that it can be shown while the rest is written. */
const wanted = z.strictObject({
  response: z.string(),
  claims: z.array(cited),
  technical: z.strictObject({
    rootCause: z.array(cited),
    diagnosticSteps: z.array(cited),
    resolution: z.array(cited),
    requirements: z.array(cited),
    complications: z.array(cited),
    followUp: z.array(cited),
    links: z.array(z.strictObject({ title: z.string(), url: z.string() })),
  }),
  questions: z.array(z.string()),
  outcome: z.enum(['final-solution', 'needs-follow-up']),
  missing: z.array(z.string()),
})

/** For servers that can be held to it: every property is required and nothing else may come, as strict schemas want it. */
export const answerJsonSchema = (): { name: string; schema: Record<string, unknown> } => {
  const { $schema: _, ...schema } = z.toJSONSchema(wanted)
  return { name: 'draft', schema }
}

const mostItems = 30
const longestItem = 2000
const longestResponse = 20_000

/** Parts that are of no use are left out; what can be used is. */
const listOf = <Item>(item: z.ZodType<Item>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.slice(0, mostItems).flatMap((value) => {
        const parsed = item.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )

const text = z.string().transform((value) => value.slice(0, longestItem))
const number = z
  .union([z.string(), z.number()])
  .transform((value) => /^\[?S?(\d{1,3})\]?$/i.exec(String(value).trim())?.[1] ?? null)
const numbers = z
  .union([z.array(z.unknown()), z.string().transform((value): unknown[] => value.split(/[\s,;]+/))])
  .catch([])
  .transform((values) =>
    values.flatMap((value) => {
      const parsed = number.safeParse(value)
      return parsed.success && parsed.data !== null ? [`S${Number(parsed.data)}`] : []
    }),
  )
const lenientCited = z.union([
  text.transform((value): { text: string; sources: string[] } => ({ text: value, sources: [] })),
  z.object({ text, sources: numbers.optional().transform((value) => value ?? []) }),
])
const steps = listOf(lenientCited)
const none = {
  rootCause: [],
  diagnosticSteps: [],
  resolution: [],
  requirements: [],
  complications: [],
  followUp: [],
  links: [],
}

/** What comes, whatever it is: only `response` must be there. */
export const answerSchema = z.object({
  response: z
    .union([z.string(), z.array(z.string()).transform((parts) => parts.join('\n\n'))])
    .transform((value) => value.slice(0, longestResponse)),
  claims: steps.optional().transform((value) => value ?? []),
  technical: z
    .object({
      rootCause: steps.default([]),
      diagnosticSteps: steps.default([]),
      resolution: steps.default([]),
      requirements: steps.default([]),
      complications: steps.default([]),
      followUp: steps.default([]),
      links: listOf(z.object({ title: text.catch(''), url: text })).default([]),
    })
    .catch(none)
    .optional()
    .transform((value) => value ?? none),
  questions: listOf(text).default([]),
  outcome: z.enum(['final-solution', 'needs-follow-up']).catch('needs-follow-up'),
  missing: listOf(text).default([]),
})
export type Answer = z.output<typeof answerSchema>
