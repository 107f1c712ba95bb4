import type { FastifyRequest } from 'fastify'
import { preferencesSchema } from '../../../../schemas/person.ts'
import type { DeskAnswer } from '../../desk-answer.ts'
import type { DeskDependencies } from '../../desk-dependencies.ts'
import { deskLanguages } from '../../texts/choose-desk-texts.ts'
import type { Visitor } from '../../visit.ts'
import type { SignInContext } from '../sign-in-context.ts'
import { answerAccount } from './show-account.ts'

/** One's own name, language and colours. */
export const createChangeAccount =
  (context: SignInContext) =>
  async (visit: Visitor, _desk: DeskDependencies, request: FastifyRequest): Promise<DeskAnswer> => {
    const preferences = preferencesSchema.safeParse(visit.form)
    if (!preferences.success)
      return answerAccount(context, visit, request, {
        faults: { name: visit.words.signIn.faults.name },
        status: 422,
      })
    const { name, language, theme } = preferences.data
    const isSpoken = language !== null && Object.hasOwn(deskLanguages, language)
    await context.users.change(
      visit.user.id,
      { name, theme, language: isSpoken ? language : null },
      visit.who,
    )
    return { kind: 'go', to: '/account', said: 'account-saved' }
  }
