/** What `spawn` and `chown` need to make the server's processes and files belong to the right user. */
export interface PostgresUser {
  uid?: number
  gid?: number
}

/**
 * PostgreSQL refuses to run as root. For root it therefore runs as `nobody`, which every Linux has, so that no account is made
 * on the machine. Anyone else runs it as themselves.
 */
export const postgresUser = (): PostgresUser => (process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {})
