import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import { errorPage } from '../../page/render-error.ts'
import type { Visit } from '../../visit.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { renderInvitation, renderVoid } from './render-invitation.ts'

/** What somebody sees who has followed a link. */
export const createShowInvitation =
  ({ users, limits }: SignInContext) =>
  async (visit: Visit, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { signIn: texts } = visit.words
    const seconds = await limits.mustWait(request)
    if (seconds > 0)
      return errorPage(texts.invitation, texts.tooMany(visit.write.duration(seconds * 1000)), 429)
    const invited = await users.invited(visit.params['secret'] ?? '')
    if (invited === null) {
      await limits.countFailure(request)
      return renderVoid(visit)
    }
    return renderInvitation(visit, { user: invited.user })
  }
