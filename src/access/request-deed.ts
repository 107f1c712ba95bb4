import type { FastifyRequest } from 'fastify'
import type { Caller, Deed } from './access.ts'
import { readSubject } from './read-subject.ts'
import './request-access.ts'

/** Whether a request is a write, which goes into the audit trail. */
export const isAudited = ({ method, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.audit ?? (method !== 'GET' && method !== 'HEAD')

const operationOf = (schema: unknown): string | null =>
  typeof schema === 'object' && schema !== null && 'operationId' in schema ? String(schema.operationId) : null

/** What a request asks for, as the audit trail tells it. */
export const deedOf = (request: FastifyRequest, caller: Caller): Deed => {
  const { schema, url = '', method } = request.routeOptions
  return {
    who: caller.name,
    keyId: caller.keyId,
    what: operationOf(schema) ?? `${String(method)} ${url}`,
    subject: readSubject(url, request.params),
    requestId: request.id,
  }
}
