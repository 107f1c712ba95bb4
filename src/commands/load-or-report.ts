import type { Configuration } from '../../schemas/configuration.ts'
import type { Fault } from '../config/fault.ts'
import { type LoadOutcome, loadConfig } from '../config/load-config.ts'
import type { Terminal } from '../ops/terminal.ts'

const place = (fault: Fault): string =>
  fault.line === null ? fault.path : `${fault.path} (line ${fault.line})`

export const faultLines = (faults: Fault[]): string =>
  faults.map((fault) => `  ${place(fault)}\n      ${fault.message}\n`).join('')

const firstSteps = `
To see Relevo work without any account:
  npm run demo            (or: relevo demo)

To connect your Freshdesk, set at least:
  FRESHDESK_DOMAIN=acme.freshdesk.com
  FRESHDESK_API_KEY=…     (Freshdesk: Profile settings, View API key)
or, for a Zendesk, ZENDESK_SUBDOMAIN, ZENDESK_EMAIL and ZENDESK_API_TOKEN; and
  RELEVO_WEBHOOK_SECRET=… (any long random text, e.g. of: openssl rand -hex 24)
`

/** Loads the configuration; null when it is faulty, and then everything that is wrong has been written to stderr. */
export const loadOrReport = (terminal: Terminal): Configuration | null => {
  const outcome: LoadOutcome = loadConfig({ env: terminal.env })
  if (outcome.warnings.length > 0)
    terminal.stderr.write(`Please look at this in the configuration:\n${faultLines(outcome.warnings)}`)
  if (outcome.ok) return outcome.config
  const isFirstStart = outcome.faults.every(({ code }) => code === 'no-helpdesk' || code === 'no-source')
  terminal.stderr.write(
    isFirstStart
      ? `Relevo is not connected to a help desk yet.\n${faultLines(outcome.faults)}${firstSteps}`
      : `The configuration has ${outcome.faults.length === 1 ? 'a fault' : `${outcome.faults.length} faults`}:\n${faultLines(outcome.faults)}`,
  )
  return null
}
