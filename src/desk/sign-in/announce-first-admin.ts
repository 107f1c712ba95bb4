import type { Users } from '../../access/users/users.ts'

/** Where a browser on this machine finds what listens everywhere. */
const reachable = (address: string): string =>
  address.replace(/\/+$/, '').replace(/^(https?:\/\/)(?:0\.0\.0\.0|\[::\])(?=[:/]|$)/, '$1localhost')

/**
 * While nobody has an account: makes the link that lets whoever follows it become the first admin, and prints it, once, to the
 * terminal and never into the log. Each start makes a new one and voids the former. False: there is somebody already.
 */
export const announceFirstAdmin = async ({
  users,
  address,
  write,
}: {
  users: Pick<Users, 'hasAny' | 'invite'>
  /** `publicUrl`, else where the service listens. */
  address: string
  write: (text: string) => unknown
}): Promise<boolean> => {
  if (await users.hasAny()) return false
  const { secret, expiresAt } = await users.invite(null, 'start')
  const line = '─'.repeat(78)
  write(`
${line}
  The desk has no users yet. Open this link to become its first admin:

  ${reachable(address)}/invitation/${secret}

  It works once, until ${new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC or the next start, and is not in the log.
${line}

`)
  return true
}
