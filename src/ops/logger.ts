import type { Logger as PinoLogger } from 'pino'

/** Log lines hold ids, codes, counts and durations; never an e-mail, a text, a header or a secret. */
export type Logger = Pick<
  PinoLogger,
  'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent' | 'level'
> & {
  child(bindings: Record<string, string | number>): Logger
}
