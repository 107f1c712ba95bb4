import { audited } from '../audited.ts'
import { exitCode } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { findUser } from './find-user.ts'
import { showLink } from './show-link.ts'
import { tellUnknown } from './tell-unknown.ts'
import type { UsersVerb } from './users-verb.ts'

/** A new link: for somebody who is locked out, or, while nobody has an account, for the first admin. */
export const linkUser: UsersVerb = async (opened, parsed, terminal) => {
  const given = parsed.positionals[1]
  const user = given === undefined ? null : await findUser(opened.users, given)
  if (given !== undefined && user === null) return tellUnknown(terminal)
  if (given === undefined && (await opened.users.hasAny())) {
    terminal.stderr.write('Say for whom: relevo users link EMAIL. relevo users list shows who there is.\n')
    return exitCode.usage
  }
  if (user !== null && user.disabledAt !== null) {
    terminal.stderr.write(`This user is disabled. First: relevo users enable ${user.id}\n`)
    return exitCode.failed
  }
  const by = operatorName(terminal.env)
  return audited(
    opened.access.trail,
    { who: by, what: 'linkUser', subject: user === null ? null : { kind: 'user', id: user.id } },
    () => showLink(opened, user, { parsed, terminal, by }),
    () => ({ outcome: 'done' }),
  )
}
