import type { FastifyReply, FastifyRequest } from 'fastify'

/** Answers 304 when the asker has this version already, else what `body` makes. RFC 9110, 13.1.2: compared weakly. */
export const sendUnlessKnown = (
  request: FastifyRequest,
  reply: FastifyReply,
  etag: string,
  body: () => unknown,
): FastifyReply => {
  reply.header('etag', etag)
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim())
  return known.includes(etag) ? reply.code(304).send() : reply.send(body())
}
