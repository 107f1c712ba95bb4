import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** How much one address may try, in this process. People of one office share an address: what succeeds is not counted. */
export interface AddressLimits {
  /** Seconds that it has to wait after too many failures; 0: none. */
  mustWait(request: FastifyRequest): Promise<number>
  countFailure(request: FastifyRequest): Promise<void>
  /** Counts a session of nobody; false: there were too many. */
  mayBeginSession(request: FastifyRequest): Promise<boolean>
}

const failures = { max: 30, timeWindow: 5 * 60_000 }
// A row each, for an hour. An office behind one address, and a monitor that looks every few seconds, stay below.
const newSessions = { max: 1_200, timeWindow: 10 * 60_000 }

export const createAddressLimits = async (app: FastifyInstance): Promise<AddressLimits> => {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false })
  const countFailures = app.createRateLimit(failures)
  const countSessions = app.createRateLimit(newSessions)
  return {
    mustWait: async (request) => {
      const counted = await countFailures(request, { increment: false })
      return counted.isAllowed || counted.remaining > 0 ? 0 : Math.max(1, counted.ttlInSeconds)
    },
    countFailure: async (request) => {
      await countFailures(request)
    },
    mayBeginSession: async (request) => {
      const counted = await countSessions(request)
      return counted.isAllowed || !counted.isExceeded
    },
  }
}
