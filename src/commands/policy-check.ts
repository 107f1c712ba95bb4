import type { Configuration } from '../../schemas/configuration.ts'
import { type Account, reviewPolicy } from '../check/review-policy.ts'
import type { Fault } from '../config/fault.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import { openHelpdesks } from '../helpdesk/registry.ts'
import { systemClock } from '../ops/clock.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { exitCode, isSet, type ParsedArguments } from './command.ts'
import { faultLines } from './load-or-report.ts'
import { noPolicy, readPolicy } from './read-policy.ts'
import { secretsOf } from './secrets-of.ts'

interface Accounts {
  schemas: Map<string, Account>
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
  const namesAgents = policy.rules.rules.some(
    ({ then }) =>
      then.agent !== undefined || then.escalate?.some(({ agent }) => agent !== undefined) === true,
  )
  const accounts: Accounts = isSet(parsed, 'offline')
    ? { schemas: new Map(), skipped: [] }
    : await readAccounts(config, namesAgents)
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

/** Agents are read only where a rule names one: it costs a call, and a right that not every key has. */
const readAgents = async (door: Helpdesk): Promise<string[] | null> => {
  const agents = await door.listAgents({ lane: 'new' })
  return agents.ok
    ? agents.value.flatMap(({ name, email }) => (email === null ? [name] : [name, email]))
    : null
}

const readAccounts = async (config: Configuration, withAgents: boolean): Promise<Accounts> => {
  const accounts: Accounts = { schemas: new Map(), skipped: [] }
  const logger = createLogger({ level: 'silent', secrets: secretsOf(config) })
  const helpdesks = openHelpdesks(config, { clock: systemClock, logger, observe: () => {} })
  try {
    for (const [helpdesk, door] of helpdesks) {
      const schema = await door.fieldSchema({ lane: 'new', fresh: true })
      if (schema.ok) {
        const agents = withAgents ? await readAgents(door) : null
        accounts.schemas.set(helpdesk, { ...schema.value, agents })
      } else accounts.skipped.push({ helpdesk, why: schema.failure.message })
    }
  } finally {
    await Promise.all([...helpdesks.values()].map((helpdesk) => helpdesk.close()))
  }
  return accounts
}
