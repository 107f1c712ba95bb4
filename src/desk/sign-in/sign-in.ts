import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { User } from '../../access/users/users.ts'
import type { DeskRoute } from '../desk-route.ts'

/** Who is at the desk: types only. The shell asks; cookies, sessions and tokens against forged forms are inside. */
export interface SignIn {
  /** Puts what it needs into the desk's own part of the app. */
  plugin: FastifyPluginAsync
  /** Whoever sends this request; null: nobody has signed in. `csrf` is for forms, and makes a session where there is none. */
  identify(request: FastifyRequest, reply: FastifyReply): Promise<{ user: User | null; csrf: string }>
  /** Whether somebody who was let in with this request still is, in the same role; for answers that go on. It counts as no use. */
  isStillIn(request: FastifyRequest, user: User): Promise<boolean>
  /** Whether a POST came from a page of ours. */
  isOurs(request: FastifyRequest, reply: FastifyReply, token: string): Promise<boolean>
  /** Its pages: sign in, invitations, the provider's way, sign out, one's own account. */
  routes: readonly DeskRoute[]
  /** Where people without a session are sent: the first admin's page as long as there is none. */
  signInPath(returnTo: string): Promise<string>
}
