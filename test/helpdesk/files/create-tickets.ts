// One of several processes that make tickets in one folder: `node create-tickets.ts <folder> <own name> <count>`.
import { filesSchema } from '../../../schemas/configuration.ts'
import { createFilesHelpdesk } from '../../../src/helpdesk/files/create-files-helpdesk.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createLogger } from '../../../src/ops/create-logger.ts'
import { draftOf, lane } from './open-folder.ts'

const [dir = '', own = '', count = '0'] = process.argv.slice(2)
const helpdesk = createFilesHelpdesk({
  name: 'main',
  config: filesSchema.parse({ vendor: 'files', dir }),
  clock: systemClock,
  logger: createLogger({ level: 'silent' }),
  random: () => 0.5,
  observe: () => {},
})
const outcomes = []
for (let index = 0; index < Number(count); index++) {
  // Every other hand-off is one that the other process has as well.
  const marker = index % 2 === 0 ? `shared-${index}` : `${own}-${index}`
  const created = await helpdesk.createTicket(draftOf({ marker, subject: marker }), lane)
  outcomes.push({ marker, id: created.effect === 'done' ? created.value.ticket.id : created.failure.message })
  await helpdesk.addNote('1', { html: `<p>${own} ${index}</p>`, private: true }, lane)
}
process.stdout.write(JSON.stringify(outcomes))
