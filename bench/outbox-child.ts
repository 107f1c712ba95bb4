// A process of its own, to be killed: posts what agents have sent, and says when nothing is left. Its clock is ahead of the machine's by
// so much that whatever the process before it held has run out.
import { pino } from 'pino'
import { helpdeskSchema } from '../schemas/configuration.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { openHelpdesks } from '../src/helpdesk/registry.ts'
import { systemClock } from '../src/ops/clock.ts'
import { createOutbox } from '../src/outbox/create-outbox.ts'
import { createOutboxWorker } from '../src/outbox/create-outbox-worker.ts'
import { createTickets } from '../src/tickets/create-tickets.ts'

const [dataDir = '', baseUrl = '', ahead = '0'] = process.argv.slice(2)
const logger = pino({ level: 'silent' })
const clock = { ...systemClock, now: () => Date.now() + Number(ahead) }
const database = await openDatabase({ dataDir, exclusive: true, logger })
const plenty = 60_000
const budget = { share: 1, perWindow: plenty, create: plenty, update: plenty, list: plenty }
const helpdesks = openHelpdesks(
  {
    helpdesks: {
      main: helpdeskSchema.parse({
        ...{ vendor: 'freshdesk', baseUrl, apiKey: 'sandbox-key', budget },
        timeouts: { connect: '1s', request: '1s' },
      }),
    },
  },
  { clock, logger },
)
const tickets = createTickets({
  ...{ helpdesks, database, clock, logger, replica: `child-${ahead}`, language: 'es' },
  // Longer than the help desk is ever late.
  settleMs: 2_000,
  service: () => ({ officeHours: { words: 'lun-vie 9-18 h', isOpen: null }, firstResponseMinutes: 240 }),
})
const outbox = createOutbox({ database, undoMs: 0, clock })
createOutboxWorker({
  ...{ database, outbox, tickets, clock, logger, random: Math.random, owner: `child-${ahead}` },
  look: async () => null,
  observe: () => {},
}).start()
process.stdout.write(`${JSON.stringify({ ready: true })}\n`)
const isOver = async () => (await outbox.open(1)).length === 0
while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, 100))
process.stdout.write(`${JSON.stringify({ done: true })}\n`)
setInterval(() => {}, 2 ** 30)
