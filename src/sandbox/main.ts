import { parseArgs } from 'node:util'
import { createControl } from './control/create-control.ts'
import { exampleAccount } from './example-account.ts'
import { createFreshdeskSandbox } from './freshdesk/create-freshdesk-sandbox.ts'
import type { Limits } from './freshdesk/options.ts'
import { serveHandlers } from './serve-handlers.ts'
import { serveSandbox } from './serve-sandbox.ts'

const usage = `A pretend Freshdesk in its own process, state in memory.

  --port <n>            default 9009; 0 takes a free one
  --control-port <n>    a second port with the control alone, reachable while the sandbox is down; default 0 (a free one)
  --host <address>      default 127.0.0.1
  --api-key <key>       default sandbox-key
  --limit <n>           credits per window; likewise --limit-create, --limit-update, --limit-list
  --window-ms <n>       default 60000
  --search-delay-ms <n> default 120000
`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9009' },
    'control-port': { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string', default: 'sandbox-key' },
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

const readLimits = (): Partial<Limits> => {
  const limits: Partial<Limits> = {}
  const given = [
    ['total', 'limit'],
    ['create', 'limit-create'],
    ['update', 'limit-update'],
    ['listTickets', 'limit-list'],
    ['perWindowMs', 'window-ms'],
  ] as const
  for (const [key, name] of given) {
    const text = values[name]
    if (text !== undefined) limits[key] = readNumber(text, name)
  }
  return limits
}

const run = async (): Promise<void> => {
  const searchDelay = values['search-delay-ms']
  const sandbox = createFreshdeskSandbox({
    ...exampleAccount,
    apiKeys: { [values['api-key']]: {} },
    limits: readLimits(),
    ...(searchDelay !== undefined && { searchDelayMs: readNumber(searchDelay, 'search-delay-ms') }),
  })
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
