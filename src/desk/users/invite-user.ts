import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { emailSchema, personNameSchema } from '../../../schemas/person.ts'
import { roleSchema } from '../../../schemas/user.ts'
import type { User } from '../../access/users/users.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { siteAddress } from '../sign-in/site-address.ts'
import type { Visitor } from '../visit.ts'
import { renderUsers } from './render-users.ts'

const typedSchema = z.string().max(300).catch('')

/** The page with a new link for somebody, which is shown this once. */
const answerLink = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
  user: User,
): Promise<DeskAnswer> => {
  const { secret, expiresAt } = await desk.users.invite(user.id, visit.who)
  const address = `${siteAddress(desk.config.publicUrl, request)}/invitation/${secret}`
  return renderUsers(visit, desk, { made: { name: user.name, address, expiresAt } })
}

/** Adds somebody, and makes their link. */
export const inviteUser = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
): Promise<DeskAnswer> => {
  const { faults: texts } = visit.words.users
  const email = emailSchema.safeParse(visit.form['email'])
  const name = personNameSchema.safeParse(visit.form['name'])
  const role = roleSchema.catch('agent').parse(visit.form['role'])
  const again = (faults: { email?: string; name?: string }, status: number): Promise<DeskAnswer> =>
    renderUsers(visit, desk, {
      form: {
        email: typedSchema.parse(visit.form['email']),
        name: typedSchema.parse(visit.form['name']),
        role,
        faults,
      },
      status,
    })
  if (!email.success || !name.success)
    return again(
      {
        ...(email.success ? {} : { email: texts.email }),
        ...(name.success ? {} : { name: texts.name }),
      },
      422,
    )
  const added = await desk.users.add({ email: email.data, name: name.data, role, by: visit.who })
  if (added.kind === 'email-taken') return again({ email: texts['email-taken'] }, 409)
  visit.made({ kind: 'user', id: added.user.id })
  // Without passwords they come by the provider, to which the address is enough.
  return desk.config.desk.passwords
    ? answerLink(visit, desk, request, added.user)
    : { kind: 'go', to: '/settings/users', said: 'user-added' }
}

/** Another link for somebody, who has lost the password or the former link. */
export const linkUser = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: FastifyRequest,
): Promise<DeskAnswer> => {
  const user = await desk.users.find(visit.params['id'] ?? '')
  if (user === null || !desk.config.desk.passwords) return { kind: 'not-found' }
  if (user.disabledAt !== null)
    return renderUsers(visit, desk, { problem: visit.words.users.faults.disabled, status: 409 })
  return answerLink(visit, desk, request, user)
}
