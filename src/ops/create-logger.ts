import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino'
import { describeError } from './describe-error.ts'
import { cutNestedFields, forbiddenFields } from './forbidden-fields.ts'
import { createLineScrubber } from './scrub-line.ts'
import { createTurnDestination } from './turn-destination.ts'

export interface LoggerOptions {
  level: string
  /** Values that must not appear in any line, whoever logs them. */
  secrets?: readonly string[]
  /** Where lines go; standard output when absent. */
  destination?: DestinationStream
}

/** Which request: the route's pattern instead of the address, which may hold an e-mail; no headers, no remote address. */
const describeRequest = (request: Partial<FastifyRequest>) => ({
  id: request.id,
  method: request.method,
  route: request.routeOptions?.url ?? '(none)',
})

const describeReply = (reply: Partial<FastifyReply>) => ({ statusCode: reply.statusCode })

const errorOf = (first: unknown): Error | null => {
  if (first instanceof Error) return first
  if (typeof first !== 'object' || first === null) return null
  return 'err' in first && first.err instanceof Error ? first.err : null
}

const fieldsOf = (first: unknown): object =>
  typeof first === 'object' && first !== null && !(first instanceof Error) ? first : {}

/**
 * The service's logger: JSON lines with ids, codes, counts and durations. Three nets lie under the rule that nothing
 * personal is logged: errors and requests are reduced to what is harmless, forbidden fields are cut, and every finished line is searched for e-mail addresses and the configured secrets.
 */
export const createLogger = (options: LoggerOptions): PinoLogger => {
  const scrub = createLineScrubber(options.secrets ?? [])
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: cutNestedFields },
      redact: { paths: [...forbiddenFields], censor: '[redacted]' },
      serializers: {
        err: (error: unknown) => describeError(error),
        error: (error: unknown) => describeError(error),
        req: describeRequest,
        request: describeRequest,
        res: describeReply,
      },
      hooks: {
        logMethod(args, method) {
          const [first, message, ...rest] = args as unknown[]
          // The library would take the error's own message for the line's.
          const error = errorOf(first)
          const own = message === undefined || message === error?.message
          if (error !== null && own)
            method.call(this, { ...fieldsOf(first), err: error }, describeError(error).message ?? error.name)
          else Reflect.apply(method, this, [first, message, ...rest])
        },
        streamWrite: scrub,
      },
    },
    options.destination ?? createStandardOutput(),
  )
}

/** Lines that could not be written wait for the next one, in no more than this. */
const mostHeldBytes = 2 ** 20

const createStandardOutput = (): DestinationStream => {
  const output = pino.destination({ dest: 1, sync: true, maxLength: mostHeldBytes })
  // A log that cannot be written, as when its disk is full, must not end the service that it tells of.
  output.on('error', () => {})
  const destination = createTurnDestination(output)
  process.on('exit', destination.flushSync)
  return destination
}
