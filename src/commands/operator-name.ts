import { userInfo } from 'node:os'

/** Who acts on the command line, for the history: the login name, never more. */
export const operatorName = (env: Record<string, string | undefined>): string =>
  `cli:${(env['SUDO_USER'] ?? env['USER'] ?? env['LOGNAME'] ?? loginName()).slice(0, 60)}`

// Cron and containers set none of the variables; a user id without an account has no name at all.
const loginName = (): string => {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
