import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { pino } from 'pino'
import { type Source, sourceSchema } from '../../schemas/configuration.ts'
import { createIntake, type IntakeDependencies } from '../../src/intake/create-intake.ts'
import type { IntakeEvent } from '../../src/intake/intake-event.ts'
import { type Clock, systemClock } from '../../src/ops/clock.ts'
import { setProblemHandlers } from '../../src/ops/problem.ts'
import { problemServerOptions } from '../../src/ops/problem-server-options.ts'
import { configuredAccess } from './configured-access.ts'
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts'

export const secret = 'correct-horse-battery'
export const apiKey = 'api-key-of-the-tests'

/** A source as the configuration would give it, with a shared secret unless told otherwise. */
export const sourceWith = (settings: Record<string, unknown> = {}): Source =>
  sourceSchema.parse({
    authentication: { kind: 'secret', secrets: [secret] },
    rateLimit: { max: 1_000_000 },
    ...settings,
  })

export interface BuiltIntake {
  app: FastifyInstance
  ledger: MemoryLedger
  events: IntakeEvent[]
  /** Log lines, parsed. */
  lines: Record<string, unknown>[]
}

/** The intake on an instance of its own, as the service builds it, over a ledger in memory. */
export const buildIntake = async (
  t: { teardown(end: () => Promise<void>): void },
  options: {
    sources?: Record<string, Source>
    clock?: Clock
    server?: FastifyServerOptions
    ticketLanguage?: string
    access?: IntakeDependencies['access']
  } = {},
): Promise<BuiltIntake> => {
  const clock = options.clock ?? systemClock
  const ledger = createMemoryLedger(clock.now)
  const events: IntakeEvent[] = []
  const lines: Record<string, unknown>[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const app = fastify({ ...problemServerOptions, ...options.server })
  setProblemHandlers(app)
  await app.register(
    createIntake({
      ledger,
      sources: options.sources ?? { botpress: sourceWith(), zapier: sourceWith(), generic: sourceWith() },
      access: options.access ?? configuredAccess([apiKey]),
      clock,
      logger,
      bodyHashWindowMs: 86_400_000,
      observe: (event) => events.push(event),
      ...(options.ticketLanguage === undefined ? {} : { ticketLanguage: options.ticketLanguage }),
    }),
  )
  await app.ready()
  t.teardown(() => app.close())
  return { app, ledger, events, lines }
}
