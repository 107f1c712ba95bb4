import * as z from 'zod'

const statusShape = {
  version: z
    .string()
    .nullable()
    .describe('The same wherever the rules are the same; null: there are no rules.'),
  mode: z.enum(['first', 'all']).nullable(),
  rules: z.array(z.string()).describe('Their names, in order.'),
  loaded_at: z.iso.datetime().nullable().describe('When this process read them; null: it reads none.'),
}

export const policyStatusSchema = z
  .strictObject(statusShape)
  .describe('The rules that are in force in this process.')
  .meta({ id: 'PolicyStatus' })
export type PolicyStatus = z.input<typeof policyStatusSchema>

export const policyReloadSchema = z
  .strictObject({
    ok: z.literal(true),
    changed: z.boolean().describe('Whether these are other rules than before.'),
    ...statusShape,
  })
  .describe('The rules that are in force now.')
  .meta({ id: 'PolicyReload' })
