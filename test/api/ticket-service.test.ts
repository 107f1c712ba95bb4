import t, { type Test } from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { realClock } from '../../src/sandbox/sandbox-clock.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { apiKey, startService } from '../start-service.ts'

interface Answer {
  status: number
  headers: Headers
  body: Record<string, unknown>
  text: string
}

interface VendorCall {
  url: string
  authorization: string
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const customer = 'ana@example.com'
/** Stands in everything that is said; it may stand in no log and in no trail. */
const secretWord = 'Zanahoria'

// Vendors tell times in whole seconds; versions of a ticket are told apart by them.
let shift = 0
const clock = { ...realClock, now: () => Date.now() + shift }

const send = async <T>(method: string, { url, authorization }: VendorCall, path: string, body: object) => {
  const headers = { authorization, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v2${path}`, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** What is done in the help desk itself, past Relevo. */
const vendors = {
  freshdesk: {
    open: async (call: VendorCall) => {
      const description = `<p>${secretWord} uno</p>`
      const ticket = { email: customer, subject: 'Factura', description, status: 2, priority: 1 }
      return String((await send<{ id: number }>('POST', call, '/tickets', ticket)).id)
    },
    setPriority: (call: VendorCall, id: string) => send('PUT', call, `/tickets/${id}`, { priority: 4 }),
    loseAnswer: { method: 'POST', path: '/tickets/*/reply', count: 1 },
  },
  zendesk: {
    open: async (call: VendorCall) => {
      const person = { user: { name: 'Ana', email: customer } }
      const made = await send<{ user: { id: number } }>('POST', call, '/users/create_or_update', person)
      const { id } = made.user
      const comment = { body: `${secretWord} uno`, author_id: id }
      const ticket = { subject: 'Factura', comment, requester_id: id }
      const { ticket: opened } = await send<{ ticket: { id: number } }>('POST', call, '/tickets', { ticket })
      return String(opened.id)
    },
    setPriority: (call: VendorCall, id: string) =>
      send('PUT', call, `/tickets/${id}`, { ticket: { priority: 'urgent' } }),
    loseAnswer: { method: 'PUT', path: '/tickets/**', count: 1 },
  },
} as const

const start = async (t: Test) => {
  const groups = [{ name: 'Billing', agents: ['luis@acme.example'] }, { name: 'Support' }]
  const agents = [
    { name: 'Ada Admin', email: 'ada@sandbox.example' },
    { name: 'Luis Gil', email: 'luis@acme.example' },
  ]
  const sandboxes = {
    freshdesk: createFreshdeskSandbox({ clock, agents, groups }),
    zendesk: createZendeskSandbox({ clock, agents, groups, searchDelayMs: 0 }),
  }
  const freshdesk = await serveSandbox({ sandbox: sandboxes.freshdesk })
  const zendesk = await serveSandbox({ sandbox: sandboxes.zendesk })
  const settings = { timeouts: { connect: '2s', request: '2s' }, budget: { share: 1 } }
  const service = await startService(t, {
    config: {
      helpdesks: {
        main: { vendor: 'freshdesk', baseUrl: freshdesk.url, apiKey: 'sandbox-key', ...settings },
        second: {
          vendor: 'zendesk',
          baseUrl: zendesk.url,
          email: 'ada@sandbox.example',
          apiToken: 'sandbox-token',
          ...settings,
        },
      },
    },
  })
  t.teardown(async () => {
    await freshdesk.close()
    await zendesk.close()
  })
  const callWith =
    (key: string) =>
    async (
      method: string,
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const answer = await fetch(`${service.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        text,
        body: text === '' ? {} : JSON.parse(text),
      }
    }
  const admin = callWith(apiKey)
  const makeKey = async (name: string, scopes: string[]) => {
    const { body } = await admin('POST', '/v1/keys', { name, scopes })
    return callWith(String(body['key']))
  }
  return {
    service,
    admin,
    read: await makeKey('reader', ['tickets:read']),
    write: await makeKey('writer', ['tickets:read', 'tickets:write']),
    desks: {
      freshdesk: {
        sandbox: sandboxes.freshdesk,
        call: { url: freshdesk.url, authorization: basic('sandbox-key:X') },
      },
      zendesk: {
        sandbox: sandboxes.zendesk,
        call: { url: zendesk.url, authorization: basic('ada@sandbox.example/token:sandbox-token') },
      },
    },
  }
}

const opened = await start(t)
const { service, admin, read, write, desks } = opened

t.test('the help desks are listed, with what they can do', async (t) => {
  const { status, body } = await read('GET', '/v1/helpdesks')
  t.equal(status, 200)
  t.match(body, {
    helpdesks: [
      { name: 'main', vendor: 'freshdesk', default: true, availability: { state: 'open' } },
      { name: 'second', vendor: 'zendesk', default: false, capabilities: { if_unchanged: 'vendor' } },
    ],
  })
  t.match((await read('GET', '/v1/tickets/1?helpdesk=third')).body, {
    code: 'no_helpdesk',
    errors: [{ field: 'helpdesk', message: /main, second/ }],
  })
})

for (const [helpdesk, vendor] of [
  ['main', 'freshdesk'],
  ['second', 'zendesk'],
] as const) {
  t.test(`everything can be done with a ticket of ${vendor}`, async (t) => {
    const { sandbox, call } = desks[vendor]
    const id = await vendors[vendor].open(call)
    const at = `helpdesk=${helpdesk}`
    const path = `/v1/tickets/${id}`
    const conversation = async () => {
      const { body } = await read('GET', `${path}/conversation?${at}`)
      return (body['messages'] ?? []) as { id: string; text: string; private: boolean; from: string }[]
    }
    const saying = async (words: string) => (await conversation()).filter(({ text }) => text.includes(words))

    const shown = await read('GET', `${path}?${at}`)
    t.match(shown.body, { id, subject: 'Factura', deleted: false })
    const first = String(shown.headers.get('etag'))
    t.equal((await read('GET', `${path}?${at}`, undefined, { 'if-none-match': first })).status, 304)
    t.match((await read('GET', `/v1/tickets/99999?${at}`)).body, { status: 404, code: 'not_found' })

    const latest = await read('GET', `${path}/latest-message?${at}`)
    t.match(latest.body, { message: { ticket_id: id, from: 'customer', text: `${secretWord} uno` } })
    const found = await read('GET', `/v1/tickets?requester_email=${customer}&${at}`)
    t.match(found.body, { tickets: [{ id }], next: null, complete: Boolean })

    const refused = await read('POST', `${path}/replies?${at}`, { text: `${secretWord} no` })
    t.match(refused.body, { status: 403, code: 'scope_missing' })

    const reply = { text: `${secretWord} dos <b>`, status: 'pending' }
    const key = { 'idempotency-key': `${vendor}-1` }
    const said = await write('POST', `${path}/replies?${at}`, reply, key)
    t.equal(said.status, 201)
    t.match(said.body, { ok: true, duplicate: false, ticket_id: id, private: false, status_problem: null })
    t.equal(said.headers.get('location'), `${path}/conversation?${at}`)
    const again = await write('POST', `${path}/replies?${at}`, reply, key)
    t.equal(again.status, 200)
    t.match(again.body, { duplicate: true, message_id: said.body['message_id'] })
    t.equal((await saying(' dos <b>')).length, 1, 'one message, however often it is asked for')
    const other = await write('POST', `${path}/replies?${at}`, { text: 'Something else' }, key)
    t.match(other.body, { status: 409, code: 'idempotency_conflict' })

    const note = { text: `${secretWord} tres` }
    const both = await Promise.all([
      write('POST', `${path}/notes?${at}`, note, { 'idempotency-key': `${vendor}-2` }),
      write('POST', `${path}/notes?${at}`, note, { 'idempotency-key': `${vendor}-2` }),
    ])
    const statuses = both.map(({ status }) => status).toSorted()
    // Whoever comes second meets the first at work, or finds it done.
    t.ok(['201,409', '200,201'].includes(statuses.join()), statuses.join())
    const notes = await saying(' tres')
    t.match(notes, [{ private: true }])
    t.equal(notes.length, 1)

    sandbox.faults.add({ kind: 'act-then-drop' }, vendors[vendor].loseAnswer)
    const lost = await write('POST', `${path}/replies?${at}`, { text: `${secretWord} cuatro` })
    t.match(lost, { status: 201, body: { ok: true, adopted: true, duplicate: false } })
    t.equal((await saying(' cuatro')).length, 1, 'what was lost is found, and not sent again')

    shift += 5000
    await vendors[vendor].setPriority(call, id)
    const stale = await write('PATCH', `${path}?${at}`, { add_tags: ['vip'] }, { 'if-match': first })
    t.match(stale.body, { status: 412, code: 'precondition_failed' })
    const fresh = String((await read('GET', `${path}?${at}`)).headers.get('etag'))
    shift += 5000
    const change = { add_tags: ['vip'], priority: 'low', custom_fields: { nothing_of_theirs: 'x' } }
    const changed = await write('PATCH', `${path}?${at}`, change, { 'if-match': fresh })
    t.match(changed, { status: 200, body: { ok: true, duplicate: false, ticket: { id, priority: 'low' } } })
    t.match(changed.body, { unmapped: [{ field: 'nothing_of_theirs', why: 'unknown-field' }] })
    const newer = String(changed.headers.get('etag'))
    t.not(newer, fresh)
    const tagged = await read('GET', `${path}?${at}`)
    t.ok((tagged.body['tags'] as string[]).includes('vip'))
    t.match(await write('PATCH', `${path}?${at}`, { group: 'Nobody' }), {
      status: 422,
      body: { code: 'invalid_value', errors: [{ field: 'group', code: 'not_a_choice', message: /Billing/ }] },
    })

    const assigned = await write(
      'PUT',
      `${path}/assignment?${at}`,
      { group: 'Billing', agent: 'luis@acme.example' },
      { 'if-match': newer },
    )
    t.match(assigned, { status: 200, body: { ticket: { agent_id: String, group_id: String } } })
    t.match(await write('PUT', `${path}/assignment?${at}`, { agent: null }, { 'if-match': '*' }), {
      status: 200,
      body: { ticket: { agent_id: null, group_id: String } },
    })

    const handed = await write('POST', `${path}/handover?${at}`, {
      group: 'Billing',
      priority: 'high',
      summary: `${secretWord} cinco`,
      tried: ['Asked for the number'],
      question: 'May it be refunded?',
    })
    t.match(handed, {
      status: 200,
      body: {
        ok: true,
        ticket_id: id,
        group: { name: 'Billing' },
        note_id: String,
        promise: { text: String },
      },
    })
    t.match(await saying(' cinco'), [{ id: handed.body['note_id'], private: true }])

    const trail = await admin('GET', `/v1/audit?subject=${id}&limit=200`)
    const entries = (trail.body['entries'] ?? []) as {
      who: string
      what: string
      outcome: string
      status: number
    }[]
    const ours = entries
      .filter(({ who }) => who === 'key:writer' || who === 'key:reader')
      .map(({ who, what, outcome, status }) => `${who} ${what} ${outcome} ${status}`)
    for (const deed of [
      'key:reader replyToTicket refused 403',
      'key:writer replyToTicket done 201',
      'key:writer replyToTicket done 200',
      'key:writer replyToTicket refused 409',
      'key:writer addTicketNote done 201',
      'key:writer updateTicket refused 412',
      'key:writer updateTicket done 200',
      'key:writer updateTicket refused 422',
      'key:writer assignTicket done 200',
      'key:writer handOverTicket done 200',
    ])
      t.ok(ours.includes(deed), deed)
    t.notMatch(trail.text, secretWord)
    t.notMatch(service.rawLogs(), new RegExp(`${secretWord}|${customer}`))
  })
}

t.test('what a help desk cannot look for is named', async (t) => {
  t.match((await read('GET', '/v1/tickets?q=factura')).body, {
    code: 'unsupported',
    errors: [{ field: 'q' }],
  })
  t.equal((await read('GET', '/v1/tickets?q=factura&helpdesk=second')).status, 200)
  t.match((await read('GET', '/v1/tickets?requester_phone=600&helpdesk=second')).body, {
    code: 'unsupported',
    errors: [{ field: 'requester_phone' }],
  })
  t.match((await read('GET', '/v1/tickets?group=Nobody')).body, {
    code: 'invalid_value',
    errors: [{ field: 'group', code: 'not_a_choice' }],
  })
})

t.test('a page goes on where the one before ended', async (t) => {
  const { call } = desks.freshdesk
  for (let made = 0; made < 2; made++) await vendors.freshdesk.open(call)
  const ids: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 5; pages++) {
    const { body } = await read(
      'GET',
      `/v1/tickets?requester_email=${customer}&limit=1&order=created${cursor}`,
    )
    const page = body as unknown as { tickets: { id: string }[]; next: string | null }
    ids.push(...page.tickets.map(({ id }) => id))
    if (page.next === null) break
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
  t.equal(ids.length, 3)
  t.equal(new Set(ids).size, 3)
})

t.test("the help desk refuses Relevo's own credentials: the answer says whose they are", async (t) => {
  desks.freshdesk.sandbox.faults.add({ kind: 'unauthorized' }, { method: 'GET' })
  t.teardown(() => desks.freshdesk.sandbox.faults.clear())
  const answer = await read('GET', '/v1/tickets/1')
  t.match(answer.body, { status: 502, code: 'helpdesk_credentials', detail: /not your API key/ })
  const shut = await read('GET', '/v1/tickets/1')
  t.match(shut.body, { status: 503, code: 'helpdesk_unavailable' }, 'the door is shut until a probe passes')
  t.ok(Number(shut.headers.get('retry-after')) >= 1)
})
