import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visitor } from '../../visit.ts'
import { leave } from '../session-content.ts'
import type { SignInContext } from '../sign-in-context.ts'

export const createSignOutEverywhere =
  ({ users }: SignInContext) =>
  async (visit: Visitor, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    await users.signOutEverywhere(visit.user.id)
    await leave(request)
    return { kind: 'go', to: '/sign-in', said: 'signed-out-everywhere' }
  }
