import * as client from 'openid-client'
import * as z from 'zod'
import type { OidcConfig } from '../../../../schemas/desk-configuration.ts'
import type { Clock } from '../../../ops/clock.ts'
import { type Claims, readClaims } from './read-claims.ts'

export interface TripChecks {
  state: string
  nonce: string
  verifier: string
}

/** The provider that people sign in with. Verbs throw what `explainProviderFailure` tells apart. */
export interface Provider {
  /** Where to send somebody, and what to check of who comes back. */
  begin(returnAddress: string): Promise<{ to: URL; checks: TripChecks }>
  /** Who came back, by the whole address that they came to. The id token's signature, issuer, audience, time and nonce are checked. */
  finish(address: URL, checks: TripChecks): Promise<Claims>
}

const timeoutSeconds = 10
/** What a provider says of itself is asked for anew now and then: keys and addresses change. */
const believedMs = 3_600_000

/** An OpenID Connect provider, discovered when it is first needed; authorization code with PKCE (RFC 7636), state and nonce. */
export const createProvider = (config: OidcConfig, clock: Clock): Provider => {
  const { issuer, clientId, clientSecret, scopes, rolesClaim } = config
  const url = new URL(issuer)
  let known: { at: number; discovered: Promise<client.Configuration> } | null = null

  const discover = (): Promise<client.Configuration> => {
    if (known !== null && clock.now() - known.at < believedMs) return known.discovered
    const discovered = client.discovery(
      url,
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      {
        timeout: timeoutSeconds,
        // The configuration permits it for a provider on this machine alone.
        ...(url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
      },
    )
    const asked = { at: clock.now(), discovered }
    known = asked
    discovered.catch(() => {
      if (known === asked) known = null
    })
    return discovered
  }

  return {
    begin: async (returnAddress) => {
      const discovered = await discover()
      const checks: TripChecks = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const to = client.buildAuthorizationUrl(discovered, {
        redirect_uri: returnAddress,
        scope: scopes.join(' '),
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      })
      return { to, checks }
    },

    finish: async (address, { state, nonce, verifier }) => {
      const discovered = await discover()
      const tokens = await client.authorizationCodeGrant(discovered, address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const idToken = tokens.claims()
      const { sub } = z.object({ sub: z.string().min(1) }).parse(idToken)
      const own = readClaims(idToken, rolesClaim)
      const { userinfo_endpoint: hasMore } = discovered.serverMetadata()
      const isComplete = own.email !== null && (rolesClaim === undefined || own.groups.length > 0)
      if (isComplete || hasMore === undefined) return own
      // Many put into the id token only who it is, and tell the rest when asked.
      const more = await client.fetchUserInfo(discovered, tokens.access_token, sub)
      return readClaims({ ...idToken, ...more }, rolesClaim)
    },
  }
}
