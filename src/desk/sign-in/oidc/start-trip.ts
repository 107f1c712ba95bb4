import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import { readBack } from '../pages/read-back.ts'
import { renderSignIn } from '../pages/render-sign-in.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { siteAddress } from '../site-address.ts'
import { answerProviderFailure } from './answer-failure.ts'

/** Sends somebody to the provider. */
export const createStartTrip =
  (context: SignInContext) =>
  async (visit: Visit, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { provider: load, config, clock } = context
    if (load === null) return { kind: 'not-found' }
    const back = readBack(visit.query['back'])
    if (visit.user !== null) return { kind: 'go', to: back }
    // Without a session nothing could be checked on the way back.
    if (visit.csrf === '') return renderSignIn(visit, context, { back })
    try {
      const provider = await load()
      const site = siteAddress(config.publicUrl, request)
      const { to, checks } = await provider.begin(`${site}/sign-in/oidc/return`)
      request.session.set('trip', { ...checks, back, at: clock.now() })
      await request.session.save()
      return { kind: 'leave', to }
    } catch (error) {
      return answerProviderFailure(context, visit, back, error)
    }
  }
