import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptsGzip } from '../../ops/accepts-gzip.ts'
import type { Assets } from './assets.ts'

const aYear = 'public, max-age=31536000, immutable'

/** Serves what pages load; kept for good under the address that names its content. */
export const answerAsset =
  (assets: Assets) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { digest, name } = request.params as { digest: string; name: string }
    const asset = await assets.find(name)
    if (asset === null) return reply.callNotFound()
    reply
      .type(asset.type)
      .header('cache-control', asset.digest === digest ? aYear : 'no-cache')
      .header('vary', 'accept-encoding')
      .header('cross-origin-resource-policy', 'same-origin')
    if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(asset.body)
    return reply.header('content-encoding', 'gzip').send(asset.gzipped)
  }
