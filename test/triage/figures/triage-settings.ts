import type { CategoryConfig } from '../../../schemas/configuration.ts'
import { triageSchema } from '../../../schemas/triage-configuration.ts'
import type { TriageSettings } from '../../../src/triage/settings.ts'

const category: CategoryConfig = { names: [], tags: [], customFields: {}, keywords: [], patterns: [] }

/** With the company's own categories `billing` and `access`, observed. `triage` as somebody writes it. */
export const triageSettings = (triage: object = {}): TriageSettings => ({
  triage: triageSchema.parse(triage),
  categories: { billing: category, access: category },
  hasOwnCategories: true,
  language: 'es',
})
