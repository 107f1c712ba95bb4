import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Configuration } from '../../schemas/configuration.ts'
import { fileErrorCode, type ReadFile } from '../config/environment-reader.ts'
import type { Fault } from '../config/fault.ts'
import { parseYaml } from '../config/parse-yaml.ts'
import { suggestName } from '../config/suggest-name.ts'
import type { KnownNames } from './compile-context.ts'
import { type ParsedPolicy, parsePolicy } from './parse-policy.ts'

export type LoadedPolicy = ParsedPolicy & {
  /** Where the rules stand, for whoever reads of a fault in them. */
  place: string
}

export interface PolicyPlace {
  config: Pick<Configuration, 'policy' | 'policyFile' | 'handover'>
  names: KnownNames
  env: Readonly<Record<string, string | undefined>>
  readFile?: ReadFile
}

const faulty = (place: string, fault: Omit<Fault, 'line'>): LoadedPolicy => ({
  ok: false,
  place,
  faults: [{ ...fault, line: null }],
})

/** Reads the rules of a file. References such as `${NAME}` are not replaced in it: `$` and braces mean much in patterns. */
export const loadPolicyFile = (
  path: string,
  names: KnownNames,
  readFile: ReadFile = (name) => readFileSync(name, 'utf8'),
): LoadedPolicy => {
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    const message = `Cannot read the file ${path} (${fileErrorCode(error)}).`
    return faulty(path, { path: '(file)', code: 'unreadable-file', message })
  }
  const { value, lineOf, faults } = parseYaml(text)
  if (faults.length > 0) return { ok: false, place: path, faults }
  // Somebody is just saving it: rules that park or escalate must not all go because of that.
  if (value === null || value === undefined) {
    const message = 'The file is empty. Write `rules: []` when there are to be no rules.'
    return faulty(path, { path: '(file)', code: 'invalid', message })
  }
  return { ...parsePolicy(value, names, { lineOf, prefix: [] }), place: path }
}

/**
 * The company's rules: those of `policyFile`, or those under `policy` in the configuration. Null: there are none. Never
 * throws for what it reads. A calendar that the rest of the configuration goes by must be among them.
 */
export const loadPolicy = (place: PolicyPlace): LoadedPolicy | null => {
  const loaded = loadRules(place)
  const { calendar } = place.config.handover
  if (calendar === undefined || loaded?.ok === false || loaded?.policy.calendars.has(calendar) === true)
    return loaded
  const known = [...(loaded?.policy.calendars.keys() ?? [])]
  const near = suggestName(calendar, known)
  const hint =
    near !== null
      ? `Did you mean \`${near}\`?`
      : known.length === 0
        ? 'Write one under policy.calendars.'
        : `Known: ${known.join(', ')}.`
  const message = `There is no calendar \`${calendar}\`. ${hint}`
  return faulty(place.env['RELEVO_CONFIG'] ?? '', { path: 'handover.calendar', code: 'invalid', message })
}

const loadRules = ({ config, names, env, readFile }: PolicyPlace): LoadedPolicy | null => {
  const { policy, policyFile } = config
  const file = env['RELEVO_CONFIG'] ?? ''
  if (policyFile !== undefined) {
    if (policy === undefined) return loadPolicyFile(resolve(dirname(file), policyFile), names, readFile)
    const message = 'Set policy or policyFile, not both.'
    return faulty(file, { path: 'policyFile', code: 'conflict', message })
  }
  if (policy === undefined) return null
  const read = readFile ?? ((name: string) => readFileSync(name, 'utf8'))
  // The values come from the configuration, in which references are replaced; the file tells the lines.
  const lineOf = (path: readonly (string | number)[]) => {
    try {
      return parseYaml(read(file)).lineOf(path)
    } catch {
      return null
    }
  }
  return { ...parsePolicy(policy, names, { lineOf, prefix: ['policy'] }), place: file }
}
