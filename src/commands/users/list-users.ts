import type { User } from '../../access/users/users.ts'
import { systemClock } from '../../ops/clock.ts'
import { exitCode, isSet } from '../command.ts'
import { plainText, renderTable } from '../table.ts'
import { presentUser } from './present-user.ts'
import type { UsersVerb } from './users-verb.ts'

const stateText = (user: User, now: number): string => {
  if (user.disabledAt !== null) return 'disabled'
  if (!user.hasPassword && !user.hasIdentity) return 'has not come yet'
  return user.lockedUntil !== null && user.lockedUntil > now ? 'locked' : 'active'
}

export const listUsers: UsersVerb = async ({ users }, parsed, { stdout }) => {
  const all = await users.list()
  if (isSet(parsed, 'json')) {
    stdout.write(`${JSON.stringify({ users: all.map(presentUser) })}\n`)
    return exitCode.ok
  }
  if (all.length === 0) {
    stdout.write('The desk has no users yet. relevo users link makes a link for the first admin.\n')
    return exitCode.ok
  }
  const now = systemClock.now()
  stdout.write(
    renderTable(
      all,
      [
        { title: 'name', cell: (user) => plainText(user.name) },
        { title: 'e-mail', cell: (user) => plainText(user.email) },
        { title: 'role', cell: (user) => user.role },
        { title: 'id', cell: (user) => user.id },
        {
          title: 'last seen',
          cell: ({ seenAt }) =>
            seenAt === null ? 'never' : new Date(seenAt).toISOString().slice(0, 16).replace('T', ' '),
        },
        { title: 'state', cell: (user) => stateText(user, now) },
      ],
      stdout.isTTY === true,
    ),
  )
  return exitCode.ok
}
