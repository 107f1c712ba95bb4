import { createHmac } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Clock } from '../../../src/ops/clock.ts'
import { setProblemHandlers } from '../../../src/ops/problem.ts'
import { problemServerOptions } from '../../../src/ops/problem-server-options.ts'
import { createEventRoutes } from '../../../src/triage/events/create-event-routes.ts'
import type { EventAccount } from '../../../src/triage/events/event-accounts.ts'
import type { TriageEvent } from '../../../src/triage/triage-event.ts'
import type { Hint, TriageStore } from '../../../src/triage/triage-store.ts'
import { createManualClock, type ManualClock } from '../../manual-clock.ts'

export const freshdeskSecret = 'a-secret-of-the-rule-of-shop'
export const zendeskSecret = 'dGhlIHNpZ25pbmcgc2VjcmV0IG9mIGFjbWU='

export const accounts: EventAccount[] = [
  { name: 'shop', vendor: 'freshdesk', secrets: [freshdeskSecret, 'the-one-before-it'] },
  { name: 'outlet', vendor: 'freshdesk', secrets: ['a-secret-of-the-rule-of-outlet'] },
  { name: 'acme', vendor: 'zendesk', secrets: [zendeskSecret] },
  { name: 'emca', vendor: 'zendesk', secrets: ['another-signing-secret', 'and-its-next-one'] },
]

export interface BuiltRoutes {
  app: FastifyInstance
  clock: ManualClock
  hints: Hint[]
  /** How often the store was asked. */
  asked: () => number
  poked: string[]
  events: TriageEvent[]
  log: () => string
}

/** The routes on an instance of their own, as the service builds it; hints are kept in a list unless `putHint` says otherwise. */
export const buildEventRoutes = async (
  t: { teardown(end: () => Promise<void>): void },
  options: {
    accounts?: EventAccount[]
    putHint?: TriageStore['putHint']
    /** Registers what else the service has. */
    before?: (app: FastifyInstance, clock: Clock) => Promise<void>
  } = {},
): Promise<BuiltRoutes> => {
  const clock = createManualClock(Date.UTC(2026, 10, 21, 12))
  const hints: Hint[] = []
  const poked: string[] = []
  const events: TriageEvent[] = []
  const lines: string[] = []
  let asked = 0
  const app = fastify(problemServerOptions)
  setProblemHandlers(app)
  await options.before?.(app, clock)
  await app.register(
    createEventRoutes({
      accounts: options.accounts ?? accounts,
      putHint: async (hint) => {
        asked += 1
        await options.putHint?.(hint)
        hints.push(hint)
      },
      onHint: ({ helpdesk }) => poked.push(helpdesk),
      clock,
      logger: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
      observe: (event) => events.push(event),
    }),
  )
  await app.ready()
  t.teardown(() => app.close())
  return { app, clock, hints, asked: () => asked, poked, events, log: () => lines.join('') }
}

/** The headers of Zendesk for a body, signed as it signs. */
export const signed = (
  body: string | Buffer,
  { secret = zendeskSecret, at = '2026-11-21T12:00:00Z' } = {},
) => ({
  'content-type': 'application/json',
  'x-zendesk-webhook-signature': createHmac('sha256', secret).update(at).update(body).digest('base64'),
  'x-zendesk-webhook-signature-timestamp': at,
})

export const withSecret = (secret = freshdeskSecret) => ({
  'content-type': 'application/json',
  'x-webhook-secret': secret,
})
