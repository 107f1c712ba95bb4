import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Classifier } from '../classify/classifier.ts'
import type { Ledger } from '../ledger/ledger.ts'

export interface ApiDependencies {
  ledger: Pick<
    Ledger,
    'list' | 'find' | 'history' | 'custody' | 'retryNow' | 'release' | 'dismiss' | 'edit' | 'erase'
  >
  classifier: Classifier
  /** Without any, every request is answered 401. */
  apiKeys: readonly string[]
}

export type ApiApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Who did it, in the history of a hand-off: a key is not a person, and more is not known. */
export const byApi = 'api'
