import type { FastifyRequest } from 'fastify'
import type { Role } from '../../schemas/user.ts'
import type { SubjectKind } from '../access/access.ts'
import type { DeskAnswer } from './desk-answer.ts'
import type { DeskDependencies } from './desk-dependencies.ts'
import type { Visit, Visitor } from './visit.ts'

interface RouteBase {
  method: 'GET' | 'POST'
  /** As Fastify writes it: `/handoffs/:id`. */
  path: string
}

/** A page or an action for people who have signed in with this role at least. The file behind it is loaded at its first visit. */
export interface MembersRoute extends RouteBase {
  needs: Role
  /** Each POST stands in the audit trail under this name, begun before it is done; false: it changes nothing that counts. */
  audit?: AuditedAs | false
  /** The request is for signing out and the like, which changes its session; nobody else needs it. */
  load: () => Promise<
    (visit: Visitor, desk: DeskDependencies, request: FastifyRequest) => Promise<DeskAnswer>
  >
}

/** For anyone. */
export interface OpenRoute extends RouteBase {
  needs: 'anyone'
  /** The request is for signing in, which changes its session; nobody else needs it. */
  load: () => Promise<(visit: Visit, desk: DeskDependencies, request: FastifyRequest) => Promise<DeskAnswer>>
}

export type DeskRoute = MembersRoute | OpenRoute

export interface AuditedAs {
  /** As an `operationId`: `deskReleaseHandoff`; where a form says which of several things is wanted, told by the form. */
  what: string | ((form: Visit['form']) => string)
  /** The parameter of the path that names what it is done to. */
  subject?: { kind: SubjectKind; param: string }
}
