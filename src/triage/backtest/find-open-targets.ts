import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Target } from '../../classify/bundles/bundle.ts'

/** What a model has to be taught for a replay: the category, and each field that some category leaves open. Pure. */
export const findOpenTargets = (categories: Readonly<Record<string, CategoryConfig>>): Target[] => {
  const configs = Object.values(categories)
  const fields = (['type', 'group', 'priority'] as const).filter((field) =>
    configs.some((config) => config[field] === undefined),
  )
  return ['category', ...fields]
}
