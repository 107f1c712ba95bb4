import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { Disk } from '../../../src/helpdesk/files/disk.ts'
import { parseTicketFile } from '../../../src/helpdesk/files/parse-ticket-file.ts'
import { mostTicketBytes } from '../../../src/helpdesk/files/read-plain-file.ts'
import { got } from '../../contract/got.ts'
import { draftOf, lane, openFolder } from './open-folder.ts'

const run = promisify(execFile)

const message = { requester: draftOf().requester, html: '<p>x</p>', files: [] }

/** With something odd under the name of ticket 7, the others are worked on as ever. */
const expectOthersInOrder = async (
  t: Test,
  path: string,
  { helpdesk, log }: ReturnType<typeof openFolder>,
) => {
  const page = got(await helpdesk.findTickets({ limit: 5 }, lane))
  t.same([page.tickets.map(({ id }) => id), page.complete], [['1'], false])
  t.match(log.lines.join('\n'), '000007.md')
  t.notMatch(log.lines.join('\n'), path, 'no path is in the log')
  t.match(got(await helpdesk.probe(lane)).warnings, [/^000007\.md /])
  t.match(await helpdesk.getTicket('7', lane), { ok: false, failure: { kind: 'conflict' } })
  t.match(await helpdesk.addAsCustomer('7', message, lane), { effect: 'none', failure: { kind: 'conflict' } })
  t.equal(got(await helpdesk.hasMarkedMessage('7', 'H1', lane)), null)
  got(await helpdesk.addAsCustomer('1', message, lane))
  t.match(got(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane)), { ticket: { id: '1' } })
  t.match(got(await helpdesk.createTicket(draftOf({ marker: 'H8' }), lane)), { ticket: { id: '8' } })
  t.same(helpdesk.availability(), { state: 'open' })
}

const odd: Record<string, (path: string) => unknown> = {
  'a folder': (path) => mkdirSync(path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to a folder': (path) => symlinkSync('/', path),
  'a device that never ends': (path) => symlinkSync('/dev/zero', path),
  'a pipe that nobody writes to': (path) => run('mkfifo', [path]),
  'a file of a hundred megabytes': (path) => {
    writeFileSync(path, '')
    truncateSync(path, mostTicketBytes * 6)
  },
}

for (const [what, make] of Object.entries(odd))
  t.test(`${what} under a ticket’s name is named, and in nobody’s way`, async (t) => {
    const folder = openFolder(t, { circuit: { failures: 1 } })
    got(await folder.helpdesk.createTicket(draftOf({ marker: 'H1' }), lane))
    const path = join(folder.dir, '000007.md')
    await make(path)
    await expectOthersInOrder(t, path, folder)
  })

t.test('a ticket that may not be read any more is named, and found again when it may', async (t) => {
  const refusal = { ok: false as const, why: 'It cannot be opened (EACCES).' }
  let isRefused = true
  const { helpdesk } = openFolder(t, {
    disk: (real: Disk) => ({
      ...real,
      read: async (path) => (isRefused && path === '000001.md' ? refusal : real.read(path)),
    }),
  })
  got(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane))
  const asked = { marker: 'H1', requester: draftOf().requester, since: 0 }
  t.same(got(await helpdesk.findByMarker(asked, lane)), [])
  t.match(await helpdesk.getTicket('1', lane), {
    ok: false,
    failure: { kind: 'conflict', message: /EACCES/ },
  })
  isRefused = false
  t.match(got(await helpdesk.findByMarker(asked, lane)), [{ ticket: { id: '1' } }])
})

t.test('what stands in the place of our own number file does not stop new tickets', async (t) => {
  const { helpdesk, dir } = openFolder(t)
  got(await helpdesk.createTicket(draftOf(), lane))
  const number = join(dir, '.relevo', 'last-number')
  rmSync(number)
  mkdirSync(number)
  t.match(got(await helpdesk.createTicket(draftOf(), lane)), { ticket: { id: '2' } })
  t.same(readdirSync(number), [])
  rmdirSync(number)
})

const headOf = (count: number) => Array.from({ length: count }, (_, at) => `k${at}: 1`).join('\n')

// Comparing every key with every other takes twenty seconds.
t.test('a head of forty thousand keys keeps nobody waiting', { timeout: 10_000 }, async (t) => {
  t.equal(parseTicketFile('1', `---\n${headOf(40_000)}\n---\n`, 0).ok, true)
})

t.test('a key stands in a head once, and a head has an end', async (t) => {
  t.match(parseTicketFile('1', '---\nstatus: open\nstatus: closed\n---\n', 0), { ok: false, why: /twice/ })
  const long = `---\nsubject: x # ${'-'.repeat(1_000_000)}\n---\n`
  t.match(parseTicketFile('1', long, 0), { ok: false, why: /longer/ })
})

t.test('a hand-off with a flood of fields makes a ticket that can be read', async (t) => {
  const { helpdesk } = openFolder(t)
  const customFields = {
    story: 'x'.repeat(500_000),
    ...Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`field ${at}`, at])),
  }
  const { ticket, unmapped } = got(await helpdesk.createTicket(draftOf({ customFields }), lane))
  t.match(unmapped[0], { field: 'story', why: 'too-long' })
  const read = got(await helpdesk.getTicket(ticket.id, lane))
  t.equal(Object.keys(read?.customFields ?? {}).length + unmapped.length, 20_001, 'none is lost')
  t.match(read?.customFields, { 'field 0': 0, 'field 199': 199 })
})

t.test('after a folder is put back from a backup, nobody’s words land in another’s ticket', async (t) => {
  const { helpdesk, dir } = openFolder(t)
  got(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane))
  rmSync(join(dir, '000001.md'))
  rmSync(join(dir, '.relevo'), { recursive: true })
  const bea = { email: 'bea@example.com', phone: null, name: 'Bea' }
  t.match(got(await helpdesk.createTicket(draftOf({ requester: bea }), lane)), { ticket: { id: '1' } })
  t.match(await helpdesk.addAsCustomer('1', message, lane), { effect: 'none', failure: { kind: 'gone' } })
  t.equal(got(await helpdesk.listConversation('1', { limit: 5 }, lane))?.messages.length, 1)
  const same = { ...message, requester: { ...bea, email: ' BEA@example.com ' } }
  got(await helpdesk.addAsCustomer('1', same, lane))
  got(await helpdesk.addAsCustomer('1', { ...message, requester: { ...bea, email: null, phone: '1' } }, lane))
})

t.test('a huge number that somebody gave a file is not followed to where numbers end', async (t) => {
  const { helpdesk, dir } = openFolder(t)
  got(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane))
  writeFileSync(join(dir, '999999999999999.md'), '---\nsubject: by hand\n---\n')
  t.match(got(await helpdesk.createTicket(draftOf({ marker: 'H2' }), lane)), { ticket: { id: '2' } })
  writeFileSync(join(dir, '.relevo', 'last-number'), '999999999999999')
  t.match(got(await helpdesk.createTicket(draftOf({ marker: 'H3' }), lane)), { ticket: { id: '3' } })
  t.match(got(await helpdesk.getTicket('999999999999999', lane)), { subject: 'by hand' })
})
