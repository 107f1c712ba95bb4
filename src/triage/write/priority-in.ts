import { prioritySchema } from '../../../schemas/handoff.ts'
import type { TriageTexts } from '../texts/triage-texts.ts'

/** A priority in the words of a language. */
export const priorityIn = (texts: TriageTexts, priority: string): string => {
  const known = prioritySchema.safeParse(priority).data
  return known === undefined ? priority : texts.priorities[known]
}
