import type { Account, StoredAgent } from './account.ts'
import type { ApiKey, Permission } from './options.ts'

export interface Caller {
  agent: StoredAgent
  may(permission: Permission): boolean
}

/** The caller by HTTP Basic: the API key is the user name, the password is not looked at. Null: not known. */
export const authenticate = (
  header: string | null,
  keys: Readonly<Record<string, ApiKey>>,
  account: Account,
): Caller | null => {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return null
  const key = Buffer.from(encoded, 'base64').toString('utf8').split(':')[0] ?? ''
  if (!Object.hasOwn(keys, key)) return null
  const { agent: email, permissions } = keys[key] ?? {}
  for (const agent of account.agents.values()) {
    if (email !== undefined && agent.email !== email) continue
    return { agent, may: (permission) => permissions?.includes(permission) ?? true }
  }
  return null
}
