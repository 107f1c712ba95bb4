import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { emailSchema, personNameSchema } from '../../../../schemas/person.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import type { Visit } from '../../visit.ts'
import { firstPage } from '../first-page.ts'
import { recordSignIn } from '../record-sign-in.ts'
import { enter } from '../session-content.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { type InvitationState, renderInvitation, renderVoid } from './render-invitation.ts'

const passwordSchema = z.string().max(10_000).catch('')
const typedSchema = z.string().max(300).catch('')

/** Sets the password, and lets in whoever has followed the link. */
export const createTakeInvitation =
  ({ users, limits }: SignInContext) =>
  async (visit: Visit, desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const { faults: texts } = visit.words.signIn
    const secret = visit.params['secret'] ?? ''
    const seconds = await limits.mustWait(request)
    const invited = seconds > 0 ? null : await users.invited(secret)
    if (invited === null) {
      await limits.countFailure(request)
      return renderVoid(visit)
    }
    const typed = {
      email: typedSchema.parse(visit.form['email']),
      name: typedSchema.parse(visit.form['name']),
    }
    const again = (faults: InvitationState['faults']): DeskAnswer =>
      renderInvitation(visit, { user: invited.user, ...typed, faults: faults ?? {}, status: 422 })

    const email = emailSchema.safeParse(typed.email)
    const name = personNameSchema.safeParse(typed.name)
    if (invited.user === null && !(email.success && name.success))
      return again({
        ...(email.success ? {} : { email: texts.email }),
        ...(name.success ? {} : { name: texts.name }),
      })
    const person = email.success && name.success ? { email: email.data, name: name.data } : undefined
    const accepted = await users.accept(secret, passwordSchema.parse(visit.form['password']), person)
    switch (accepted.kind) {
      case 'accepted':
        await enter(request, accepted.user.id)
        await recordSignIn(desk, accepted.user, 'deskAcceptInvitation', request.id)
        return { kind: 'go', to: firstPage('/', accepted.user), said: 'welcome' }
      case 'weak':
        return again({ password: texts[accepted.why] })
      case 'email-taken':
        return again({ email: texts['email-taken'] })
      case 'void':
        return renderVoid(visit)
      default:
        return accepted satisfies never
    }
  }
