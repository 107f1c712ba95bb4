import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../sandbox/serve-sandbox.ts'

/** The sandbox help desk of the demo: two groups, Spanish ticket types, its page at `url`. */
export interface DemoHelpdesk {
  url: string
  apiKey: string
  sandbox: FreshdeskSandbox
  close(): Promise<void>
}

export const openDemoHelpdesk = async (): Promise<DemoHelpdesk> => {
  const apiKey = 'demo-freshdesk-key'
  const sandbox = createFreshdeskSandbox({
    apiKeys: { [apiKey]: {} },
    plan: 'pro',
    firstTicketId: 1001,
    groups: [{ name: 'Pagos' }, { name: 'Soporte' }],
  })
  const served = await serveSandbox({ sandbox })
  return { url: served.url, apiKey, sandbox, close: () => served.close() }
}
