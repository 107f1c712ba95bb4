import type { SessionStore } from '@fastify/session'
import type { Session } from 'fastify'
import * as z from 'zod'
import type { SessionContent, Sessions } from '../../access/users/sessions.ts'
import './session-content.ts'

const dataSchema = z.object({
  _csrf: z.string().optional(),
  trip: z
    .object({ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string(), at: z.number() })
    .optional(),
})

const contentOf = ({ userId, _csrf, trip }: Session): SessionContent => ({
  userId: userId ?? null,
  data: { _csrf, trip },
})

const answer = <T>(work: Promise<T>, callback: (error: unknown, result?: T) => void): void => {
  work.then(
    (result) => callback(null, result),
    (error: unknown) => callback(error),
  )
}

/** What `@fastify/session` keeps sessions in. */
export const createSessionStore = (sessions: Sessions): SessionStore => {
  const find = async (id: string): Promise<Session | null> => {
    const found = await sessions.find(id)
    if (found === null) return null
    const { _csrf, trip } = dataSchema.catch({}).parse(found.data)
    return {
      // Its own end is in the store; the cookie's is as configured.
      cookie: { originalMaxAge: null },
      createdAt: found.createdAt,
      ...(found.userId === null ? {} : { userId: found.userId }),
      ...(_csrf === undefined ? {} : { _csrf }),
      ...(trip === undefined ? {} : { trip }),
    }
  }
  return {
    get: (id, callback) => answer(find(id), callback),
    set: (id, session, callback) =>
      answer(
        session.createdAt === undefined
          ? sessions.begin(id, contentOf(session))
          : sessions.change(id, contentOf(session)),
        callback,
      ),
    destroy: (id, callback) => answer(sessions.end(id), callback),
  }
}
