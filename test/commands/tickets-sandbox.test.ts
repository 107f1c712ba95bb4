import t, { type Test } from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { run, type Surroundings } from './run.ts'

const account = {
  agents: [{ name: 'Ana Ruiz', email: 'ana@acme.example' }],
  groups: [{ name: 'Facturación', agents: ['ana@acme.example'] }],
  searchDelayMs: 0,
}

const openFreshdesk = async (t: Test) => {
  const sandbox = createFreshdeskSandbox({ ...account, apiKeys: { 'good-key-0123456789': {} } })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const env = { FRESHDESK_BASE_URL: served.url, FRESHDESK_API_KEY: 'good-key-0123456789' }
  const authorization = `Basic ${Buffer.from('good-key-0123456789:X').toString('base64')}`
  const begin = async () => {
    const ticket = { email: 'marta@example.com', subject: 'No puedo entrar', description: 'Ayuda <b>ya</b>' }
    const answer = await post(
      `${served.url}/api/v2/tickets`,
      { ...ticket, status: 2, priority: 1 },
      authorization,
    )
    return String(Reflect.get(Object(answer), 'id'))
  }
  const replies = () => [...sandbox.account.conversations.values()].filter((entry) => !entry.private).length
  return { sandbox, env, begin, replies, speaking: { method: 'POST' } as const }
}

const openZendesk = async (t: Test) => {
  const sandbox = createZendeskSandbox({ ...account, apiTokens: ['good-token-0123456789'] })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const env = {
    ZENDESK_BASE_URL: served.url,
    ZENDESK_EMAIL: 'ana@acme.example',
    ZENDESK_API_TOKEN: 'good-token-0123456789',
  }
  const authorization = `Basic ${Buffer.from('ana@acme.example/token:good-token-0123456789').toString('base64')}`
  const begin = async () => {
    const marta = { user: { name: 'Marta', email: 'marta@example.com' } }
    const user = await post(`${served.url}/api/v2/users/create_or_update.json`, marta, authorization)
    const requester_id = Reflect.get(Object(Reflect.get(Object(user), 'user')), 'id')
    const comment = { body: 'Ayuda ya', author_id: requester_id }
    const ticket = {
      subject: 'No puedo entrar',
      comment,
      requester_id,
      submitter_id: requester_id,
      priority: 'low',
    }
    const answer = await post(`${served.url}/api/v2/tickets.json`, { ticket }, authorization)
    return String(Reflect.get(Object(Reflect.get(Object(answer), 'ticket')), 'id'))
  }
  const replies = () => [...sandbox.account.comments.values()].filter((comment) => comment.public).length - 1
  return { sandbox, env, begin, replies, speaking: { method: 'PUT' } as const }
}

const post = async (url: string, body: unknown, authorization: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', authorization }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json()
}

for (const [vendor, open] of [
  ['Freshdesk', openFreshdesk],
  ['Zendesk', openZendesk],
] as const) {
  t.test(`tickets of a ${vendor} are worked with from the command line`, async (t) => {
    const { sandbox, env: account, begin, replies, speaking } = await open(t)
    const env = { ...account, RELEVO_DATA_DIR: t.testdir(), USER: 'carmen' }
    const id = await begin()
    const tickets = async (args: string[], code = 0, surroundings: Surroundings = {}) => {
      const outcome = await run(['tickets', ...args], env, surroundings)
      t.equal(outcome.code, code, `${args.join(' ')}\n${outcome.out}${outcome.err}`)
      return outcome
    }

    t.match(
      (await tickets(['find', '--requester', 'marta@example.com'])).out,
      `#${id}  No puedo entrar  open`,
    )
    t.match(
      (await tickets(['show', id])).out,
      /subject +No puedo entrar\n[\s\S]*agent +nobody\n[\s\S]* {2}Ayuda ya\n/,
    )
    t.match((await tickets(['latest', id])).out, 'Ayuda ya')
    t.match((await tickets(['show', '4040'], 5)).err, 'There is no ticket #4040.')

    t.match((await tickets(['note', id, '--text', 'Llamó <antes>'])).out, /^The private note stands in/)
    t.match((await tickets(['reply', id, '--text', 'Hola'], 2)).err, '--yes')
    t.equal(replies(), 0, 'nothing reaches the customer without a person')
    const question = { stdin: 'y\n', isTTY: true }
    const { err } = await tickets(['reply', id, '--text', 'Hola, Marta'], 0, question)
    t.match(err, `Send this reply to the customer of #${id}? [y/N]`)
    t.match((await tickets(['reply', id, '--text', 'Hola, Marta', '--yes'])).out, 'not sent again')
    t.equal(replies(), 1)

    sandbox.faults.add({ kind: 'act-then-drop' }, { ...speaking, count: 1 })
    const lost = await tickets(['reply', id, '--yes', '--json'], 0, { stdin: 'Segunda respuesta' })
    t.match(JSON.parse(lost.out), { ok: true, adopted: true, private: false, ticket_id: id })
    t.equal(replies(), 2, 'a lost answer is no second mail')

    t.match(
      (await tickets(['assign', id, '--agent', 'ana@acme.example', '--group', 'facturacion'])).out,
      /group Facturación, agent Ana Ruiz/,
    )
    const { out } = await tickets([
      'update',
      id,
      '--status',
      'pending',
      '--priority',
      'high',
      '--add-tag',
      'vip',
    ])
    t.match(out, /: pending, high, .*tags .*vip/)
    const stale = ['update', id, '--priority', 'low', '--if-unchanged-since', '2020-01-01T00:00:00Z']
    t.match((await tickets(stale, 6)).err, 'Somebody else has changed')
    t.match((await tickets(['assign', id, '--group', 'Nadie'], 1)).err, /--group: There is no such group/)
    const summary = ['--summary', 'Quiere su factura', '--tried', 'FAQ', '--priority', 'urgent']
    t.match(
      (await tickets(['handover', id, '--group', 'Facturación', ...summary])).out,
      /Facturación \([\s\S]*may be told: \S/,
    )
    const thread = (await tickets(['conversation', id])).out
    t.match(
      thread,
      /Ayuda ya[\s\S]*PRIVATE\n {2}Llamó <antes>[\s\S]*Hola, Marta[\s\S]*Segunda respuesta[\s\S]*Quiere su factura/,
    )
    t.match(JSON.parse((await tickets(['show', id, '--json'])).out), {
      id,
      status: 'open',
      priority: 'urgent',
    })

    sandbox.faults.down()
    t.match((await tickets(['note', id, '--text', 'Otra'], 7)).err, 'Nothing was done; try again')
    t.match((await tickets(['show', id], 7)).err, 'try again')
    const trail = JSON.parse((await run(['audit', '--subject', id, '--json'], env)).out)
    t.match(trail.entries.at(0), { who: 'cli:carmen', what: 'addTicketNote', outcome: 'failed' })
    t.match(trail.entries.at(-1), { what: 'addTicketNote', outcome: 'done' })
  })
}

t.test('without a help desk, or without a store, it says so', async (t) => {
  t.match(await run(['tickets', 'find'], { RELEVO_DATA_DIR: t.testdir() }), {
    code: 3,
    err: /has no help desk[\s\S]*FRESHDESK/,
  })
  const folder = t.testdir({ 'relevo.db': 'not a database but long enough to be taken for one, hopefully' })
  const env = { FRESHDESK_DOMAIN: 'acme', FRESHDESK_API_KEY: 'good-key-0123456789', RELEVO_DATA_DIR: folder }
  t.match(await run(['tickets', 'find'], env), { code: 4, err: /Cannot open the store/ })
  t.match(await run(['tickets', 'find'], { ...env, RELEVO_CONFIG: '/nowhere.yaml' }), {
    code: 3,
    err: /faulty/,
  })
})
