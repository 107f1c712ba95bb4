import type { User } from '../../access/users/users.ts'

export type UserState = 'active' | 'invited' | 'locked' | 'disabled'

/** What a user can do now. `invited`: there is neither a password nor a provider's identity yet. */
export const decideUserState = (user: User, now: number): UserState => {
  if (user.disabledAt !== null) return 'disabled'
  if (!user.hasPassword && !user.hasIdentity) return 'invited'
  return user.lockedUntil !== null && user.lockedUntil > now ? 'locked' : 'active'
}
