import t, { type Test } from 'tap'
import type { ZendeskSandboxOptions } from '../../../src/sandbox/zendesk/options.ts'
import { got, there } from '../../contract/got.ts'
import { draftOf } from '../freshdesk/open-test-helpdesk.ts'
import { openZendeskHelpdesk, richAccount } from './open-zendesk-helpdesk.ts'

const lane = { lane: 'background' } as const
const mail = { email: 'marta@example.com', subject: 'Mi factura', text: 'No la encuentro' }

const open = async (t: Test, more: ZendeskSandboxOptions = {}) => {
  const opened = await openZendeskHelpdesk(t, { sandbox: { ...richAccount, ...more } })
  const { helpdesk, sandbox } = opened
  const origins = async (id: number | string) =>
    there(got(await helpdesk.readOrigins(String(id), lane))).origins
  const calls = async (act: () => Promise<unknown>) => {
    const before = sandbox.requests.length
    await act()
    return sandbox.requests.slice(before).map(({ path }) => path)
  }
  return { ...opened, people: sandbox.people, origins, calls }
}

t.test('a customer’s ticket has the account’s group and nothing else, until somebody gives it', async (t) => {
  const { helpdesk, people, origins, later } = await open(t)
  const id = people.write(mail)
  t.same(await origins(id), { group: 'default', priority: 'empty', type: 'empty' })
  people.edit(id, { group: 'Soporte', priority: 'high' }, 'ana@acme.example')
  t.same(await origins(id), { group: 'person', priority: 'person', type: 'empty' })
  later(60_000)
  people.automate(id, { group: 'Facturación' })
  got(await helpdesk.change(String(id), { type: 'question' }, lane))
  t.same(await origins(id), { group: 'rule', priority: 'person', type: 'ours' })
  people.edit(id, { status: 'closed' })
  t.match(await origins(id), { group: 'rule' }, 'of closed tickets, too')
})

t.test('a trigger that runs on a ticket as it comes is a rule, whoever wrote it', async (t) => {
  const triggers = [
    { title: 'Bills', contains: 'factura', set: { group: 'Soporte', priority: 'high' } },
  ] as const
  const { helpdesk, people, origins } = await open(t, { triggers })
  t.same(await origins(people.write(mail)), { group: 'rule', priority: 'rule', type: 'empty' })
  t.match(await origins(people.write({ ...mail, subject: 'Otra cosa' })), { group: 'default' })
  const draft = draftOf({ marker: 'relevo-1', subject: 'Mi factura', group: 'Facturación' })
  const { ticket } = got(await helpdesk.createTicket(draft, lane))
  t.match(await origins(ticket.id), { group: 'rule' })
})

t.test('an agent who writes in as a customer is a person', async (t) => {
  const { people, origins } = await open(t)
  t.match(await origins(people.write({ ...mail, email: 'ana@acme.example' })), { group: 'person' })
})

t.test('one call when all is empty, two otherwise; who we are is asked for once', async (t) => {
  const { people, origins, calls } = await open(t, { groups: [] })
  const id = people.write(mail)
  t.same(await calls(() => origins(id)), [`/tickets/${id}`])
  people.edit(id, { priority: 'low' })
  t.same(await calls(() => origins(id)), [`/tickets/${id}`, `/tickets/${id}/audits`, '/users/me'])
  t.same(await calls(() => origins(id)), [`/tickets/${id}`, `/tickets/${id}/audits`])
})

t.test('long histories are read in whichever order they come, as far as they can be', async (t) => {
  for (const auditsOrder of ['asked', 'oldest'] as const) {
    const { people, origins, calls } = await open(t, { auditsOrder })
    const id = people.write(mail)
    people.edit(id, { priority: 'low' })
    for (let number = 0; number < 120; number++) people.edit(id, { subject: `Asunto ${number}` })
    t.match(await origins(id), { group: 'default', priority: 'person' }, auditsOrder)
    people.edit(id, { group: 'Soporte', priority: 'urgent' })
    const paths = await calls(async () => t.match(await origins(id), { group: 'person', priority: 'person' }))
    t.equal(paths.length, auditsOrder === 'asked' ? 2 : 3, 'no further than needed')
    for (let number = 0; number < 500; number++) people.edit(id, { subject: `Otro ${number}` })
    t.same(await origins(id), { group: 'unknown', priority: 'unknown', type: 'empty' }, 'or it is not known')
  }
})

t.test('what has no ticket, or a history that is not ours to read', async (t) => {
  const { helpdesk, sandbox, people, origins } = await open(t)
  const id = people.write(mail)
  const nothing = { ok: true, value: null }
  for (const unknown of ['404', 'x', '0', '../users/me'])
    t.same(await helpdesk.readOrigins(unknown, lane), nothing)
  const stop = sandbox.faults.add({ kind: 'forbidden' }, { path: '/tickets/*/audits' })
  t.same(await origins(id), { group: 'unknown', priority: 'empty', type: 'empty' })
  stop()
  sandbox.faults.add({ kind: 'status', status: 503 }, { path: '/tickets/*/audits' })
  t.match(await helpdesk.readOrigins(String(id), lane), { ok: false, failure: { kind: 'unavailable' } })
  sandbox.faults.clear()
  for (const path of ['/users/me', '/users', '/tickets/*']) {
    const another = await open(t)
    const ticket = another.people.write(mail)
    another.sandbox.faults.add({ kind: 'status', status: 503 }, { path })
    const read = await another.helpdesk.readOrigins(String(ticket), lane)
    t.match(read, { ok: false, failure: { kind: 'unavailable' } }, `${path}: later`)
  }
  people.remove(id)
  t.same(await helpdesk.readOrigins(String(id), lane), nothing, 'deleted')
})
