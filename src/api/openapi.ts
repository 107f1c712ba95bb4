import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import '../access/request-access.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { tidyOpenApi } from './tidy-openapi.ts'

const description = `Relevo takes hand-offs from chatbots, keeps them durably, and makes exactly one ticket of each.

**Who may**: a chatbot sends the secret of its source to \`/webhooks/{source}\`. A program sends an API key to \`/v1\`, as
\`Authorization: Bearer …\` or \`X-API-Key: …\`; each call says which scope the key needs.

**Errors** are problem details (RFC 9457) that also carry \`ok: false\`, a stable \`code\` to act on, and a \`detail\` that says what to do.

**Repeats**: after a lost answer send the same again under the same \`Idempotency-Key\`. It is done once.

**Limits**: 429 and 503 say in \`Retry-After\` how many seconds to wait.

**Pages**: a list answers \`next\`; pass it as \`cursor\` until it is null.`

/** A source proves itself with its own secret, not with an API key. */
const secureWebhooks = (document: ReturnType<typeof jsonSchemaTransformObject>) => {
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    if (path.startsWith('/webhooks/') && operations?.post !== undefined)
      operations.post.security ??= [{ webhookSecret: [] }]
  return document
}

/** Viewers show tags as headings. */
const nameTags = (document: ReturnType<typeof jsonSchemaTransformObject>) => {
  for (const tag of document.tags ?? [])
    Object.assign(tag, { 'x-displayName': tag.name.replace(/^./, (letter) => letter.toUpperCase()) })
  return document
}

type Transform = typeof jsonSchemaTransform

/** Each operation says which scope it needs. */
const nameScope = (
  { route }: Parameters<Transform>[0],
  transformed: ReturnType<Transform>,
): ReturnType<Transform> => {
  const scope = route.config?.scope
  if (scope === undefined) return transformed
  const before = transformed.schema.description
  const needs = `Needs the scope \`${scope}\`.`
  const description = before === undefined ? needs : `${before} ${needs}`
  return { ...transformed, schema: { ...transformed.schema, description } }
}

/** Options for @fastify/swagger: register it before the routes, then \`app.swagger()\` is the document. */
export const openApiOptions = (version: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Relevo',
      version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This service.' }],
    tags: [
      { name: 'hand-offs', description: 'Handing over a conversation: chatbots, Zapier, programs.' },
      { name: 'ledger', description: 'What was taken in and what became of it.' },
      { name: 'repair', description: "A person's verbs on a hand-off that is stuck." },
      { name: 'classification', description: 'What a text is about.' },
      { name: 'tickets', description: 'Tickets of the help desk: the same calls whichever it is.' },
      { name: 'triage', description: 'Tickets that came by other ways: found, understood, filed.' },
      { name: 'policy', description: "The company's rules." },
      { name: 'access', description: 'API keys, and who changed what.' },
      { name: 'operations', description: 'For load balancers and monitoring.' },
    ],
    security: [{ bearerKey: [] }, { headerKey: [] }],
    components: {
      securitySchemes: {
        bearerKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key: `RELEVO_API_KEY`, or one made by `relevo keys create`.',
        },
        headerKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'The same API key, for clients that cannot set `Authorization`.',
        },
        webhookSecret: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Webhook-Secret',
          description:
            'The secret of the source; `Authorization: Bearer` and Basic (as the password) work too. Sources may demand signatures instead.',
        },
        zendeskSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Zendesk-Webhook-Signature',
          description:
            'Base64 of the HMAC-SHA256 of `X-Zendesk-Webhook-Signature-Timestamp` and the raw body, with the signing secret of the webhook.',
        },
      },
    },
  },
  transform: (input) => nameScope(input, jsonSchemaTransform(input)),
  transformObject: (input) => nameTags(secureWebhooks(tidyOpenApi(jsonSchemaTransformObject(input)))),
})
