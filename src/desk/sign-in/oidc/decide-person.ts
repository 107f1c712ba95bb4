import type { OidcConfig } from '../../../../schemas/desk-configuration.ts'
import { emailSchema, personNameSchema } from '../../../../schemas/person.ts'
import { type Role, roleSchema } from '../../../../schemas/user.ts'
import type { VouchedPerson } from '../../../access/users/users.ts'
import type { Claims } from './read-claims.ts'

export type Judged = { kind: 'vouched'; person: VouchedPerson } | { kind: 'no-role' }

/** The highest role that one of the groups gives; null: none does. */
const roleOfGroups = (groups: readonly string[], roles: OidcConfig['roles']): Role | null =>
  roleSchema.options.findLast((role) => roles[role].some((group) => groups.includes(group))) ?? null

/**
 * Who may be who, by what the provider says. An address counts only when it is verified there: else anybody could write that of
 * somebody else into their profile. Where groups give roles, who is in none of them has none; unless new people are agents.
 */
export const decidePerson = (claims: Claims, { rolesClaim, roles, newPeople }: OidcConfig): Judged => {
  const given = rolesClaim === undefined ? null : roleOfGroups(claims.groups, roles)
  const role = given ?? (rolesClaim !== undefined && newPeople === 'agent' ? 'agent' : null)
  if (rolesClaim !== undefined && role === null) return { kind: 'no-role' }
  const email = emailSchema.safeParse(claims.isVerified ? claims.email : null)
  const name = personNameSchema.safeParse(claims.name)
  return {
    kind: 'vouched',
    person: {
      issuer: claims.issuer,
      subject: claims.subject,
      email: email.success ? email.data : null,
      name: name.success ? name.data : null,
      role,
      // A group that gives a role is a permission to come in.
      add: newPeople === 'agent' || given !== null,
    },
  }
}
