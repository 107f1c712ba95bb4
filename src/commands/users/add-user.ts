import { emailSchema, personNameSchema } from '../../../schemas/person.ts'
import { type Role, roleSchema } from '../../../schemas/user.ts'
import { audited } from '../audited.ts'
import { exitCode, requiredPositional, textOption, UsageError } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { plainText } from '../table.ts'
import { showLink } from './show-link.ts'
import type { UsersVerb } from './users-verb.ts'

/** Throws `UsageError`. */
export const readRole = (text: string): Role => {
  const role = roleSchema.safeParse(text)
  if (!role.success)
    throw new UsageError(`"${plainText(text)}" is no role; use ${roleSchema.options.join(', ')}.`)
  return role.data
}

export const addUser: UsersVerb = async (opened, parsed, terminal) => {
  const given = requiredPositional(parsed, 1, 'The e-mail of the user')
  const email = emailSchema.safeParse(given)
  if (!email.success) throw new UsageError(`"${plainText(given)}" is no e-mail address.`)
  const name = personNameSchema.safeParse(textOption(parsed, 'name') ?? email.data.split('@')[0])
  if (!name.success) throw new UsageError('--name takes a name of 1 to 100 printable characters.')
  const role = readRole(textOption(parsed, 'role') ?? 'agent')
  const by = operatorName(terminal.env)
  const added = await audited(
    opened.access.trail,
    { who: by, what: 'createUser', subject: null },
    () => opened.users.add({ email: email.data, name: name.data, role, by }),
    (result) =>
      result.kind === 'added'
        ? { outcome: 'done', subject: { kind: 'user', id: result.user.id } }
        : { outcome: 'refused' },
  )
  if (added.kind === 'email-taken') {
    terminal.stderr.write(
      'Somebody has this address already. relevo users link EMAIL makes a new link for them.\n',
    )
    return exitCode.failed
  }
  return showLink(opened, added.user, { parsed, terminal, by })
}
