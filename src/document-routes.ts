import type { FastifyPluginAsync } from 'fastify'
import { readPackageFile } from './package-file.ts'

/** Serves the OpenAPI document that the package brings: `/openapi.yaml`, and `/openapi.json` for tools. */
export const documentRoutes: FastifyPluginAsync = async (app) => {
  let kept: { yaml: string; json: string } | null = null
  const read = async () => {
    if (kept !== null) return kept
    const yaml = await readPackageFile('openapi.yaml')
    if (yaml === null) return null
    // Loaded when first asked for: nobody should wait for a parser at the start.
    const { parse } = await import('yaml')
    kept = { yaml, json: JSON.stringify(parse(yaml)) }
    return kept
  }
  app.get('/openapi.yaml', { schema: { hide: true } }, async (_request, reply) => {
    const document = await read()
    return document === null ? reply.callNotFound() : reply.type('application/yaml').send(document.yaml)
  })
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    const document = await read()
    return document === null ? reply.callNotFound() : reply.type('application/json').send(document.json)
  })
}
