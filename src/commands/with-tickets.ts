import type { Configuration } from '../../schemas/configuration.ts'
import { loadConfig } from '../config/load-config.ts'
import { DatabaseRefused } from '../database/database-refused.ts'
import { createDependencies } from '../dependencies.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { defaultHelpdesk } from '../tickets/choose-helpdesk.ts'
import { exitCode } from './command.ts'
import { faultLines } from './load-or-report.ts'
import { secretsOf } from './secrets-of.ts'
import type { AccountNames, TicketWork } from './tickets/ticket-verb.ts'

/** Opens store and help desks beside a service that may be running, does the work, closes. Resolves with the exit code. */
export const withTickets = async (terminal: Terminal, work: TicketWork): Promise<number> => {
  const config = loadForTickets(terminal)
  if (config === null) return exitCode.configuration
  const logger = createLogger({ level: 'silent', secrets: secretsOf(config) })
  try {
    const dependencies = await createDependencies({ config, logger, exclusive: false })
    try {
      const { tickets, helpdesks } = await dependencies.loadDelivery()
      const { access, clock } = dependencies
      const namesOf = (helpdesk: string | undefined) => readNames(helpdesks, helpdesk)
      return await work({ tickets, trail: access.trail, clock, namesOf })
    } finally {
      await dependencies.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error
    terminal.stderr.write(`relevo: ${error.message}\n`)
    return exitCode.store
  }
}

/** Tickets need a help desk and no source. Null: it is faulty, and what is wrong has been written to stderr. */
const loadForTickets = ({ env, stderr }: Terminal): Configuration | null => {
  const outcome = loadConfig({ env })
  if (outcome.ok) return outcome.config
  const faults = outcome.faults.filter(({ code }) => code !== 'no-source')
  if (faults.length === 0 && outcome.readable !== null) return outcome.readable
  stderr.write(
    faults.some(({ code }) => code === 'no-helpdesk')
      ? `The configuration has no help desk, so that there are no tickets to work with:\n${faultLines(faults)}`
      : `The configuration is faulty:\n${faultLines(faults)}`,
  )
  return null
}

/** Of the people and groups of a help desk. What it does not tell is shown by its ids. */
const readNames = async (
  helpdesks: ReadonlyMap<string, Helpdesk>,
  wanted: string | undefined,
): Promise<AccountNames> => {
  const helpdesk = helpdesks.get(wanted ?? defaultHelpdesk([...helpdesks.keys()]) ?? '')
  if (helpdesk === undefined) return { agents: new Map(), groups: new Map() }
  const options = { lane: 'addition' } as const
  const [agents, groups] = await Promise.all([helpdesk.listAgents(options), helpdesk.listGroups(options)])
  return {
    agents: new Map(agents.ok ? agents.value.map(({ id, name }) => [id, name]) : []),
    groups: new Map(groups.ok ? groups.value.map(({ id, name }) => [id, name]) : []),
  }
}
