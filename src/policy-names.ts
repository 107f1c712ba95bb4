import type { Configuration } from '../schemas/configuration.ts'
import { defaultCategories } from './classify/default-categories.ts'
import type { KnownNames } from './policy/compile-context.ts'

const keysOf = (record: object): string[] | null => {
  const keys = Object.keys(record)
  return keys.length === 0 ? null : keys
}

/** Names that rules may refer to. Where nothing is set up yet, as before a first start, they are not checked. */
export const policyNames = (config: Configuration): KnownNames => ({
  sources: keysOf(config.sources),
  helpdesks: keysOf(config.helpdesks),
  categories: Object.keys(config.categories ?? defaultCategories),
})
