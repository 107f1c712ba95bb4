import { type CategoryConfig, categorySchema } from '../../../schemas/configuration.ts'
import { defaultCategories } from '../../classify/default-categories.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { createCategoryRecogniser } from '../../training/targets/create-category-recogniser.ts'

export interface AdoptedCategories {
  /** Absent: those that Relevo brings. */
  categories?: Record<string, CategoryConfig>
  /** What tickets are filed under and nobody has configured; these are in `categories` all the same, with a name and no rules. */
  adopted: string[]
}

/**
 * The categories to replay tickets of a file with: an export may be filed under others than those that are configured, and the question
 * is then what it would be like with them. Those that Relevo brings give way when the file knows none of them. Pure.
 */
export const adoptCategories = (
  tickets: readonly PastTicket[],
  configured: Record<string, CategoryConfig> | undefined,
): AdoptedCategories => {
  const base = configured ?? defaultCategories
  const recognise = createCategoryRecogniser(base)
  const labels = new Set(
    tickets.flatMap((ticket) => (ticket.labels.category === undefined ? [] : (recognise(ticket) ?? []))),
  )
  const adopted = [...labels].filter((label) => !Object.hasOwn(base, label)).sort()
  if (adopted.length === 0)
    return { adopted, ...(configured === undefined ? {} : { categories: configured }) }
  const isForeign = configured === undefined && adopted.length === labels.size
  const added = adopted.map((label) => [label, categorySchema.parse({})] as const)
  return { adopted, categories: { ...(isForeign ? {} : base), ...Object.fromEntries(added) } }
}
