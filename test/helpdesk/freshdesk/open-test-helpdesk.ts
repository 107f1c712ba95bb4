import type { Test } from 'tap'
import { freshdeskSchema } from '../../../schemas/configuration.ts'
import { createFreshdeskHelpdesk } from '../../../src/helpdesk/freshdesk/create-freshdesk-helpdesk.ts'
import type { TicketDraft, UnmappedField } from '../../../src/helpdesk/helpdesk.ts'
import type { ObservedCall } from '../../../src/helpdesk/observed-call.ts'
import { type Clock, systemClock } from '../../../src/ops/clock.ts'
import type { Logger } from '../../../src/ops/logger.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import type { FreshdeskSandboxOptions } from '../../../src/sandbox/freshdesk/options.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createPassThroughGovernor } from '../pass-through-governor.ts'

/** A form with a field of every kind. */
export const richForm = {
  agents: [
    { name: 'Ana Ruiz', email: 'ana@acme.example' },
    { name: 'Luis Gil', email: 'luis@acme.example' },
  ],
  groups: [
    { name: 'Facturación', agents: ['ana@acme.example'] },
    { name: 'Soporte', agents: ['luis@acme.example'] },
  ],
  products: [{ name: 'Betsur' }, { name: 'Institucional' }],
  fields: {
    custom: [
      { name: 'cf_order_number', label: 'Nº de pedido', kind: 'text' },
      { name: 'cf_details', label: 'Details', kind: 'paragraph' },
      { name: 'cf_items', label: 'Items', kind: 'number' },
      { name: 'cf_amount', label: 'Importe', kind: 'decimal' },
      { name: 'cf_vip', label: 'VIP', kind: 'checkbox' },
      { name: 'cf_since', label: 'Since', kind: 'date' },
      { name: 'cf_channel', label: 'Canal', kind: 'dropdown', choices: ['Teléfono', 'Web', 'Otro'] },
      {
        name: 'cf_place',
        label: 'País',
        kind: 'nested',
        tree: {
          España: { Madrid: ['Centro', 'Norte'], Sevilla: ['Triana'] },
          Chile: { Santiago: ['Centro'] },
        },
        levels: [
          { name: 'cf_city', label: 'Ciudad' },
          { name: 'cf_district', label: 'Barrio' },
        ],
      },
    ],
  },
} as const satisfies FreshdeskSandboxOptions

export interface TestHelpdeskOptions {
  sandbox?: FreshdeskSandboxOptions
  config?: Record<string, unknown>
  clock?: Clock
}

/** A helpdesk in front of a sandbox over a real socket. Closes itself. */
export const openTestHelpdesk = async (
  t: Test,
  { sandbox: account = {}, config = {}, clock = systemClock }: TestHelpdeskOptions = {},
) => {
  const sandbox = createFreshdeskSandbox(account)
  const served = await serveSandbox({ sandbox })
  const governor = createPassThroughGovernor()
  const observed: ObservedCall[] = []
  const { logger, lines } = createLogLines()
  const helpdesk = createFreshdeskHelpdesk({
    name: 'main',
    config: freshdeskSchema.parse({
      vendor: 'freshdesk',
      baseUrl: served.url,
      apiKey: 'sandbox-key',
      timeouts: { connect: '1s', request: '2s' },
      ...config,
    }),
    governor,
    clock,
    logger,
    observe: (call) => observed.push(call),
  })
  t.teardown(async () => {
    await helpdesk.close()
    await served.close()
  })
  return { helpdesk, sandbox, served, governor, observed, lines }
}

/** Everything that is logged, as text. */
export const createLogLines = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = []
  const at = (...parts: unknown[]) => {
    lines.push(JSON.stringify(parts))
  }
  const logger: Logger = {
    level: 'trace',
    trace: at,
    debug: at,
    info: at,
    warn: at,
    error: at,
    fatal: at,
    silent: at,
    child: () => logger,
  }
  return { logger, lines }
}

const show = (unmapped: UnmappedField[]): string =>
  unmapped.map(({ field, value, why }) => `<li>${field}=${value} (${why})</li>`).join('')

export const draftOf = (over: Partial<TicketDraft> = {}): TicketDraft => ({
  requester: { email: 'marta@example.com', phone: '+34600112233', name: 'Marta' },
  subject: 'No puedo entrar',
  describe: (unmapped) => `<p>No puedo entrar</p><ul>${show(unmapped)}</ul><p>relevo-7f3a</p>`,
  status: 'open',
  priority: 'high',
  type: null,
  group: null,
  agent: null,
  product: null,
  tags: ['chatbot'],
  customFields: {},
  files: [],
  ...over,
})

export const fileOf = (name: string, text = 'hello') => ({
  name,
  contentType: 'text/plain',
  bytes: new TextEncoder().encode(text),
})
