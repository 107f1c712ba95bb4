import { exampleAccount } from '../sandbox/example-account.ts'
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../sandbox/serve-sandbox.ts'

/** The sandbox help desk of the demo: a firm with two bots, and its tickets' page at `url`. */
export interface DemoHelpdesk {
  url: string
  apiKey: string
  sandbox: FreshdeskSandbox
  close(): Promise<void>
}

export const openDemoHelpdesk = async (): Promise<DemoHelpdesk> => {
  const apiKey = 'demo-freshdesk-key'
  const sandbox = createFreshdeskSandbox({
    ...exampleAccount,
    apiKeys: { [apiKey]: {} },
    plan: 'pro',
    firstTicketId: 1001,
  })
  const served = await serveSandbox({ sandbox })
  return { url: served.url, apiKey, sandbox, close: () => served.close() }
}
