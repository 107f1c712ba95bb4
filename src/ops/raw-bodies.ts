import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Bodies of this instance come as the bytes that were sent: a signature is over them, so nothing may parse them first. */
export const readRawBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  // Fastify finds a parser by its exact type much sooner than the one for everything else.
  const types = ['application/json', 'application/x-www-form-urlencoded', '*']
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/

/** Fastify refuses what is no media type, such as `json`, before reading the body; with this, before that, it reads it. */
export const admitAnyMediaType = (request: FastifyRequest): void => {
  const header = request.headers['content-type']
  if (header !== undefined && header !== 'application/json' && !mediaType.test(header)) {
    request.headers['content-type'] = 'application/octet-stream'
  }
}
