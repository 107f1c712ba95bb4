import type { AuditTrail } from '../../access/access.ts'
import { DatabaseRefused } from '../../database/database-refused.ts'
import { createDependencies } from '../../dependencies.ts'
import { createLogger } from '../../ops/create-logger.ts'
import type { Terminal } from '../../ops/terminal.ts'
import type { Triage } from '../../triage/triage.ts'
import { TriageUnavailable } from '../../triage/triage-unavailable.ts'
import { exitCode } from '../command.ts'
import { loadReadable } from '../load-readable.ts'
import { secretsOf } from '../secrets-of.ts'

export interface OpenedTriageCommand {
  triage: Triage
  trail: AuditTrail
  language: string
}

/** Opens triage beside a service that may be running, does the work, closes. Resolves with the exit code. */
export const withTriage = async (
  terminal: Terminal,
  work: (opened: OpenedTriageCommand) => Promise<number>,
): Promise<number> => {
  const config = loadReadable(terminal)
  if (config === null) return exitCode.configuration
  if (config.triage?.enabled !== true) {
    terminal.stderr.write(
      'relevo: triage is not configured. Add "triage: {}" to the configuration file; it begins by only observing.\n',
    )
    return exitCode.configuration
  }
  const logger = createLogger({ level: 'silent', secrets: secretsOf(config) })
  try {
    const dependencies = await createDependencies({ config, logger, exclusive: false })
    try {
      const { triage } = dependencies
      if (triage === null) throw new Error('Triage is configured, and was not opened.')
      return await work({ triage, trail: dependencies.access.trail, language: config.language })
    } finally {
      await dependencies.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseRefused || error instanceof TriageUnavailable)) throw error
    terminal.stderr.write(`relevo: ${error.message}\n`)
    return exitCode.store
  }
}
