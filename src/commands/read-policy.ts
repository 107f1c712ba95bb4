import { resolve } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'
import type { Fault } from '../config/fault.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Terminal } from '../ops/terminal.ts'
import { type LoadedPolicy, loadPolicy, loadPolicyFile } from '../policy/load-policy.ts'
import { policyNames } from '../policy-names.ts'
import { type ParsedArguments, textOption } from './command.ts'
import { faultLines } from './load-or-report.ts'

export type ReadPolicy =
  /** The configuration itself cannot be used; it has been written to stderr. */
  | { kind: 'not-configured' }
  /** `policy` null: there are no rules. */
  | { kind: 'read'; config: Configuration; policy: LoadedPolicy | null }

/** The configuration without what only delivering needs, so that rules can be tried before anything is set up. */
const readConfiguration = (terminal: Terminal): { config: Configuration | null; faults: Fault[] } => {
  const outcome = loadConfig({ env: terminal.env })
  if (outcome.ok) return { config: outcome.config, faults: [] }
  const faults = outcome.faults.filter(({ code }) => code !== 'no-helpdesk' && code !== 'no-source')
  return { config: faults.length === 0 ? outcome.readable : null, faults }
}

/** The rules of `--file`, or else the configured ones. */
export const readPolicy = (parsed: ParsedArguments, terminal: Terminal): ReadPolicy => {
  const { config, faults } = readConfiguration(terminal)
  if (config === null) {
    terminal.stderr.write(`The configuration is faulty:\n${faultLines(faults)}`)
    return { kind: 'not-configured' }
  }
  const file = textOption(parsed, 'file')
  const names = policyNames(config)
  return {
    kind: 'read',
    config,
    policy:
      file === undefined
        ? loadPolicy({ config, names, env: terminal.env })
        : loadPolicyFile(resolve(file), names),
  }
}

export const noPolicy =
  'There is no policy. Write rules under "policy:" in the configuration file, name a file by "policyFile:", or use --file.\n'

/** The rules when they can be used; null, and what is wrong has been written to stderr. */
export const usablePolicy = (
  policy: LoadedPolicy | null,
  terminal: Terminal,
): Extract<LoadedPolicy, { ok: true }> | null => {
  if (policy === null) terminal.stderr.write(noPolicy)
  else if (policy.ok) return policy
  else terminal.stderr.write(`The policy in ${policy.place} is faulty:\n${faultLines(policy.faults)}`)
  return null
}
