import type { Classification, DecidedBy, Reason } from '../../../schemas/classification.ts'
import type { CategoryConfig } from '../../../schemas/configuration.ts'

export type Filed = Omit<Classification, 'reasons' | 'steps' | 'model' | 'language'>

/** How something of this category is filed by configuration; null: it is not known which it is. */
export const fileCategory = (
  categories: Readonly<Record<string, CategoryConfig>>,
  category: string | null,
  { decidedBy, confidence }: { decidedBy: DecidedBy; confidence: number | null },
): Filed => {
  const config = category === null ? undefined : categories[category]
  return {
    category,
    type: config?.type ?? null,
    group: config?.group ?? null,
    priority: config?.priority ?? null,
    tags: config?.tags.slice() ?? [],
    customFields: { ...config?.customFields },
    decidedBy,
    confidence,
    priorityConfidence: null,
  }
}

/** Who made it, and why. */
export interface Verdict {
  category: string | null
  decidedBy: DecidedBy
  confidence: number | null
  reasons: Reason[]
}
