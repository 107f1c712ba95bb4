import type { FastifyRequest } from 'fastify'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import { leave } from '../session-content.ts'

export const signOut = async (
  _visit: Visit,
  _desk: DeskDependencies,
  request: FastifyRequest,
): Promise<DeskAnswer> => {
  await leave(request)
  return { kind: 'go', to: '/sign-in', said: 'signed-out' }
}
