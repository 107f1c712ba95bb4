import { createRequire } from 'node:module'
import t, { type Test } from 'tap'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import type { ZendeskSandboxOptions } from '../../../src/sandbox/zendesk/options.ts'
import type { Json } from '../open-sandbox.ts'

type Client = Record<
  | 'tickets'
  | 'search'
  | 'users'
  | 'ticketfields'
  | 'organizations'
  | 'macros'
  | 'jobstatuses'
  | 'satisfactionratings'
  | 'brand',
  Record<string, (...values: unknown[]) => Promise<Json>>
>

/** The public npm client; its types want a build with DOM's. */
const { createClient }: { createClient(options: object): Client } = createRequire(import.meta.url)(
  'node-zendesk',
)

const open = async (t: Test, options: ZendeskSandboxOptions) => {
  const sandbox = createZendeskSandbox(options)
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
  return { sandbox, run }
}

t.test('the public npm client drives the sandbox', async (t) => {
  const { run } = await open(t, { searchDelayMs: 0 })
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

t.test('it drives what stands around tickets, and jobs', async (t) => {
  const { sandbox, run } = await open(t, {
    searchDelayMs: 0,
    jobDelayMs: 50,
    organizations: [{ name: 'Acme', domains: ['acme.test'] }],
    macros: [{ title: 'Hola', actions: [{ field: 'comment_value', value: ['channel:all', 'Hola'] }] }],
    brands: [{ name: 'Betsur' }],
  })
  t.match(await run('organizations', 'list'), [{ name: 'Acme', domain_names: ['acme.test'] }])
  t.match(await run('organizations', 'autocomplete', { name: 'ac' }), [{ name: 'Acme' }])
  t.match(await run('macros', 'list'), [
    { title: 'Hola', active: true, actions: [{ field: 'comment_value' }] },
  ])
  t.match(await run('brand', 'list'), { result: [{ name: 'Betsur' }] })

  const ticket = {
    subject: 'One',
    comment: { body: 'x' },
    tags: ['old'],
    requester: { name: 'Eva', email: 'eva@acme.test' },
  }
  for (let at = 0; at < 3; at++) await run('tickets', 'create', { ticket })
  t.match(await run('tickets', 'show', 1), { result: { organization_id: Number } })
  const changes = { ticket: { priority: 'high', additional_tags: ['new'], remove_tags: ['old'] } }
  const started = await run('tickets', 'updateMany', [1, 2, 99], changes)
  t.match(started, { result: { job_status: { id: /^V3-/, status: 'queued', total: 3 } } })
  const ended = await run('jobstatuses', 'watch', started.result.job_status.id, 20, 50)
  t.match(ended, {
    status: 'completed',
    results: [
      { id: 1, success: true },
      { id: 2, success: true },
      { index: 2, error: 'TicketNotFound' },
    ],
  })
  t.match(await run('tickets', 'show', 2), { result: { priority: 'high', tags: ['new'] } })

  const merge = { ids: [2], target_comment: 'from 2', source_comment: 'into 1' }
  const merging = await run('tickets', 'merge', 1, merge)
  await run('jobstatuses', 'watch', merging.result.job_status.id, 20, 50)
  t.match(await run('tickets', 'show', 2), { result: { status: 'closed', tags: ['new', 'closed_by_merge'] } })
  t.match(await run('tickets', 'getComments', 1), [{}, { body: 'from 2', public: false }])

  const at = Date.now()
  const rating = {
    id: 5,
    ticketId: 1,
    requesterId: 1,
    assigneeId: null,
    comment: null,
    createdAt: at,
    updatedAt: at,
  }
  sandbox.account.ratings.set(5, { ...rating, score: 'good' })
  t.match(await run('satisfactionratings', 'show', 5), {
    result: { satisfaction_rating: { score: 'good', ticket_id: 1 } },
  })
})
