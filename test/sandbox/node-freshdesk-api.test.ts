import { createRequire } from 'node:module'
import t from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { type Json, newTicket } from './open-sandbox.ts'

type Callback = (error: unknown, data: Json) => void
type Method = (...values: unknown[]) => void

/** The public npm client; it has no types. It takes any base address, plain http too. */
const Freshdesk: new (url: string, key: string) => Record<string, Method> = createRequire(import.meta.url)(
  'node-freshdesk-api',
)

t.test('the public npm client drives the sandbox', async (t) => {
  const sandbox = createFreshdeskSandbox({ companies: [{ name: 'Acme' }] })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const client = new Freshdesk(served.url, 'sandbox-key')
  const run = (name: string, ...values: unknown[]): Promise<Json> =>
    new Promise((resolve, reject) => {
      const callback: Callback = (error, data) => (error ? reject(error) : resolve(data))
      const method = client[name]
      if (!method) throw new Error(`The client has no ${name}`)
      method.call(client, ...values, callback)
    })

  const ticket = await run('createTicket', newTicket({ name: 'Ana' }))
  t.match(ticket, { id: 1, subject: 'I cannot log in' })
  t.match(await run('getTicket', 1), { id: 1, description_text: 'It says no' })
  t.match(await run('listAllTickets', { email: 'ana@example.com' }), [{ id: 1 }])
  t.match(await run('updateTicket', 1, { status: 3 }), { status: 3 })
  t.match(await run('createNote', 1, { body: 'a note' }), { private: true, body_text: 'a note' })
  t.match(await run('createReply', 1, { body: 'a reply' }), { replied_to: ['ana@example.com'] })
  t.ok((await run('listAllTicketFields')).length > 5)
  t.match(await run('listAllContacts', {}), [{ name: 'Ana' }])
  const contact = await run('createContact', { name: 'Luis', email: 'luis@example.com' })
  t.match(await run('getContact', contact.id), { email: 'luis@example.com' })
  t.match(await run('updateContact', contact.id, { job_title: 'CTO' }), { job_title: 'CTO' })
  t.match(await run('listAllCompanies'), [{ name: 'Acme' }])
  const companyId = [...sandbox.account.companies.keys()][0]
  t.match(await run('getCompany', companyId), { id: companyId, name: 'Acme', domains: [] })
  const spent = {
    id: 77,
    ticketId: 1,
    agentId: null,
    minutes: 75,
    billable: true,
    note: 'call',
    createdAt: 0,
  }
  sandbox.account.timeEntries.set(spent.id, spent)
  t.match(await run('listAllTimeEntries', 1), [{ id: 77, time_spent: '01:15', billable: true }])
  t.equal(await run('deleteTicket', 1), null)
  t.equal(await run('restoreTicket', 1), null)

  const refusal = await run('createContact', { name: 'Luis', email: 'luis@example.com' }).catch(
    (error) => error,
  )
  t.match(refusal.data.errors, [{ code: 'duplicate_value', additional_info: { user_id: contact.id } }])
  await t.rejects(run('createTicket', { subject: 'x' }), { message: 'Validation failed' })
})
