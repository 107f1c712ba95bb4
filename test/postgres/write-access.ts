import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresUser } from './postgres-user.ts'

/** PEM texts. With TLS the server refuses connections without it. */
export interface PostgresTls {
  certificate: string
  key: string
  /** Clients signed by `authority` get in without a password as `user`, a superuser that is made for it: the name in the certificate. */
  clients?: { authority: string; user: string }
}

/** Writes who may connect and, with TLS, the files it needs, into a cluster; returns the settings to start the server with. */
export const writeAccess = async (options: {
  dataDir: string
  user: PostgresUser
  tls?: PostgresTls | undefined
}): Promise<Record<string, string>> => {
  const { dataDir, user, tls } = options
  const write = async (name: string, content: string) => {
    const path = join(dataDir, name)
    // The server refuses a key that others may read.
    await writeFile(path, content, { mode: 0o600 })
    if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid)
  }
  const byPassword = `${tls === undefined ? 'host' : 'hostssl'} all all 127.0.0.1/32 scram-sha-256`
  if (tls?.clients === undefined) await write('pg_hba.conf', `${byPassword}\n`)
  else {
    // The first line that fits decides: this user gets in by certificate only.
    await write('pg_hba.conf', `hostssl all "${tls.clients.user}" 127.0.0.1/32 cert\n${byPassword}\n`)
    await write('root.crt', tls.clients.authority)
  }
  if (tls === undefined) return {}
  await write('server.crt', tls.certificate)
  await write('server.key', tls.key)
  return { ssl: 'on', ...(tls.clients === undefined ? {} : { ssl_ca_file: 'root.crt' }) }
}
