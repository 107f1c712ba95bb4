import { gunzipSync } from 'node:zlib'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { acceptsGzip } from '../ops/accepts-gzip.ts'
import { sendProblem } from '../ops/problem.ts'
import type { BrowserFile } from './browser-file.ts'
import { sendUnlessKnown } from './send-unless-known.ts'

const scriptPath = '/docs/scalar.js'
const aYear = 'public, max-age=31536000, immutable'

const notInstalled = {
  status: 404,
  code: 'not_found',
  detail:
    'Scalar, which shows the API here, is not installed: run npm ci. The document itself is /openapi.yaml.',
}

/** `/docs` shows the OpenAPI document, with Scalar. Nothing of it is loaded before somebody asks. */
export const referenceRoutes: FastifyPluginAsync = async (app) => {
  let loading: Promise<BrowserFile | null> | null = null
  const load = (): Promise<BrowserFile | null> => {
    loading ??= import('./browser-file.ts').then(({ loadBrowserFile }) => loadBrowserFile())
    return loading
  }

  const showPage = async (_request: FastifyRequest, reply: FastifyReply) => {
    const { composeReferencePage, referencePolicy } = await import('./compose-reference-page.ts')
    const file = await load()
    if (file === null) return sendProblem(reply, notInstalled)
    return reply
      .type('text/html; charset=utf-8')
      .headers({
        'content-security-policy': referencePolicy,
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      })
      .send(composeReferencePage(`${scriptPath}?v=${file.digest}`))
  }
  app.get('/docs', { schema: { hide: true } }, showPage)
  app.get('/docs/', { schema: { hide: true } }, showPage)

  app.get<{ Querystring: { v?: string } }>(scriptPath, { schema: { hide: true } }, async (request, reply) => {
    const file = await load()
    if (file === null) return sendProblem(reply, notInstalled)
    const { gzipped, digest } = file
    reply
      .type('text/javascript; charset=utf-8')
      // Kept for good under the address that names its content; under any other it is asked for again.
      .header('cache-control', request.query.v === digest ? aYear : 'no-cache')
      .header('vary', 'accept-encoding')
    return sendUnlessKnown(request, reply, `W/"${digest}"`, () => {
      if (!acceptsGzip(request.headers['accept-encoding'])) return gunzipSync(gzipped)
      reply.header('content-encoding', 'gzip')
      return gzipped
    })
  })
}
