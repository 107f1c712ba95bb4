import { createHash } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { readPackageFile } from '../package-file.ts'
import { sendUnlessKnown } from './send-unless-known.ts'

/** Serves the OpenAPI document that the package brings: `/openapi.yaml`, and `/openapi.json` for tools. */
export const documentRoutes: FastifyPluginAsync = async (app) => {
  let kept: { yaml: string; json: string; etag: string } | null = null
  const read = async () => {
    if (kept !== null) return kept
    const yaml = await readPackageFile('openapi.yaml')
    if (yaml === null) return null
    // Loaded when first asked for: nobody should wait for a parser at the start.
    const { parse } = await import('yaml')
    const etag = `W/"${createHash('sha256').update(yaml).digest('base64url').slice(0, 22)}"`
    kept = { yaml, json: JSON.stringify(parse(yaml)), etag }
    return kept
  }
  const answer =
    (form: 'yaml' | 'json') =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const document = await read()
      if (document === null) return reply.callNotFound()
      reply.type(`application/${form}`).header('cache-control', 'no-cache')
      return sendUnlessKnown(request, reply, document.etag, () => document[form])
    }
  app.get('/openapi.yaml', { schema: { hide: true } }, answer('yaml'))
  app.get('/openapi.json', { schema: { hide: true } }, answer('json'))
}
