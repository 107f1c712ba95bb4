import { isStrictSchema } from './is-strict-schema.ts'
import type { LlmRequest } from './language-model.ts'
import type { Manners } from './manners.ts'

type Asked = Pick<LlmRequest, 'system' | 'prompt' | 'schema'>

/** The system message; where the server does not hold the model to the schema, it says what is wanted. Servers want the word JSON in it. */
export const composeSystem = ({ system, schema }: Asked, { structure }: Manners): string =>
  schema === undefined || structure === 'json_schema'
    ? system
    : `${system}\n\nAnswer with one JSON object and nothing else. It fits this JSON Schema:\n${JSON.stringify(schema.schema)}`

/** The body as the server wants it, out of what the library made. Pure. */
export const composeBody = (
  { max_tokens, temperature, stream_options, response_format: _, ...rest }: Record<string, unknown>,
  { schema }: Asked,
  manners: Manners,
): Record<string, unknown> => ({
  ...rest,
  ...(manners.temperature ? { temperature } : {}),
  [manners.tokensField]: max_tokens,
  ...composeFormat(schema, manners),
  ...(manners.usage ? { stream_options } : {}),
})

const composeFormat = (schema: LlmRequest['schema'], { structure }: Manners): Record<string, unknown> => {
  if (schema === undefined || structure === 'plain') return {}
  if (structure === 'json_object') return { response_format: { type: 'json_object' } }
  const name = schema.name.replace(/[^\w-]/g, '_').slice(0, 64)
  const strict = isStrictSchema(schema.schema)
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict, schema: schema.schema } },
  }
}
