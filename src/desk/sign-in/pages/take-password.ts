import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AccessUnavailable } from '../../../access/access-unavailable.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import type { createRefusalRecorder } from '../create-refusal-recorder.ts'
import { firstPage } from '../first-page.ts'
import { recordSignIn } from '../record-sign-in.ts'
import { enter } from '../session-content.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { readBack } from './read-back.ts'
import { renderNobody, renderSignIn } from './render-sign-in.ts'

const formSchema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(10_000),
})

/** Lets in who knows the password. */
export const createTakePassword =
  (context: SignInContext, recordRefusal: ReturnType<typeof createRefusalRecorder>) =>
  async (visit: Visit, desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { users, clock, limits, config } = context
    const { signIn: texts } = visit.words
    if (!(await users.hasAny())) return renderNobody(visit, context)
    const back = readBack(visit.form['back'])
    const form = formSchema.safeParse(visit.form)
    const email = form.success ? form.data.email : ''
    const refuse = (problem: string, status: number): DeskAnswer =>
      renderSignIn(visit, context, { email, back, problem, status })

    const record = (what: 'deskSignIn' | 'deskLockOut', status: number): void =>
      recordRefusal(desk, { what, email, address: request.ip, requestId: request.id, status })

    if (!config.desk.passwords) return refuse(texts.passwordsOff, 403)
    const seconds = await limits.mustWait(request)
    if (seconds > 0) return refuse(texts.tooMany(visit.write.duration(seconds * 1000)), 429)
    if (!form.success) return refuse(texts.wrong, 401)
    const verified = await users.verify(email, form.data.password).catch((error: unknown) => {
      if (error instanceof AccessUnavailable && error.code === 'busy') return null
      throw error
    })
    if (verified === null) return refuse(texts.busy, 503)
    switch (verified.kind) {
      case 'verified':
        await enter(request, verified.user.id)
        await recordSignIn(desk, verified.user, 'deskSignIn', request.id)
        return { kind: 'go', to: firstPage(back, verified.user) }
      case 'wrong':
        await limits.countFailure(request)
        record('deskSignIn', 401)
        return refuse(texts.wrong, 401)
      case 'locked':
        await limits.countFailure(request)
        record('deskLockOut', 429)
        return refuse(texts.locked(visit.write.duration(Math.max(1000, verified.until - clock.now()))), 429)
      default:
        return verified satisfies never
    }
  }
