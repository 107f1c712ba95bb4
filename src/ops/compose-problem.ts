import type { Fault, Problem } from '../../schemas/problem.ts'
import { statusTitle } from './status-title.ts'

/** What a handler says went wrong. `code` is stable, `detail` tells a person what to do, and neither holds personal data. */
export interface ProblemToSend {
  status: number
  code: string
  title?: string
  detail: string
  errors?: Fault[]
  handoffId?: string
  headers?: Record<string, string>
}

export const problemContentType = 'application/problem+json; charset=utf-8'

/** The body of a problem, as RFC 9457 and our flat flags want it. */
export const composeProblem = (problem: ProblemToSend, requestId?: string): Problem => ({
  ok: false,
  type: `urn:relevo:problem:${problem.code}`,
  title: problem.title ?? statusTitle(problem.status),
  status: problem.status,
  code: problem.code,
  detail: problem.detail,
  ...(requestId === undefined ? {} : { request_id: requestId }),
  ...(problem.handoffId === undefined ? {} : { handoff_id: problem.handoffId }),
  ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  error: { code: problem.code, message: problem.detail },
})
