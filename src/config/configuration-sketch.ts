import * as z from 'zod'
import { triageSchema } from '../../schemas/triage-configuration.ts'

const text = z.string().catch('')
const texts = z.array(text).catch([])
const record = <T extends z.ZodType>(value: T) => z.record(z.string(), value).catch({})
const maybeText = z.string().optional().catch(undefined)

/**
 * The little that cross checks look at, read leniently: a configuration with a fault in one place is still checked in all
 * the others, so that everything wrong is reported at once. Whatever has the wrong type reads as empty.
 */
const sketchSchema = z.object({
  sources: record(
    z
      .object({
        helpdesk: z.string().catch('main'),
        authentication: z.object({ kind: text, secrets: texts }).catch({ kind: '', secrets: [] }),
        fields: record(z.string().nullable().catch(null)),
      })
      .catch({ helpdesk: 'main', authentication: { kind: '', secrets: [] }, fields: {} }),
  ),
  helpdesks: record(
    z
      .object({
        vendor: maybeText,
        domain: maybeText,
        subdomain: maybeText,
        baseUrl: maybeText,
        fallback: z.object({ helpdesk: maybeText }).optional().catch(undefined),
        events: z.object({ secrets: texts }).optional().catch(undefined),
      })
      .catch({}),
  ),
  categories: record(z.object({ patterns: texts }).catch({ patterns: [] })),
  triage: z
    .object({
      enabled: z.boolean().catch(true),
      helpdesks: texts,
      categories: record(z.unknown()),
      // With their defaults; null: something is wrong with them.
      keep: triageSchema.shape.keep.nullable().catch(null),
      learning: triageSchema.shape.learning.nullable().catch(null),
      costs: triageSchema.shape.costs.nullable().catch(null),
    })
    .optional()
    .catch(undefined),
  llm: z.object({ baseUrl: maybeText }).optional().catch(undefined),
  classification: z
    .object({ llm: z.object({ enabled: z.boolean().catch(false) }).catch({ enabled: false }) })
    .catch({ llm: { enabled: false } }),
  api: z.object({ keys: texts }).catch({ keys: [] }),
  fallback: z.object({ smtpUrl: maybeText }).optional().catch(undefined),
  store: z.object({ databaseUrl: maybeText }).catch({}),
})
export type ConfigurationSketch = z.output<typeof sketchSchema>

export const sketchConfiguration = (value: Record<string, unknown>): ConfigurationSketch =>
  sketchSchema.parse(value)
