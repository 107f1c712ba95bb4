import type { DeskAnswer } from '../../desk-answer.ts'
import type { Visit } from '../../visit.ts'
import { renderSignIn } from '../pages/render-sign-in.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { explainProviderFailure, type ProviderFailure } from './explain-provider-failure.ts'

const statusOf: Record<ProviderFailure['why'], number> = {
  refused: 403,
  stale: 400,
  away: 502,
  misconfigured: 502,
}

/** The sign-in page, with what went wrong in plain words; the log has the code. */
export const answerProviderFailure = (
  context: SignInContext,
  visit: Visit,
  back: string,
  error: unknown,
): DeskAnswer => {
  const { why, code } = explainProviderFailure(error)
  context.logger.warn({ why, code, requestId: visit.requestId }, 'a sign-in by the provider failed')
  const { trip } = visit.words.signIn
  const name = context.config.desk.oidc?.name ?? ''
  return renderSignIn(visit, context, {
    back,
    problem: why === 'stale' ? trip.stale : trip[why](name),
    status: statusOf[why],
  })
}
