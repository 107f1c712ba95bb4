import { type Configuration, configurationSchema } from '../../schemas/configuration.ts'
import { defaultCategories } from '../classify/default-categories.ts'

// The built-in categories name no groups, since every account has its own.
const groups: Record<string, string> = {
  billing: 'Billing',
  access: 'Technical support',
  technical: 'Technical support',
  orders: 'Orders',
  returns: 'Orders',
  sales: 'Sales',
}

const withGroups = Object.fromEntries(
  Object.entries(defaultCategories).map(([name, category]) => [
    name,
    groups[name] === undefined ? category : { ...category, group: groups[name] },
  ]),
)

export interface DemoSettings {
  /** How Relevo reaches the sandbox: vendor, address and credentials. */
  helpdesk: Record<string, unknown>
  dataDir: string
  /** Where its rules will be. */
  policyFile: string
  port: number
  secret: string
  apiKey: string
}

/** Two bots and one help desk, with the waits shortened so that a staged outage fits into seconds. */
export const demoConfiguration = (settings: DemoSettings): Configuration & { policyFile: string } => {
  const bot = (brand: string, language: string) => ({
    authentication: { kind: 'secret', secrets: [settings.secret] },
    language,
    brand,
    product: brand,
    tags: [brand.toLowerCase()],
  })
  const config = configurationSchema.parse({
    language: 'es',
    server: { port: settings.port },
    store: { dataDir: settings.dataDir },
    api: { keys: [settings.apiKey] },
    sources: { betsur: bot('Betsur', 'es'), institucional: bot('Institucional', 'es') },
    helpdesks: {
      main: {
        ...settings.helpdesk,
        budget: { share: 1 },
        timeouts: { connect: '1s', request: '2s' },
        circuit: { failures: 2, probeEvery: '1s' },
      },
    },
    categories: withGroups,
    classification: { note: true },
    delivery: { settle: '2s', retryFirst: '300ms', retryCeiling: '2s' },
    desk: { inbox: { every: '2s' } },
    triage: { mode: 'suggest', every: '2s', learning: { enabled: false } },
    assist: { company: 'Betsur' },
    policyFile: settings.policyFile,
  })
  return { ...config, policyFile: settings.policyFile }
}
