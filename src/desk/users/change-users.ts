import { roleSchema } from '../../../schemas/user.ts'
import type { UserChange } from '../../access/users/users.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { renderUsers } from './render-users.ts'

const change = async (
  visit: Visitor,
  desk: DeskDependencies,
  wanted: UserChange,
  said: keyof Visitor['words']['said'],
): Promise<DeskAnswer> => {
  const changed = await desk.users.change(visit.params['id'] ?? '', wanted, visit.who)
  switch (changed.kind) {
    case 'changed':
      return { kind: 'go', to: '/settings/users', said }
    case 'not-found':
      return { kind: 'not-found' }
    case 'last-admin':
    case 'email-taken':
      return renderUsers(visit, desk, { problem: visit.words.users.faults[changed.kind], status: 409 })
    default:
      return changed satisfies never
  }
}

export const setRole = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const role = roleSchema.safeParse(visit.form['role'])
  return role.success
    ? change(visit, desk, { role: role.data }, 'role-changed')
    : renderUsers(visit, desk, { problem: visit.words.users.faults.role, status: 422 })
}

export const disableUser = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  change(visit, desk, { disabled: true }, 'user-disabled')

export const enableUser = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  change(visit, desk, { disabled: false }, 'user-enabled')

export const signUserOut = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const user = await desk.users.find(visit.params['id'] ?? '')
  if (user === null) return { kind: 'not-found' }
  await desk.users.signOutEverywhere(user.id)
  return { kind: 'go', to: '/settings/users', said: 'user-signed-out' }
}
