import type { Fact } from './document.ts'

const maxDepth = 4

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** Fields nobody knows, as rows to read: `{ order: { id: 7 } }` becomes `order.id: 7`. Deeper than four levels stays JSON. */
export const flattenFields = (fields: Record<string, unknown>, depth = 1, prefix = ''): Fact[] =>
  Object.entries(fields).flatMap(([key, value]) =>
    isPlainObject(value) && depth < maxDepth && Object.keys(value).length > 0
      ? flattenFields(value, depth + 1, `${prefix}${key}.`)
      : [{ label: `${prefix}${key}`, value: asText(value) }],
  )
