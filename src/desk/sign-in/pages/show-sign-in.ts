import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import { firstPage } from '../first-page.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { readBack } from './read-back.ts'
import { renderNobody, renderSignIn } from './render-sign-in.ts'

/** Cookies of a site that is reached by https are not sent to another address. */
const elsewhere = (publicUrl: string | undefined, host: string): string | null => {
  if (publicUrl === undefined || !publicUrl.startsWith('https:')) return null
  const url = new URL(publicUrl)
  return url.host === host ? null : url.origin
}

/** The sign-in page; while there is no user, how to become the first. */
export const createShowSignIn =
  (context: SignInContext) =>
  async (visit: Visit, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const back = readBack(visit.query['back'])
    if (visit.user !== null) return { kind: 'go', to: firstPage(back, visit.user) }
    if (!(await context.users.hasAny())) return renderNobody(visit, context)
    return renderSignIn(visit, context, {
      back,
      elsewhere: elsewhere(context.config.publicUrl, request.host),
    })
  }
