import type * as z from 'zod'
import type { helpdeskSchema } from '../../schemas/configuration.ts'

export const requestTimeoutMs = 400

const impatient = {
  timeouts: { connect: '300ms', request: `${requestTimeoutMs}ms` },
  circuit: { failures: 3, probeEvery: '100ms' },
  budget: { window: '2s', share: 1, perWindow: 60_000, create: 60_000, update: 60_000, list: 60_000 },
}

/** As in a configuration file. */
export type HelpdeskSettings = z.input<typeof helpdeskSchema>

/** How Relevo is connected to a sandbox at this address. */
export const freshdeskSettings = (baseUrl: string): HelpdeskSettings => ({
  vendor: 'freshdesk',
  baseUrl,
  apiKey: 'sandbox-key',
  ...impatient,
})

export const zendeskSettings = (baseUrl: string): HelpdeskSettings => ({
  vendor: 'zendesk',
  baseUrl,
  email: 'ada@sandbox.example',
  apiToken: 'sandbox-token',
  ...impatient,
})
