import type { User } from '../../access/users/users.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { exitCode, isSet, type ParsedArguments } from '../command.ts'
import { presentUser } from './present-user.ts'
import { siteAddressOf } from './site-address-of.ts'
import type { OpenedUsers } from './with-users.ts'

/** Makes a link, and shows it: alone on standard output, so that a script can take it. Null: for the first admin. */
export const showLink = async (
  { users, config }: OpenedUsers,
  user: User | null,
  { parsed, terminal, by }: { parsed: ParsedArguments; terminal: Terminal; by: string },
): Promise<number> => {
  const { secret, expiresAt } = await users.invite(user?.id ?? null, by)
  const link = `${siteAddressOf(config)}/invitation/${secret}`
  const until = new Date(expiresAt).toISOString()
  if (isSet(parsed, 'json')) {
    const shown = { link, expires_at: until, user: user === null ? null : presentUser(user) }
    terminal.stdout.write(`${JSON.stringify(shown)}\n`)
    return exitCode.ok
  }
  const whose = user === null ? 'Whoever opens this becomes the first admin' : `For ${user.email}`
  terminal.stderr.write(
    `${whose}; it works once, until ${until.slice(0, 16).replace('T', ' ')} UTC. Former links do not work any more:\n`,
  )
  terminal.stdout.write(`${link}\n`)
  return exitCode.ok
}
