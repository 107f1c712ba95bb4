import type { CategoryConfig } from '../../schemas/configuration.ts'
import { createCascade } from '../../src/classify/cascade/create-cascade.ts'
import type { Classifier } from '../../src/classify/classifier.ts'
import { createRules } from '../../src/classify/create-rules.ts'

/** Classifies by the bot's word and the rules of the categories alone: what there is where no model is wanted, and what models are measured against. */
export const createRulesClassifier = ({
  categories,
}: {
  categories: Record<string, CategoryConfig>
}): Classifier =>
  createCascade({
    categories,
    rules: createRules(categories),
    useRules: true,
    leastLead: 0,
    adviser: null,
    language: null,
    llm: null,
    now: () => performance.now(),
    observe: () => {},
  })
