import type { Clock } from '../../ops/clock.ts'
import type { StoredSession } from './read-session.ts'

/** What was looked up in the last seconds, so that a page with its parts asks the store once. */
export interface RecentSessions {
  find(hash: string, read: () => Promise<StoredSession | null>): Promise<StoredSession | null>
  drop(hash: string): void
  forget(userId: string): void
}

const believedMs = 4_000
const most = 5_000

export const createRecentSessions = (clock: Clock): RecentSessions => {
  const recent = new Map<string, { session: StoredSession; at: number }>()
  let changes = 0
  return {
    async find(hash, read) {
      const known = recent.get(hash)
      const age = known === undefined ? Number.POSITIVE_INFINITY : clock.now() - known.at
      // A clock that was set back makes an answer look younger than it is.
      if (known !== undefined && age < believedMs && age >= 0) return known.session
      // From before the question, so that the time of the answer does not count.
      const at = clock.now()
      const asOf = changes
      const session = await read()
      recent.delete(hash)
      // An answer to what was asked before a change may be from before it. What there is none of is not remembered: ids that
      // somebody makes up would push out the others.
      if (session === null || changes !== asOf) return session
      recent.set(hash, { session, at })
      const [oldest] = recent.keys()
      if (recent.size > most && oldest !== undefined) recent.delete(oldest)
      return session
    },
    drop(hash) {
      changes += 1
      recent.delete(hash)
    },
    forget(userId) {
      changes += 1
      for (const [hash, { session }] of recent) if (session.userId === userId) recent.delete(hash)
    },
  }
}
