import type { FastifyRequest } from 'fastify'
import '@fastify/session'

/** What a session keeps while somebody is on the way to the provider and back. */
export interface ProviderTrip {
  state: string
  nonce: string
  verifier: string
  /** Where to go afterwards. */
  back: string
  /** Ms since the Unix epoch. */
  at: number
}

declare module 'fastify' {
  interface Session {
    /** Absent: nobody has signed in. */
    userId?: string
    /** Absent: it was never kept. */
    createdAt?: number
    _csrf?: string | undefined
    trip?: ProviderTrip | undefined
  }
}

/** Signs somebody in: with a new id, so that one that was planted before is worth nothing. */
export const enter = async (request: FastifyRequest, userId: string): Promise<void> => {
  await request.session.regenerate()
  request.session.set('userId', userId)
  await request.session.save()
}

export const leave = (request: FastifyRequest): Promise<void> => request.session.destroy()
