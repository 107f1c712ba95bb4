import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { createConfiguredKeys } from '../../../access/configured-keys.ts'
import { hashKey } from '../../../access/key-text.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { renderNobody } from './render-sign-in.ts'

const keySchema = z.string().max(1_000).catch('')

/** Whoever has a key of the configuration runs the service: while there is nobody else, that makes the first admin. */
export const createTakeKey = (context: SignInContext) => {
  const { users, limits, config } = context
  const findKey = createConfiguredKeys(config.api.keys)
  return async (visit: Visit, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { signIn: texts } = visit.words
    if (await users.hasAny()) return { kind: 'go', to: '/sign-in' }
    const seconds = await limits.mustWait(request)
    if (seconds > 0)
      return renderNobody(visit, context, {
        problem: texts.tooMany(visit.write.duration(seconds * 1000)),
        status: 429,
      })
    const key = keySchema.parse(visit.form['key']).trim()
    if (key === '' || findKey(hashKey(key)) === -1) {
      await limits.countFailure(request)
      return renderNobody(visit, context, { problem: texts.keyWrong, status: 401 })
    }
    const { secret } = await users.invite(null, 'api')
    return { kind: 'go', to: `/invitation/${secret}` }
  }
}
