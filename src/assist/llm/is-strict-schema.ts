import * as z from 'zod'

const nodeSchema = z.looseObject({
  type: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
})

/**
 * Whether a JSON Schema is of the kind that OpenAI can hold a model to strictly: each object closed, with all its properties required.
 * Source: OpenAI's guide to structured outputs.
 */
export const isStrictSchema = (schema: unknown): boolean => {
  if (Array.isArray(schema)) return schema.every(isStrictSchema)
  const parsed = nodeSchema.safeParse(schema)
  if (!parsed.success) return typeof schema !== 'object'
  const { type, properties, required = [], additionalProperties } = parsed.data
  if (type === 'object') {
    const names = Object.keys(properties ?? {})
    if (additionalProperties !== false || names.some((name) => !required.includes(name))) return false
  }
  return Object.entries(parsed.data).every(([key, value]) =>
    key === 'properties'
      ? Object.values(properties ?? {}).every(isStrictSchema)
      : ['items', 'anyOf', '$defs'].includes(key)
        ? isStrictSchema(key === '$defs' ? Object.values(value ?? {}) : value)
        : true,
  )
}
