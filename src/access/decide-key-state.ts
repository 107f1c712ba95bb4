import type { ApiKey, KeyState } from './access.ts'

/** Whether a key is valid at `now`. It has expired at the very millisecond that it expires. */
export const decideKeyState = (key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: number): KeyState => {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active'
}
