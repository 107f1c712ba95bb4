import type { Configuration } from '../../schemas/configuration.ts'
import type { CascadeEvent } from './cascade/cascade-event.ts'
import { createCascade } from './cascade/create-cascade.ts'
import type { Classifier } from './classifier.ts'
import { createRules } from './create-rules.ts'
import { defaultCategories } from './default-categories.ts'

/**
 * With the keywords that Relevo brings, one word proves little: a model is heard first. Rules that a company wrote itself are what
 * it wants.
 */
const leadOfDefaultRules = 2

/** The classifier of this configuration, as the service uses it. Throws for a category with a pattern that must not be used. */
export const openClassifier = ({
  config,
  observe,
}: {
  config: Pick<Configuration, 'categories' | 'classification'>
  observe: (event: CascadeEvent) => void
}): Classifier => {
  const categories = config.categories ?? defaultCategories
  return createCascade({
    categories,
    rules: createRules(categories),
    useRules: config.classification.rules,
    leastLead: config.categories === undefined ? leadOfDefaultRules : 0,
    adviser: null,
    language: null,
    llm: null,
    now: () => performance.now(),
    observe,
  })
}
