import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { hashOpaque } from '../../../access/users/opaque-secret.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visitor } from '../../visit.ts'
import { enter } from '../session-content.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { type AccountFaults, answerAccount } from './show-account.ts'

const passwordSchema = z.string().max(10_000).catch('')

/** One's own password, with the present one. */
export const createChangePassword =
  (context: SignInContext) =>
  async (visit: Visitor, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { users, config, clock } = context
    const { signIn: texts } = visit.words
    if (!config.desk.passwords) return { kind: 'not-found' }
    const refuse = (faults: AccountFaults['faults'], status: number) =>
      answerAccount(context, visit, request, { faults: faults ?? {}, status })
    const changed = await users.changePassword(visit.user.id, {
      former: passwordSchema.parse(visit.form['former']),
      next: passwordSchema.parse(visit.form['next']),
      keep: hashOpaque(request.session.sessionId),
    })
    switch (changed.kind) {
      case 'changed':
        // With another id: whoever had the former one is out.
        await enter(request, visit.user.id)
        return { kind: 'go', to: '/account', said: 'password-changed' }
      case 'wrong':
        return refuse({ former: texts.faults.former }, 422)
      case 'locked':
        return refuse(
          { former: texts.locked(visit.write.duration(Math.max(1000, changed.until - clock.now()))) },
          429,
        )
      case 'weak':
        return refuse({ next: texts.faults[changed.why] }, 422)
      default:
        return changed satisfies never
    }
  }
