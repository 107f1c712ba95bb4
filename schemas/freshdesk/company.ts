import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** A customer's firm. https://developers.freshdesk.com/api/#companies */
export const freshdeskCompanySchema = z.object({
  id: freshdeskIdSchema,
  name: z.string(),
  domains: z.array(z.string()).nullish().catch(null),
})
export type FreshdeskCompany = z.infer<typeof freshdeskCompanySchema>

/** `GET /companies/autocomplete`: ids and names alone. */
export const freshdeskCompanyNamesSchema = z.object({
  companies: z.array(z.object({ id: freshdeskIdSchema, name: z.string() })),
})

/** `GET /search/companies` */
export const freshdeskCompanySearchSchema = z.object({ results: z.array(freshdeskCompanySchema) })
