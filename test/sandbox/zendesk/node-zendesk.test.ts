import { createRequire } from 'node:module'
import t from 'tap'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import type { Json } from '../open-sandbox.ts'

type Client = Record<
  'tickets' | 'search' | 'users' | 'ticketfields',
  Record<string, (...values: unknown[]) => Promise<Json>>
>

/** The public npm client; its types want a build with DOM's. */
const { createClient }: { createClient(options: object): Client } = createRequire(import.meta.url)(
  'node-zendesk',
)

t.test('the public npm client drives the sandbox', async (t) => {
  const sandbox = createZendeskSandbox({ searchDelayMs: 0 })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const client = createClient({
    username: 'ada@sandbox.example',
    token: 'sandbox-token',
    subdomain: 'acme',
    endpointUri: `${served.url}/api/v2`,
  })
  const run = (room: keyof Client, name: string, ...values: unknown[]): Promise<Json> => {
    const method = client[room][name]
    if (method === undefined) throw new Error(`The client has no ${room}.${name}`)
    return method.call(client[room], ...values)
  }

  const ticket = {
    subject: 'I cannot log in',
    comment: { body: 'It says no' },
    requester: { name: 'Ana', email: 'ana@example.com' },
  }
  t.match(await run('tickets', 'create', { ticket }), { result: { id: 1, subject: 'I cannot log in' } })
  for (let at = 0; at < 120; at++) await run('tickets', 'create', { ticket })
  t.match(await run('tickets', 'show', 1), { result: { id: 1, description: 'It says no' } })
  const comment = { body: 'a note', public: false }
  t.match(await run('tickets', 'update', 1, { ticket: { comment, tags: ['bot'] } }), {
    result: { tags: ['bot'] },
  })
  t.match(await run('tickets', 'getComments', 1), [{ body: 'It says no' }, { body: 'a note', public: false }])
  t.equal((await run('tickets', 'list')).length, 121, 'over pages')
  t.match(await run('search', 'query', 'type:ticket tags:bot'), { result: [{ id: 1 }] })
  t.ok((await run('ticketfields', 'list')).length > 5)
  t.match(await run('users', 'me'), { result: { email: 'ada@sandbox.example' } })
  await run('tickets', 'delete', 1)
  await t.rejects(run('tickets', 'show', 1), { message: /404/ })
})
