import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import type { createRefusalRecorder } from '../create-refusal-recorder.ts'
import { firstPage } from '../first-page.ts'
import { renderSignIn } from '../pages/render-sign-in.ts'
import { recordSignIn } from '../record-sign-in.ts'
import { enter } from '../session-content.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { siteAddress } from '../site-address.ts'
import { answerProviderFailure } from './answer-failure.ts'
import { decidePerson } from './decide-person.ts'
import type { Claims } from './read-claims.ts'

/** How long somebody may take at the provider. */
const tripMs = 10 * 60_000

/** Whoever comes back from the provider. */
export const createEndTrip =
  (context: SignInContext, recordRefusal: ReturnType<typeof createRefusalRecorder>) =>
  async (visit: Visit, desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { provider: load, users, config, clock } = context
    const { oidc } = config.desk
    if (load === null || oidc === undefined) return { kind: 'not-found' }
    const { trip: texts } = visit.words.signIn
    const { trip } = request.session
    const back = trip?.back ?? '/'
    const refuse = (problem: string, status: number) =>
      renderSignIn(visit, context, { back, problem, status })
    if (trip === undefined || clock.now() - trip.at > tripMs) return refuse(texts.stale, 400)
    // Each is good once.
    request.session.set('trip', undefined)

    const address = new URL(`${siteAddress(config.publicUrl, request)}/sign-in/oidc/return`)
    address.search = request.url.split('?', 2)[1] ?? ''
    let claims: Claims
    try {
      claims = await (await load()).finish(address, trip)
    } catch (error) {
      return answerProviderFailure(context, visit, back, error)
    }
    const judged = decidePerson(claims, oidc)
    if (judged.kind === 'no-role') return refuse(texts['no-role'](oidc.name), 403)
    const recognised = await users.recognise(judged.person)
    if (recognised.kind !== 'recognised')
      recordRefusal(desk, {
        what: 'deskSignInByProvider',
        email: judged.person.email ?? '',
        address: request.ip,
        requestId: request.id,
        status: 403,
      })
    switch (recognised.kind) {
      case 'recognised':
        await enter(request, recognised.user.id)
        await recordSignIn(desk, recognised.user, 'deskSignInByProvider', request.id)
        return { kind: 'go', to: firstPage(back, recognised.user) }
      case 'unknown':
        return refuse(judged.person.email === null ? texts.unverified(oidc.name) : texts.unknown, 403)
      case 'disabled':
        return refuse(texts.disabled, 403)
      case 'taken':
        return refuse(texts.taken, 403)
      default:
        return recognised satisfies never
    }
  }
