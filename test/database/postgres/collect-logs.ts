import { createLogger } from '../../../src/ops/create-logger.ts'
import type { Logger } from '../../../src/ops/logger.ts'

/** A logger of the service, and all it has written. */
export const collectLogs = (): { logger: Logger; text: () => string } => {
  let lines = ''
  const logger = createLogger({
    level: 'trace',
    destination: {
      write: (line: string) => {
        lines += line
      },
    },
  })
  return { logger, text: () => lines }
}
