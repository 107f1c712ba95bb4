import type { FastifyInstance } from 'fastify'
import type { Scope } from '../../schemas/access.ts'
import type { AuditSubject, Caller } from './access.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must be allowed for this route. Every route of `/v1` names one, or the service does not start. */
    scope?: Scope
    /** Whether it stands in the audit trail. Absent: unless it is a GET. */
    audit?: boolean
  }
  interface FastifyRequest {
    /** Who asks; null until the key was checked. */
    caller: Caller | null
    /** Its entry in the trail, once begun. */
    auditId: string | null
    /** For a handler to set: what was made, when the address does not name it. */
    auditSubject: AuditSubject | null
  }
}

/** Gives the requests of an app their places for access; a repeat changes nothing. */
export const prepareRequests = (app: FastifyInstance): void => {
  if (app.hasRequestDecorator('caller')) return
  app.decorateRequest('caller', null)
  app.decorateRequest('auditId', null)
  app.decorateRequest('auditSubject', null)
}
