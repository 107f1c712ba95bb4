import type { AuditResult, AuditSubject, AuditTrail } from '../access/access.ts'

/**
 * Does `work` with an entry in the audit trail: before it, so that nothing is done that could not be recorded, and its outcome
 * afterwards. `judge` tells from the result what it came to; what is thrown has failed.
 */
export const audited = async <T>(
  trail: AuditTrail,
  deed: { who: string; what: string; subject: AuditSubject | null },
  work: () => Promise<T>,
  judge: (result: T) => Pick<AuditResult, 'outcome' | 'subject'>,
): Promise<T> => {
  const id = await trail.begin({ ...deed, keyId: null, requestId: null })
  try {
    const result = await work()
    await trail.end(id, { status: null, ...judge(result) })
    return result
  } catch (error) {
    await trail.end(id, { status: null, outcome: 'failed' })
    throw error
  }
}
