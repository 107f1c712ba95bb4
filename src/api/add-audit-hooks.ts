import type { FastifyInstance } from 'fastify'
import type { AuditResult, AuditTrail } from '../access/access.ts'
import { deedOf, isAudited } from '../access/request-deed.ts'

const outcomeOf = (status: number): AuditResult['outcome'] => {
  if (status < 400) return 'done'
  if (status < 500) return 'refused'
  // The help desk did not say, or a defect of ours struck, which may be after it had acted. "Not done" could be wrong.
  return status === 504 || status === 500 ? 'unknown' : 'failed'
}

/**
 * Writes go into the audit trail before they are done, and their outcome before they are answered. When the trail cannot be
 * written, the request is answered 503 and nothing was done. What is not as documented is no write, and leaves no entry.
 */
export const addAuditHooks = (app: FastifyInstance, trail: AuditTrail): void => {
  app.addHook('preHandler', async (request) => {
    const { caller } = request
    if (caller !== null && isAudited(request)) request.auditId = await trail.begin(deedOf(request, caller))
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.auditId === null) return
    const { statusCode: status } = reply
    await trail.end(request.auditId, { outcome: outcomeOf(status), status, subject: request.auditSubject })
    request.auditId = null
  })
}
