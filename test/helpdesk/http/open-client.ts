import type { Test } from 'tap'
import * as z from 'zod'
import { createHttpClient } from '../../../src/helpdesk/http-client.ts'
import { normaliseBaseUrl } from '../../../src/helpdesk/normalise-base-url.ts'
import type { ObservedCall } from '../../../src/helpdesk/observed-call.ts'
import { silentRefusal } from '../../../src/helpdesk/refusal.ts'
import { type Clock, systemClock } from '../../../src/ops/clock.ts'
import { createLogLines } from '../freshdesk/open-test-helpdesk.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'

export const secret = 'Basic c2VjcmV0LWtleTpY'

export interface ClientOptions {
  clock?: Clock
  connectMs?: number
  requestMs?: number
}

/** A client without a vendor. Closes itself. */
export const openClient = (t: Test, url: string, options: ClientOptions = {}) => {
  const governor = createPassThroughGovernor()
  const observed: ObservedCall[] = []
  const { logger, lines } = createLogLines()
  const client = createHttpClient({
    helpdesk: 'main',
    baseUrl: normaliseBaseUrl({ baseUrl: url }, { hostSuffix: '', apiPath: '/api' }),
    apiPath: '/api',
    authorization: secret,
    timeouts: { connect: options.connectMs ?? 1_000, request: options.requestMs ?? 2_000 },
    connections: 4,
    readRefusal: () => silentRefusal,
    governor,
    clock: options.clock ?? systemClock,
    logger,
    observe: (call) => observed.push(call),
  })
  t.teardown(() => client.close())
  return { client, governor, observed, lines }
}

export const post = {
  method: 'POST',
  route: '/things',
  path: '/things',
  operation: 'create',
  cost: 1,
  body: { json: { text: 'personal text' } },
  schema: z.object({ id: z.int() }),
} as const

export const lane = { lane: 'new', reference: 'h-1' } as const
