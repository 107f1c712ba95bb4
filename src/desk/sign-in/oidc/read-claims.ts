import * as z from 'zod'

/** What a provider says of somebody. */
export interface Claims {
  issuer: string
  subject: string
  /** Null: it says none. */
  email: string | null
  isVerified: boolean
  name: string | null
  groups: string[]
}

const text = z.string().trim().min(1).nullable().catch(null)

const claimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  email: text.default(null),
  // Some write it as a text.
  email_verified: z
    .union([z.literal(true), z.literal('true')])
    .transform(() => true)
    .catch(false),
  name: text.default(null),
  preferred_username: text.default(null),
})

const groupsSchema = z.union([z.array(z.string()), z.string().transform((group) => [group])]).catch([])

const isRecord = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null

/** The claim of this name; else one that lies deeper, as `realm_access.roles` does. */
const findClaim = (claims: unknown, name: string): unknown => {
  if (!isRecord(claims)) return undefined
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>(
      (found, part) => (isRecord(found) && Object.hasOwn(found, part) ? found[part] : undefined),
      claims,
    )
}

/** Throws when it does not even say who it is. */
export const readClaims = (claims: unknown, rolesClaim: string | undefined): Claims => {
  const { iss, sub, email, email_verified, name, preferred_username } = claimsSchema.parse(claims)
  return {
    issuer: iss,
    subject: sub,
    email,
    isVerified: email_verified,
    name: name ?? preferred_username,
    groups: rolesClaim === undefined ? [] : groupsSchema.parse(findClaim(claims, rolesClaim)),
  }
}
