/** Who acts on the command line, for the history: the login name, never more. */
export const operatorName = (env: Record<string, string | undefined>): string =>
  `cli:${(env['SUDO_USER'] ?? env['USER'] ?? env['LOGNAME'] ?? 'unknown').slice(0, 60)}`
