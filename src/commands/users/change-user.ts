import type { UserChange } from '../../access/users/users.ts'
import { audited } from '../audited.ts'
import { exitCode, isSet, requiredPositional } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { plainText } from '../table.ts'
import { readRole } from './add-user.ts'
import { findUser } from './find-user.ts'
import { presentUser } from './present-user.ts'
import { tellUnknown } from './tell-unknown.ts'
import type { UsersVerb } from './users-verb.ts'

const within = 'a running service knows it within five seconds'

const changing =
  (what: string, wanted: (role: string | undefined) => UserChange): UsersVerb =>
  async ({ users, access }, parsed, terminal) => {
    const change = wanted(parsed.positionals[2])
    const user = await findUser(users, requiredPositional(parsed, 1, 'The id or the e-mail of the user'))
    if (user === null) return tellUnknown(terminal)
    const by = operatorName(terminal.env)
    const changed = await audited(
      access.trail,
      { who: by, what, subject: { kind: 'user', id: user.id } },
      () => users.change(user.id, change, by),
      ({ kind }) => ({ outcome: kind === 'changed' ? 'done' : 'refused' }),
    )
    if (changed.kind !== 'changed') {
      terminal.stderr.write(
        'Nobody would be left who can change settings. First make somebody else admin: relevo users role EMAIL admin\n',
      )
      return exitCode.failed
    }
    const { user: now } = changed
    const state = now.disabledAt === null ? now.role : 'disabled'
    terminal.stdout.write(
      isSet(parsed, 'json')
        ? `${JSON.stringify(presentUser(now))}\n`
        : `${plainText(now.name)} (${now.id}): ${state}; ${within}.\n`,
    )
    return exitCode.ok
  }

export const disableUser = changing('disableUser', () => ({ disabled: true }))
export const enableUser = changing('enableUser', () => ({ disabled: false }))
export const setRole = changing('setUserRole', (role) => ({ role: readRole(role ?? '') }))
