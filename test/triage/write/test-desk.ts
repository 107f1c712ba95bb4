import type { Test } from 'tap'
import { freshdeskSchema, zendeskSchema } from '../../../schemas/configuration.ts'
import { createFreshdeskHelpdesk } from '../../../src/helpdesk/freshdesk/create-freshdesk-helpdesk.ts'
import { createZendeskHelpdesk } from '../../../src/helpdesk/zendesk/create-zendesk-helpdesk.ts'
import { type Clock, systemClock } from '../../../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { createPassThroughGovernor } from '../../helpdesk/pass-through-governor.ts'
import { silent } from '../../ledger/silent.ts'

const agents = [
  { name: 'Relevo', email: 'relevo@acme.example' },
  { name: 'Ana Ruiz', email: 'ana@acme.example' },
] as const
// With Zendesk the first one is given to every ticket.
const groups = ['Entrada', 'Facturación', 'Ventas', 'Triage'].map((name) => ({
  name,
  agents: ['ana@acme.example'],
}))
const timeouts = { connect: '1s', request: '2s' }

/** What a ticket has, in the words of the configuration. */
export interface Look {
  group: string | null
  type: string | null
  priority: string | null
  tags: string[]
  /** Texts of what was said after the description. */
  said: string[]
}

const mail = { email: 'marta@example.com', subject: 'Factura', text: 'No me llega la factura' }
const wide = { total: 1_000_000 }

/** Requests take real time, so they time out by it, however fast the other clock is moved. */
const withRealTimers = (clock: Clock): Clock => ({ now: () => clock.now(), after: systemClock.after })

/** A Freshdesk over a socket. */
export const openFreshdeskDesk = async (t: Test, clock: Clock) => {
  const limits = { ...wide, create: null, update: null, listTickets: null, listContacts: null }
  const types = ['Question', 'Problem']
  const sandbox = createFreshdeskSandbox({ clock, agents, groups, limits, fields: { types } })
  const served = await serveSandbox({ sandbox })
  const parts = {
    name: 'main',
    governor: createPassThroughGovernor(),
    clock,
    logger: silent,
    observe: () => {},
  }
  const config = { vendor: 'freshdesk', baseUrl: served.url, apiKey: 'sandbox-key', timeouts }
  const helpdesk = createFreshdeskHelpdesk({
    ...parts,
    clock: withRealTimers(clock),
    config: freshdeskSchema.parse(config),
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })
  const { account } = sandbox
  return {
    helpdesk,
    sandbox,
    write: () => String(sandbox.people.write(mail)),
    look: (id: string): Look => {
      const ticket = account.tickets.get(Number(id))
      const said = [...account.conversations.values()].filter(({ ticketId }) => ticketId === Number(id))
      return {
        group: account.groups.get(ticket?.groupId ?? 0)?.name ?? null,
        type: ticket?.type ?? null,
        priority: ['', 'low', 'medium', 'high', 'urgent'][ticket?.priority ?? 0] ?? null,
        tags: ticket?.tags ?? [],
        said: said.map(({ bodyText }) => bodyText),
      }
    },
  }
}

/** A Zendesk over a socket. */
export const openZendeskDesk = async (t: Test, clock: Clock) => {
  const limits = { ...wide, updates: null, users: null }
  const sandbox = createZendeskSandbox({ clock, agents, groups, limits })
  const served = await serveSandbox({ sandbox })
  const parts = {
    name: 'main',
    governor: createPassThroughGovernor(),
    clock,
    logger: silent,
    observe: () => {},
  }
  const config = { vendor: 'zendesk', baseUrl: served.url, email: 'relevo@acme.example', timeouts }
  const helpdesk = createZendeskHelpdesk({
    ...parts,
    clock: withRealTimers(clock),
    config: zendeskSchema.parse({ ...config, apiToken: 'sandbox-token' }),
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })
  const { account } = sandbox
  return {
    helpdesk,
    sandbox,
    write: () => String(sandbox.people.write(mail)),
    look: (id: string): Look => {
      const ticket = account.tickets.get(Number(id))
      const said = [...account.comments.values()].filter(({ ticketId }) => ticketId === Number(id))
      return {
        group: account.groups.get(ticket?.groupId ?? 0)?.name ?? null,
        type: ticket?.type ?? null,
        priority: ticket?.priority ?? null,
        tags: ticket?.tags ?? [],
        said: said.slice(1).map(({ plainBody }) => plainBody),
      }
    },
  }
}
