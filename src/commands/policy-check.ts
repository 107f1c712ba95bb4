import type { Configuration } from '../../schemas/configuration.ts'
import { reviewPolicy } from '../check/review-policy.ts'
import type { Fault } from '../config/fault.ts'
import type { FieldSchema } from '../helpdesk/helpdesk.ts'
import { openHelpdesks } from '../helpdesk/registry.ts'
import { systemClock } from '../ops/clock.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { exitCode, isSet, type ParsedArguments } from './command.ts'
import { faultLines } from './load-or-report.ts'
import { noPolicy, readPolicy } from './read-policy.ts'
import { secretsOf } from './secrets-of.ts'

interface Accounts {
  schemas: Map<string, FieldSchema>
  /** Help desks that could not be asked, with the reason. */
  skipped: { helpdesk: string; why: string }[]
}

/** Everything that is wrong with the rules, what no hand-off gets to, and what the help desk does not have. */
export const checkPolicy = async (parsed: ParsedArguments, terminal: Terminal): Promise<number> => {
  const read = readPolicy(parsed, terminal)
  if (read.kind === 'not-configured') return exitCode.configuration
  const { config, policy } = read
  const json = isSet(parsed, 'json')
  if (policy === null) {
    terminal.stderr.write(noPolicy)
    return exitCode.configuration
  }
  if (!policy.ok) {
    if (json)
      terminal.stdout.write(`${JSON.stringify({ ok: false, place: policy.place, faults: policy.faults })}\n`)
    else
      terminal.stdout.write(
        `${policy.place} has ${policy.faults.length === 1 ? 'a fault' : `${policy.faults.length} faults`}:\n${faultLines(policy.faults)}`,
      )
    return exitCode.configuration
  }
  const accounts: Accounts = isSet(parsed, 'offline')
    ? { schemas: new Map(), skipped: [] }
    : await readAccounts(config)
  const findings: Fault[] = [
    ...policy.warnings,
    ...reviewPolicy(policy.rules, accounts.schemas).map((fault) => ({
      ...fault,
      line: policy.lineOf(fault.path),
    })),
  ]
  const { version } = policy.policy
  const rules = policy.rules.rules.length
  const ok = findings.length === 0
  if (json) {
    const report = {
      ok,
      place: policy.place,
      version,
      rules,
      faults: [],
      findings,
      skipped: accounts.skipped,
    }
    terminal.stdout.write(`${JSON.stringify(report)}\n`)
  } else {
    terminal.stdout.write(
      `${policy.place}: ${rules} ${rules === 1 ? 'rule' : 'rules'}, version ${version}.\n`,
    )
    for (const { helpdesk, why } of accounts.skipped)
      terminal.stdout.write(`Not compared with ${helpdesk}: ${why}\n`)
    terminal.stdout.write(ok ? 'No faults.\n' : `Please look at this:\n${faultLines(findings)}`)
  }
  return ok ? exitCode.ok : exitCode.failed
}

const readAccounts = async (config: Configuration): Promise<Accounts> => {
  const accounts: Accounts = { schemas: new Map(), skipped: [] }
  const logger = createLogger({ level: 'silent', secrets: secretsOf(config) })
  const helpdesks = openHelpdesks(config, { clock: systemClock, logger, observe: () => {} })
  try {
    for (const [helpdesk, door] of helpdesks) {
      const schema = await door.fieldSchema({ lane: 'new', fresh: true })
      if (schema.ok) accounts.schemas.set(helpdesk, schema.value)
      else accounts.skipped.push({ helpdesk, why: schema.failure.message })
    }
  } finally {
    await Promise.all([...helpdesks.values()].map((helpdesk) => helpdesk.close()))
  }
  return accounts
}
