import type { Configuration } from '../../schemas/configuration.ts'
import type { Logger } from '../ops/logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import type { PolicyControl } from '../policy/policy-control.ts'
import { openPolicy } from '../policy-source.ts'
import { faultLines } from './load-or-report.ts'

/** Reads the company's rules; null when they are faulty, and then everything that is wrong has been written to stderr. */
export const openPolicyOrReport = async (
  config: Configuration,
  logger: Logger,
  terminal: Terminal,
): Promise<PolicyControl | null> => {
  const opened = await openPolicy({ config, env: terminal.env, logger })
  if (!opened.ok) {
    const count = opened.faults.length === 1 ? 'a fault' : `${opened.faults.length} faults`
    terminal.stderr.write(`The policy in ${opened.place} has ${count}:\n${faultLines(opened.faults)}`)
    return null
  }
  if (opened.warnings.length > 0)
    terminal.stderr.write(`Please look at this in ${opened.place}:\n${faultLines(opened.warnings)}`)
  return opened.source
}
