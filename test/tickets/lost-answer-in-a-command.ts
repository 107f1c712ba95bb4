import { openDatabase } from '../../src/database/open-database.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createTickets } from '../../src/tickets/create-tickets.ts'
import { silent } from '../ledger/silent.ts'

// A process in which nothing but our own timers is left once the answer is lost, as a command before an idle connection.
const [dataDir = ''] = process.argv.slice(2)
const lost = {
  effect: 'unknown',
  failure: { kind: 'unavailable', message: 'No answer.', status: null, code: null },
}
const helpdesk = {
  name: 'main',
  reply: async () => lost,
  listConversation: async () => ({ ok: true, value: { messages: [], next: null } }),
}
const database = await openDatabase({ dataDir, exclusive: false, logger: silent })
const tickets = createTickets({
  helpdesks: new Map([['main', helpdesk as unknown as Helpdesk]]),
  database,
  clock: systemClock,
  logger: silent,
  replica: 'command',
  settleMs: 45_000,
  service: () => ({ officeHours: null, firstResponseMinutes: null }),
  language: 'en',
})
const outcome = await tickets.reply(
  '7',
  { text: 'Hello', cc: [], files: [], status: null },
  { who: 'admin', key: 'k' },
)
await database.close()
process.stdout.write(JSON.stringify(outcome))
