import type { User } from './users.ts'

/**
 * The door of the sessions: types only. A session is kept under the hash of its id, so that who reads the store cannot sign in with
 * what is there. Verbs may throw `AccessUnavailable`.
 */
export interface Sessions {
  /** What cookies are signed with: made once, the same for all replicas. */
  secret(): Promise<string>
  /**
   * Null: there is none, it has ended, or its user may not sign in any more. What was looked up is believed for some seconds; what
   * changes in this process is seen at once. That somebody was here is written once a minute, beside the request.
   */
  find(
    id: string,
    how?: { /** Somebody only looks whether it lasts; nothing is written. */ isUse: boolean },
  ): Promise<FoundSession | null>
  /** Keeps a new one, which then lasts as configured, or for an hour while nobody has signed in. */
  begin(id: string, session: SessionContent): Promise<void>
  /** Keeps what has changed in one. Nothing happens when it has ended meanwhile. */
  change(id: string, session: SessionContent): Promise<void>
  /** A repeat changes nothing. */
  end(id: string): Promise<void>
  /** Those of a user that have not ended, the one used last first. */
  listOf(userId: string): Promise<{ hash: string; createdAt: number; seenAt: number }[]>
  /** What is known of this user's sessions is not believed any more. */
  forget(userId: string): void
  /** Deletes at most `limit` sessions, links and counted guesses each that serve nobody any more; returns how many. */
  purge(query: { limit: number }): Promise<number>
  /** Waits for what is being written beside requests. */
  close(): Promise<void>
}

export interface SessionContent {
  /** Null: nobody has signed in. */
  userId: string | null
  data: Record<string, unknown>
}

export interface FoundSession extends SessionContent {
  user: User | null
  createdAt: number
}

/** How long people stay signed in. */
export interface SessionLimits {
  /** Ms without a request. */
  idle: number
  /** Ms in all. */
  longest: number
}
