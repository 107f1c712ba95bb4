import { parseArgs } from 'node:util'
import { createControl } from './control/create-control.ts'
import { exampleAccount, exampleZendeskAccount } from './example-account.ts'
import { createFreshdeskSandbox, type FreshdeskSandbox } from './freshdesk/create-freshdesk-sandbox.ts'
import { serveHandlers } from './serve-handlers.ts'
import { serveSandbox } from './serve-sandbox.ts'
import { createZendeskSandbox, type ZendeskSandbox } from './zendesk/create-zendesk-sandbox.ts'

const usage = `A pretend Freshdesk or Zendesk in its own process, state in memory.

  --vendor <name>       freshdesk (the default) or zendesk
  --port <n>            default 9009; 0 takes a free one
  --control-port <n>    a second port with the control alone, reachable while the sandbox is down; default 0 (a free one)
  --host <address>      default 127.0.0.1
  --api-key <key>       Freshdesk's key; default sandbox-key
  --api-token <token>   Zendesk's token, with the e-mail of any agent (relevo@sandbox.example); default sandbox-token
  --limit <n>           calls per window; likewise --limit-update, and for Freshdesk --limit-create, --limit-list
  --window-ms <n>       default 60000
  --search-delay-ms <n> default 120000
`

const { values } = parseArgs({
  options: {
    vendor: { type: 'string', default: 'freshdesk' },
    port: { type: 'string', default: '9009' },
    'control-port': { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string' },
    'api-token': { type: 'string' },
    limit: { type: 'string' },
    'limit-create': { type: 'string' },
    'limit-update': { type: 'string' },
    'limit-list': { type: 'string' },
    'window-ms': { type: 'string' },
    'search-delay-ms': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const readNumber = (text: string, name: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a number, 0 or more`)
  return Number(text)
}

type NumberOption = 'limit' | 'limit-create' | 'limit-update' | 'limit-list' | 'window-ms' | 'search-delay-ms'

/** The numbers that were given, under the names that the sandbox has for them. */
const readNumbers = <Key extends string>(names: Record<Key, NumberOption>): Partial<Record<Key, number>> => {
  const numbers: Partial<Record<Key, number>> = {}
  for (const key in names) {
    const text = values[names[key]]
    if (text !== undefined) numbers[key] = readNumber(text, names[key])
  }
  return numbers
}

/** An option of the other vendor would have no effect. */
const refuse = (...names: ('api-key' | 'api-token' | NumberOption)[]): void => {
  for (const name of names)
    if (values[name] !== undefined) throw new Error(`--${name} is not for --vendor ${values.vendor}`)
}

const openSandbox = (): FreshdeskSandbox | ZendeskSandbox => {
  const delays = readNumbers({ searchDelayMs: 'search-delay-ms' })
  switch (values.vendor) {
    case 'freshdesk':
      refuse('api-token')
      return createFreshdeskSandbox({
        ...exampleAccount,
        apiKeys: { [values['api-key'] ?? 'sandbox-key']: {} },
        limits: readNumbers({
          total: 'limit',
          create: 'limit-create',
          update: 'limit-update',
          listTickets: 'limit-list',
          perWindowMs: 'window-ms',
        }),
        ...delays,
      })
    case 'zendesk':
      refuse('api-key', 'limit-create', 'limit-list')
      return createZendeskSandbox({
        ...exampleZendeskAccount,
        apiTokens: [values['api-token'] ?? 'sandbox-token'],
        limits: readNumbers({ total: 'limit', updates: 'limit-update', perWindowMs: 'window-ms' }),
        ...delays,
      })
    default:
      throw new Error('--vendor must be freshdesk or zendesk')
  }
}

const run = async (): Promise<void> => {
  const sandbox = openSandbox()
  const { host } = values
  const served = await serveSandbox({ sandbox, host, port: readNumber(values.port, 'port') })
  const control = createControl(sandbox)
  const controlServed = await serveHandlers({
    handlers: [],
    fallback: async (request) => (await control(request)) ?? new Response(null, { status: 404 }),
    host,
    port: readNumber(values['control-port'], 'control-port'),
  })
  const stop = () => void Promise.all([served.close(), controlServed.close()]).then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(`${JSON.stringify({ url: served.url, controlUrl: controlServed.url })}\n`)
}

if (values.help) process.stdout.write(usage)
else await run()
