import { type Source, sourceSchema } from '../../schemas/configuration.ts'
import type { Clock } from '../ops/clock.ts'
import { createWindowLimiter, type WindowLimiter } from '../ops/create-window-limiter.ts'
import { type Authenticator, createAuthenticator } from './create-authenticator.ts'

/** One way in: a configured source and what guards it. */
export interface SourceDoor {
  name: string
  source: Source
  authenticator: Authenticator
  limiter: WindowLimiter
}

/** The doors of all configured sources by name. Throws, naming the source, when its secret cannot be used. */
export const createSourceDoors = (
  sources: Readonly<Record<string, Source>>,
  clock: Clock,
): Map<string, SourceDoor> => {
  const doors = new Map<string, SourceDoor>()
  for (const [name, source] of Object.entries(sources)) {
    try {
      const authenticator = createAuthenticator(source.authentication, clock)
      doors.set(name, { name, source, authenticator, limiter: createWindowLimiter(clock, source.rateLimit) })
    } catch (error) {
      throw new Error(`The source ${name} cannot be used.`, { cause: error })
    }
  }
  return doors
}

/**
 * The source of hand-offs that come with an API key and name no other: the one configured as `api`, else one with every
 * setting at its default. An API key opens it, not its secret.
 */
export const createApiDoor = (doors: Map<string, SourceDoor>, clock: Clock): SourceDoor => {
  const configured = doors.get('api')
  if (configured !== undefined) return configured
  // The secret is never asked for: this door has no address under /webhooks.
  const source = sourceSchema.parse({ authentication: { kind: 'secret', secrets: ['not-asked-for'] } })
  return {
    name: 'api',
    source,
    authenticator: noAuthenticator,
    limiter: createWindowLimiter(clock, source.rateLimit),
  }
}

// The route asked for the API key already.
const noAuthenticator: Authenticator = { signedId: null, checkHeaders: () => null, checkBody: () => null }
