import type { FastifyRequest } from 'fastify'

/** Where the desk is reached, without a slash at its end: as configured, else as this request has it. */
export const siteAddress = (
  publicUrl: string | undefined,
  request: Pick<FastifyRequest, 'protocol' | 'host'>,
): string => (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '')
