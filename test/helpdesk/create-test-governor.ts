import { freshdeskSchema } from '../../schemas/configuration.ts'
import { createGovernor } from '../../src/helpdesk/create-governor.ts'
import type { Observation, Permit, PermitRequest } from '../../src/helpdesk/governor.ts'
import type { Logger } from '../../src/ops/logger.ts'
import { createManualClock } from '../manual-clock.ts'

export interface LogLine {
  level: string
  fields: Record<string, unknown>
  message: string
}

export const createLogList = () => {
  const lines: LogLine[] = []
  const at =
    (level: string) =>
    (fields: unknown, message?: string): void => {
      lines.push({ level, fields: Object(fields), message: String(message ?? '') })
    }
  const logger: Logger = {
    level: 'trace',
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    silent: () => {},
    child: () => logger,
  }
  return { logger, lines }
}

// A small linear congruential generator: the same numbers in every run.
export const createRandom = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A governor over a manual clock that starts at 0, with the configuration as YAML would give it. */
export const createTestGovernor = (config: Record<string, unknown> = {}, seed = 1) => {
  const clock = createManualClock(0)
  const { logger, lines } = createLogList()
  const random = createRandom(seed)
  const parsed = freshdeskSchema.parse({ vendor: 'freshdesk', domain: 'acme', apiKey: 'key', ...config })
  const governor = createGovernor({ name: 'main', config: parsed, clock, logger, random })
  return { clock, governor, lines, random }
}

export const answered = (over: Partial<Observation> = {}): Observation => ({
  outcome: 'answered',
  status: 200,
  total: null,
  remaining: null,
  retryAfterMs: null,
  ...over,
})

export const noAnswer: Observation = answered({ outcome: 'no-answer', status: null })

export const request = (over: Partial<PermitRequest> = {}): PermitRequest => ({
  lane: 'new',
  operation: 'create',
  cost: 1,
  ...over,
})

/** Follows one acquire without waiting for it. */
export const follow = <T>(promise: Promise<T>): { value: T | null } => {
  const followed: { value: T | null } = { value: null }
  void promise.then((value) => {
    followed.value = value
  })
  return followed
}

export const isPermit = (value: unknown): value is Permit =>
  typeof value === 'object' && value !== null && 'settle' in value
