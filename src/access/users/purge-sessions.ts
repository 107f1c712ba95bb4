import type { Database } from '../../database/database.ts'

// A lock lasts for a day at most; who does not guess for so long begins anew.
const guessesMs = 86_400_000

/** Deletes sessions and links that have ended, and guesses that were counted long ago; at most `limit` of each. */
export const purgeSessions = (
  database: Database,
  { now, limit }: { now: number; limit: number },
): Promise<number> =>
  database.write(async (transaction) => {
    const ended = await transaction
      .deleteFrom('desk_sessions')
      .where('hash', 'in', (session) =>
        session.selectFrom('desk_sessions').select('hash').where('expires_at', '<=', now).limit(limit),
      )
      .executeTakeFirst()
    const links = await transaction
      .deleteFrom('invitations')
      .where('hash', 'in', (link) =>
        link.selectFrom('invitations').select('hash').where('expires_at', '<=', now).limit(limit),
      )
      .executeTakeFirst()
    const guesses = await transaction
      .deleteFrom('sign_in_guesses')
      .where('hash', 'in', (guess) =>
        guess
          .selectFrom('sign_in_guesses')
          .select('hash')
          .where('at', '<=', now - guessesMs)
          .where((row) => row.or([row('locked_until', 'is', null), row('locked_until', '<=', now)]))
          .limit(limit),
      )
      .executeTakeFirst()
    return Number(ended.numDeletedRows + links.numDeletedRows + guesses.numDeletedRows)
  })
