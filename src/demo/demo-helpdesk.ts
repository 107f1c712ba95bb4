import { exampleAccount, exampleZendeskAccount } from '../sandbox/example-account.ts'
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../sandbox/serve-sandbox.ts'
import { createZendeskSandbox, type ZendeskSandbox } from '../sandbox/zendesk/create-zendesk-sandbox.ts'

export type DemoVendor = 'freshdesk' | 'zendesk'

/** The sandbox help desk of the demo: a firm with two bots, and its tickets' page at `url`. */
export interface DemoHelpdesk {
  vendorName: string
  url: string
  sandbox: FreshdeskSandbox | ZendeskSandbox
  /** Vendor, address and credentials, as a configuration has them. */
  settings: Record<string, unknown>
  close(): Promise<void>
}

const firstTicketId = 1001

const openFreshdesk = async (): Promise<DemoHelpdesk> => {
  const apiKey = 'demo-freshdesk-key'
  const sandbox = createFreshdeskSandbox({
    ...exampleAccount,
    apiKeys: { [apiKey]: {} },
    plan: 'pro',
    firstTicketId,
  })
  const { url, close } = await serveSandbox({ sandbox })
  return {
    vendorName: 'Freshdesk',
    url,
    sandbox,
    settings: { vendor: 'freshdesk', baseUrl: url, apiKey },
    close,
  }
}

const openZendesk = async (): Promise<DemoHelpdesk> => {
  const apiToken = 'demo-zendesk-token'
  const sandbox = createZendeskSandbox({ ...exampleZendeskAccount, apiTokens: [apiToken], firstTicketId })
  const { url, close } = await serveSandbox({ sandbox })
  return {
    vendorName: 'Zendesk',
    url,
    sandbox,
    settings: { vendor: 'zendesk', baseUrl: url, email: exampleZendeskAccount.agents[0].email, apiToken },
    close,
  }
}

export const openDemoHelpdesk = (vendor: DemoVendor): Promise<DemoHelpdesk> =>
  vendor === 'freshdesk' ? openFreshdesk() : openZendesk()
