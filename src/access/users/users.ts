import type { Role, Theme } from '../../../schemas/user.ts'

/**
 * The door of the people who sign in at the desk: types only. Times are milliseconds since the Unix epoch. Every verb may throw
 * `AccessUnavailable`; then nothing was changed. `by` and the desk's entries in the audit trail name a person `user:EMAIL`.
 */
export interface Users {
  /** False: the first admin is still to come. */
  hasAny(): Promise<boolean>
  /** By e-mail, in the order of names; those that are disabled too. */
  list(): Promise<User[]>
  find(id: string): Promise<User | null>
  /** Adds somebody who has no password yet. */
  add(user: NewUser): Promise<{ kind: 'added'; user: User } | { kind: 'email-taken' }>
  /**
   * Changes what is given. Who is disabled or gets another role is signed out everywhere. `last-admin`: nobody would be left who can
   * change settings; nothing was changed.
   */
  change(
    id: string,
    change: UserChange,
    by: string,
  ): Promise<{ kind: 'changed'; user: User } | { kind: 'not-found' | 'last-admin' | 'email-taken' }>

  /**
   * A link's secret, shown once, good for `invitationMs`, that lets whoever has it set the password of `userId`; null: become the
   * first admin. A new one voids those of the same person from before.
   */
  invite(userId: string | null, by: string): Promise<{ secret: string; expiresAt: number }>
  /** Who an invitation is for; null: there is none like it (any more). `user: null`: the first admin. */
  invited(secret: string): Promise<{ user: User | null } | null>
  /** Sets the password and voids the invitation, at once; signs out everywhere. The first admin is made by it, of `person`. */
  accept(
    secret: string,
    password: string,
    person?: { email: string; name: string },
  ): Promise<
    { kind: 'accepted'; user: User } | { kind: 'void' | 'email-taken' } | { kind: 'weak'; why: PasswordFault }
  >

  /**
   * Compares a password, in the same time whether there is such a person or not. Counts failures; after too many the answer is
   * `locked` whatever the password is. Never tells whether an address is known.
   */
  verify(email: string, password: string): Promise<Verified>
  /** With the former password, which counts like `verify`. Signs out everywhere else than `keep` (a session's hash). */
  changePassword(
    id: string,
    change: { former: string; next: string; keep: string | null },
  ): Promise<
    { kind: 'changed' } | Exclude<Verified, { kind: 'verified' }> | { kind: 'weak'; why: PasswordFault }
  >
  /** Somebody whom a provider vouches for; see `OidcConfig`. An identity that is known wins over the address. */
  recognise(
    person: VouchedPerson,
  ): Promise<{ kind: 'recognised'; user: User } | { kind: 'unknown' | 'disabled' | 'taken' }>

  /** Ends each session; the next request of any is refused, in other replicas within seconds. */
  signOutEverywhere(id: string): Promise<void>
}

export interface User {
  id: string
  /** Lower case. */
  email: string
  name: string
  role: Role
  /** Null: as the browser asks for. */
  language: string | null
  theme: Theme | null
  hasPassword: boolean
  /** Whether a provider has vouched for them. */
  hasIdentity: boolean
  createdAt: number
  createdBy: string
  disabledAt: number | null
  seenAt: number | null
  lockedUntil: number | null
}

export interface NewUser {
  email: string
  name: string
  role: Role
  by: string
}

export interface UserChange {
  name?: string
  email?: string
  role?: Role
  language?: string | null
  theme?: Theme | null
  disabled?: boolean
}

export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'like-email'

export type Verified =
  | { kind: 'verified'; user: User }
  | { kind: 'wrong' }
  | { kind: 'locked'; until: number }

export interface VouchedPerson {
  issuer: string
  subject: string
  /** Only one that the provider says is verified. */
  email: string | null
  name: string | null
  /** From the provider's groups; null: it does not say. */
  role: Role | null
  /** Whether somebody who is not known is added. */
  add: boolean
}
