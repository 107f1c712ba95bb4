import type { User } from '../../access/users/users.ts'

const timeText = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** A user as `--json` tells it: names as in the API, times in ISO 8601. */
export const presentUser = (user: User) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  has_password: user.hasPassword,
  has_identity: user.hasIdentity,
  created_at: timeText(user.createdAt),
  created_by: user.createdBy,
  seen_at: timeText(user.seenAt),
  locked_until: timeText(user.lockedUntil),
  disabled_at: timeText(user.disabledAt),
})
