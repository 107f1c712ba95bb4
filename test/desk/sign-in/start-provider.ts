import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import Provider from 'oidc-provider'
import type { Test } from 'tap'

export interface Person {
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A real OpenID provider on a socket. `now.person` signs in there without being asked; null turns back. */
export const startProvider = async (
  t: Test,
  { returnAddress, people }: { returnAddress: string; people: Record<string, Person> },
) => {
  const now: { person: string | null } = { person: null }
  let listener: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => listener(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.')
  const issuer = `http://127.0.0.1:${address.port}`
  const stop = async () => {
    server.closeAllConnections()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  t.teardown(stop)

  const provider = new Provider(issuer, {
    clients: [{ client_id: 'relevo', client_secret: 'between the two', redirect_uris: [returnAddress] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['a key for cookies of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    features: { devInteractions: { enabled: false } },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    interactions: { url: () => '/interaction' },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people[id] }),
    }),
    loadExistingGrant: async ({
      oidc,
    }: {
      oidc: { session: { accountId: string }; client: { clientId: string } }
    }) => {
      const grant = new provider.Grant({
        accountId: oidc.session.accountId,
        clientId: oidc.client.clientId,
      })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
  })
  const handle = provider.callback()
  listener = (request, response) => {
    const answered =
      request.url?.startsWith('/interaction') === true
        ? provider.interactionFinished(
            request,
            response,
            now.person === null ? { error: 'access_denied' } : { login: { accountId: now.person } },
            { mergeWithLastSubmission: false },
          )
        : handle(request, response)
    answered.catch(() => response.destroy())
  }

  /** What a browser does there: follows until it is sent back. Resolves with the path that it is sent to. */
  const visit = async (from: string): Promise<string> => {
    const cookies = new Map<string, string>()
    for (let to = from, steps = 0; steps < 10; steps++) {
      const answer = await fetch(to, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
      const text = await answer.text()
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`${answer.status} ${text.slice(0, 300)}`)
      const next = new URL(location, to)
      if (next.origin !== issuer) return `${next.pathname}${next.search}`
      to = next.href
    }
    throw new Error('It leads nowhere.')
  }
  return { issuer, now, visit, stop }
}
