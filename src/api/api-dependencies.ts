import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Access } from '../access/access.ts'
import '../access/request-access.ts'
import type { Classifier } from '../classify/classifier.ts'
import type { Erasure } from '../erasure/erasure.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import type { Tickets } from '../tickets/tickets.ts'
import type { Triage } from '../triage/triage.ts'

export interface ApiDependencies {
  ledger: Pick<
    Ledger,
    'list' | 'find' | 'history' | 'custody' | 'countKept' | 'retryNow' | 'release' | 'dismiss' | 'edit'
  >
  erasure: Erasure
  classifier: Classifier
  access: Pick<Access, 'doorkeeper' | 'keys' | 'trail'>
  tickets: Tickets
  /** Null: it is not configured. */
  triage: Triage | null
  policy: PolicyControl
  clock: Pick<Clock, 'now'>
}

export type ApiApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Who did it, in the history of a hand-off: the name of the key, as a key is not a person and more is not known. */
export const callerName = (request: Pick<FastifyRequest, 'caller'>): string => request.caller?.name ?? 'api'
