import { roleSchema } from '../../schemas/user.ts'
import { type Command, UsageError } from './command.ts'
import { plainText } from './table.ts'
import { addUser } from './users/add-user.ts'
import { disableUser, enableUser, setRole } from './users/change-user.ts'
import { linkUser } from './users/link-user.ts'
import { listUsers } from './users/list-users.ts'
import type { UsersVerb } from './users/users-verb.ts'
import { withUsers } from './users/with-users.ts'

const usage = [
  'relevo users list [--json]',
  'relevo users add EMAIL [--name NAME] [--role ROLE] [--json]',
  'relevo users link [EMAIL|ID] [--json]',
  'relevo users disable EMAIL|ID [--json]',
  'relevo users enable EMAIL|ID [--json]',
  'relevo users role EMAIL|ID ROLE [--json]',
  '',
  `roles: ${roleSchema.options.join(', ')}`,
].join('\n  ')

const verbs: Record<string, UsersVerb> = {
  list: listUsers,
  add: addUser,
  link: linkUser,
  disable: disableUser,
  enable: enableUser,
  role: setRole,
}

/** The people of the desk, for whoever runs the machine; also when nobody can sign in any more. */
export const users: Command = {
  name: 'users',
  usage,
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: (parsed, terminal) => {
    const name = parsed.positionals[0] ?? 'list'
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb === undefined) throw new UsageError(`There is no "users ${plainText(name)}".`)
    return withUsers(terminal, (opened) => verb(opened, parsed, terminal))
  },
}
