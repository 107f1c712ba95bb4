import type { AdapterNames } from './adapter-names.ts'
import { importLine } from './import-line.ts'

export const renderCapabilities = ({
  pascal,
  camel,
}: AdapterNames): string => `${importLine('type { Capabilities }', '../ticket-desk.ts')}

/** What ${pascal} can do: nothing yet. Say only what the contract has proved. */
export const ${camel}Capabilities: Capabilities = {
  findAtMost: null,
  conditions: [],
  ifUnchanged: 'read',
  idempotentCreateSeconds: null,
  changes: 'none',
  knowledge: false,
  agentAvailability: false,
  reply: false,
  attachments: false,
  account: [],
  archive: null,
}
`

const reads = [
  'getTicket',
  'findByMarker',
  'hasMarkedMessage',
  'probe',
  'fieldSchema',
  'findTickets',
  'findFirstTicket',
  'listConversation',
  'latestCustomerMessage',
  'readOrigins',
  'listAgents',
  'listGroups',
  'findPerson',
  'searchKnowledge',
  'listArticles',
  'listChangedSince',
]
const writes = [
  'createTicket',
  'addAsCustomer',
  'addNote',
  'updateTicket',
  'deleteTicket',
  'reply',
  'note',
  'assign',
  'change',
]

/** An adapter that compiles, and answers every call with what is still to be written. */
export const renderHelpdesk = ({
  vendor,
  pascal,
  camel,
}: AdapterNames): string => `${importLine('type { Failure, Helpdesk }', '../helpdesk.ts')}
${importLine('{ lackAccountDesk }', '../lack-account-desk.ts')}
${importLine(`{ ${camel}Capabilities }`, './capabilities.ts')}

export interface ${pascal}HelpdeskOptions {
  name: string
}

/** The help desk behind one ${pascal} account. docs/adapters.md tells what each call has to promise. */
export const create${pascal}Helpdesk = ({ name }: ${pascal}HelpdeskOptions): Helpdesk => ({
  ...lackAccountDesk('${pascal}'),
  name,
  vendor: '${vendor}',
  capabilities: ${camel}Capabilities,
${reads.map((call) => `  ${call}: () => readToWrite('${call}'),`).join('\n')}
${writes.map((call) => `  ${call}: () => writeToWrite('${call}'),`).join('\n')}
  availability: () => ({ state: 'open' }),
  onAvailability: () => () => {},
  budget: () => ({
    total: null,
    remaining: null,
    allowance: 0,
    windowMs: 60_000,
    waiting: { new: 0, retry: 0, addition: 0, background: 0 },
    rateLimited: 0,
  }),
  close: async () => {},
})

// Take each call away from these two as you write it; when none is left, they go too.
const toWrite = (call: string): Failure => ({
  kind: 'unsupported',
  message: \`Write \${call} in src/helpdesk/${vendor}.\`,
})
const readToWrite = async (call: string) => ({ ok: false as const, failure: toWrite(call) })
const writeToWrite = async (call: string) => ({ effect: 'none' as const, failure: toWrite(call) })
`
