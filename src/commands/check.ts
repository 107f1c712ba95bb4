import { styleText } from 'node:util'
import type { Configuration } from '../../schemas/configuration.ts'
import type { CheckResult } from '../check/check-result.ts'
import { checkSetUp } from '../check/check-set-up.ts'
import type { Fault } from '../config/fault.ts'
import { loadConfig } from '../config/load-config.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { openPolicy } from '../policy-source.ts'
import { type Command, exitCode, isSet } from './command.ts'
import { secretsOf } from './secrets-of.ts'

const marks = {
  ok: (colour: boolean) => (colour ? styleText('green', '✓') : 'ok  '),
  warn: (colour: boolean) => (colour ? styleText('yellow', '!') : 'warn'),
  fail: (colour: boolean) => (colour ? styleText('red', '✗') : 'FAIL'),
  skip: (colour: boolean) => (colour ? styleText('dim', '-') : 'skip'),
}

/** Proves a real set-up. Fails when anything would keep hand-offs from becoming tickets. */
export const check: Command = {
  name: 'check',
  usage: [
    'relevo check [--send-test] [--json]',
    '',
    '  --send-test  also sends one test hand-off all the way, and deletes its ticket',
    '  --json       the findings for programs',
  ].join('\n'),
  options: { 'send-test': { type: 'boolean' }, json: { type: 'boolean' } },
  run: async (parsed, terminal) => {
    const json = isSet(parsed, 'json')
    const results: CheckResult[] = []
    const report = (result: CheckResult) => {
      results.push(result)
      if (!json) writeResult(result, terminal)
    }
    const outcome = loadConfig({ env: terminal.env })
    for (const warning of outcome.warnings)
      report({
        name: `configuration: ${warning.path}`,
        status: 'warn',
        detail: warning.message,
        remedy: null,
      })
    if (outcome.ok) {
      report({
        name: 'configuration',
        status: 'ok',
        detail: describeConfiguration(outcome.config),
        remedy: null,
      })
      const logger = createLogger({ level: 'silent', secrets: secretsOf(outcome.config) })
      await reportPolicy(outcome.config, terminal, report)
      await checkSetUp({ config: outcome.config, logger, sendTest: isSet(parsed, 'send-test'), report })
    } else {
      for (const fault of outcome.faults)
        report({
          name: `configuration: ${fault.path}${fault.line === null ? '' : ` (line ${fault.line})`}`,
          status: 'fail',
          detail: fault.message,
          remedy: null,
        })
    }
    const failed = results.filter(({ status }) => status === 'fail').length
    if (json) terminal.stdout.write(`${JSON.stringify({ ok: failed === 0, results })}\n`)
    else terminal.stdout.write(outcome.ok ? closing(failed, results) : notConfigured(failed))
    if (failed === 0) return exitCode.ok
    return outcome.ok ? exitCode.failed : exitCode.configuration
  },
}

/** The company's rules, when there are any: a service does not start with faulty ones. */
const reportPolicy = async (
  config: Configuration,
  { env }: Terminal,
  report: (result: CheckResult) => void,
): Promise<void> => {
  const opened = await openPolicy({ config, env, logger: createLogger({ level: 'silent' }) })
  const present =
    (status: 'fail' | 'warn') =>
    ({ path, line, message }: Fault) =>
      report({
        name: `policy: ${path}${line === null ? '' : ` (line ${line})`}`,
        status,
        detail: message,
        remedy: status === 'warn' ? null : 'Mend it; "relevo policy check" looks at the rules alone.',
      })
  if (!opened.ok) return opened.faults.forEach(present('fail'))
  const policy = opened.source.current()
  if (policy === null) return
  opened.warnings.forEach(present('warn'))
  report({
    name: 'policy',
    status: 'ok',
    detail: `${policy.rules.length} rules, version ${policy.version}`,
    remedy: null,
  })
}

const describeConfiguration = (config: { sources: object; helpdesks: object }): string =>
  `sources ${Object.keys(config.sources).join(', ')}; help desks ${Object.keys(config.helpdesks).join(', ')}`

const writeResult = (result: CheckResult, terminal: Terminal): void => {
  const mark = marks[result.status](terminal.stdout.isTTY === true)
  terminal.stdout.write(`${mark} ${result.name}: ${result.detail}\n`)
  if (result.remedy !== null) terminal.stdout.write(`     → ${result.remedy}\n`)
}

const notConfigured = (faults: number): string =>
  `\nThe configuration has ${faults === 1 ? 'a fault' : `${faults} faults`}; what comes after it was not checked.\n`

const closing = (failed: number, results: CheckResult[]): string => {
  const warned = results.filter(({ status }) => status === 'warn').length
  if (failed > 0)
    return `\n${failed} of ${results.length} ${results.length === 1 ? 'check' : 'checks'} failed.\n`
  if (warned > 0) return `\nReady, with ${warned} warning${warned === 1 ? '' : 's'}.\n`
  return '\nReady.\n'
}
