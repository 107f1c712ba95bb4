import type { FastifyRequest } from 'fastify'
import { hashOpaque } from '../../../access/users/opaque-secret.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visitor } from '../../visit.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { type AccountState, renderAccount } from './render-account.ts'

export type AccountFaults = Pick<AccountState, 'faults' | 'status'>

/** The account page, with what is wrong with a form that was sent. */
export const answerAccount = async (
  { sessions, config }: SignInContext,
  visit: Visitor,
  request: FastifyRequest,
  faults: AccountFaults = {},
): Promise<DeskAnswer> => {
  const here = hashOpaque(request.session.sessionId)
  const all = await sessions.listOf(visit.user.id)
  return renderAccount(visit, {
    sessions: all.map(({ hash, createdAt, seenAt }) => ({ isThis: hash === here, createdAt, seenAt })),
    passwords: config.desk.passwords,
    ...faults,
  })
}

export const createShowAccount =
  (context: SignInContext) =>
  (visit: Visitor, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> =>
    answerAccount(context, visit, request)
