import type { Classification } from '../../../schemas/classification.ts'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Prediction } from '../../../schemas/triage.ts'

/**
 * What a classification comes to as a prediction. Pure. Of a category that was only leaned to, the values are those that it is
 * configured with; they stand before what a model says of type, group and priority by themselves, as where it was decided.
 */
export const composePrediction = (
  classification: Classification,
  categories: Readonly<Record<string, CategoryConfig>>,
): Prediction => {
  const { category, isDecided, confidence } = leanOf(classification, categories)
  const config = category !== null && Object.hasOwn(categories, category) ? categories[category] : undefined
  const { type, group, priority, tags } = classification
  return {
    category,
    isDecided,
    confidence,
    decidedBy: classification.decidedBy,
    runnerUp: runnerUpOf(classification, category),
    model: classification.model ?? null,
    language: classification.language?.code ?? null,
    values: {
      group: config?.group ?? group,
      priority: config?.priority ?? priority,
      type: config?.type ?? type,
    },
    priorityConfidence: config?.priority === undefined ? (classification.priorityConfidence ?? null) : null,
    tags: [...(config?.tags ?? tags)],
    reasons: classification.reasons,
  }
}

type Lean = Pick<Prediction, 'category' | 'isDecided' | 'confidence'>

/**
 * A model says how sure it is also where that is not enough, and the reasons tell where its figure means little. Rules that decided
 * nothing have no figure, and are not leaned on.
 */
const leanOf = (
  { category, confidence, steps = [] }: Classification,
  categories: Readonly<Record<string, CategoryConfig>>,
): Lean => {
  if (category !== null) return { category, isDecided: true, confidence }
  const said = steps.find(({ step }) => step === 'model') ?? null
  // A model may know a category that is configured no more.
  const isKnown = said?.category != null && Object.hasOwn(categories, said.category)
  return isKnown && said.confidence !== null
    ? { category: said.category, isDecided: false, confidence: said.confidence }
    : { category: null, isDecided: false, confidence: null }
}

const runnerUpOf = ({ reasons }: Classification, category: string | null): string | null => {
  for (const reason of reasons)
    if ((reason.code === 'model-words' || reason.code === 'model-unsure') && reason.category === category)
      return reason.runnerUp
  return null
}
