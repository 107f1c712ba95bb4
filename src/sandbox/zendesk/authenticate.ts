import type { Account, StoredUser } from './account.ts'

export interface Credentials {
  apiTokens: readonly string[]
  oauthTokens: Readonly<Record<string, string>>
}

/** Who calls; null: nobody who is known. `basic` and `bearer` are refused in words of their own. */
export interface Caller {
  user: StoredUser | null
  by: 'basic' | 'bearer'
}

/** Basic `<e-mail>/token:<API token>`: a token acts as any agent of the account. Bearer: an OAuth token's own agent. */
export const authenticate = (header: string | null, credentials: Credentials, account: Account): Caller => {
  const agent = (email: string): StoredUser | null =>
    [...account.users.values()].find(
      (user) => user.role !== 'end-user' && user.email?.toLowerCase() === email.toLowerCase(),
    ) ?? null
  const bearer = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1]
  if (bearer !== undefined) {
    const email = Object.hasOwn(credentials.oauthTokens, bearer) ? credentials.oauthTokens[bearer] : undefined
    return { user: email === undefined ? null : agent(email), by: 'bearer' }
  }
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1] ?? ''
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const [, email, token] = /^(.*)\/token:(.*)$/s.exec(text) ?? []
  const known = email !== undefined && token !== undefined && credentials.apiTokens.includes(token)
  return { user: known ? agent(email) : null, by: 'basic' }
}
