/** The categories that stand when none are configured, by their keys; what they are is `src/classify/default-categories.ts`. */
export const defaultCategoryNames = [
  'billing',
  'access',
  'technical',
  'orders',
  'returns',
  'sales',
  'complaint',
  'other',
] as const
export type DefaultCategoryName = (typeof defaultCategoryNames)[number]
