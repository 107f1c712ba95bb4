import type { Configuration } from '../../schemas/configuration.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Terminal } from '../ops/terminal.ts'
import { faultLines } from './load-or-report.ts'

/**
 * The configuration for what needs neither a help desk nor a source: the ledger, models. Null: something else is wrong with it, which
 * has been written to stderr; end with `exitCode.configuration`.
 */
export const loadReadable = ({ env, stderr }: Terminal): Configuration | null => {
  const outcome = loadConfig({ env })
  const faults = outcome.ok
    ? []
    : outcome.faults.filter(({ code }) => code !== 'no-helpdesk' && code !== 'no-source')
  const config = outcome.ok ? outcome.config : outcome.readable
  if (faults.length === 0 && config !== null) return config
  stderr.write(`The configuration is faulty:\n${faultLines(faults)}`)
  return null
}
