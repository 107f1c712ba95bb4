import t, { type Test } from 'tap'
import type { Automation } from '../../../src/sandbox/freshdesk/automations/automation.ts'
import type { FreshdeskSandboxOptions } from '../../../src/sandbox/freshdesk/options.ts'
import { newTicket, openSandbox } from '../open-sandbox.ts'
import { openReceiver } from '../webhooks/open-receiver.ts'

const minutes = 60_000
const agents = [
  { name: 'Relevo', email: 'relevo@acme.example' },
  { name: 'Ana Ruiz', email: 'ana@acme.example' },
]
const groups = [{ name: 'Billing', agents: ['ana@acme.example'] }, { name: 'Orders' }]
const mail = { email: 'marta@example.com', subject: 'My "bill"', text: 'Where is it?' }

const open = async (
  t: Test,
  rules: Omit<Automation, 'name' | 'url'>[],
  more: FreshdeskSandboxOptions = {},
) => {
  const receiver = await openReceiver(t)
  const automations = rules.map((rule, index) => ({ ...rule, name: `rule ${index}`, url: receiver.url }))
  const opened = openSandbox({ agents, groups, automations, ...more })
  const { people, webhooks } = opened.sandbox
  const events = async () => {
    await webhooks.settled()
    return receiver.received.splice(0).map(({ body }) => body.freshdesk_webhook?.triggered_event)
  }
  return { ...opened, receiver, people, webhooks, events }
}

t.test('a new ticket and each change of a watched field call, with labels and strings', async (t) => {
  const { people, webhooks, receiver, events } = await open(t, [
    { on: 'create', headers: { 'x-secret': 'a long secret' } },
    { on: 'update', basic: { user: 'relevo', password: 'p' } },
  ])
  const id = people.write(mail)
  await webhooks.settled()
  const [made] = receiver.received.splice(0)
  t.match(made?.headers, { 'x-secret': 'a long secret', 'content-type': 'application/json' })
  t.match(made?.body, {
    freshdesk_webhook: {
      ...{ ticket_id: '1', ticket_subject: 'My "bill"', ticket_status: 'Open', ticket_priority: 'Low' },
      ...{ ticket_type: '', ticket_group_name: '', triggered_event: '{ticket_action:created}' },
    },
  })
  people.edit(id, { group: 'Billing' })
  await webhooks.settled()
  t.equal(receiver.received[0]?.headers.authorization, 'Basic cmVsZXZvOnA=')
  t.same(await events(), ['{group:{from:--,to:Billing}}'])
  people.edit(id, { group: 'Orders', priority: 'high', status: 'solved' })
  t.same(await events(), [
    '{group:{from:Billing,to:Orders},priority:{from:Low,to:High},status:{from:Open,to:Resolved}}',
  ])
  people.answer(id, 'Not solved!')
  t.same(await events(), ['{status:{from:Resolved,to:Open}}'])
  people.edit(id, { subject: 'Another', tags: ['vip'] })
  people.reply(id, 'We look into it')
  t.same(await events(), [], 'nothing watched has changed')
})

t.test('an update by the API calls too, unless the rule excludes its agent', async (t) => {
  const { call, people, events, webhooks } = await open(t, [
    { on: 'update' },
    { on: 'update', exceptBy: ['relevo@acme.example'] },
  ])
  const { id } = (await call('POST', '/tickets', newTicket())).body
  await call('PUT', `/tickets/${id}`, { priority: 3 })
  t.same(await events(), ['{priority:{from:Low,to:High}}'])
  t.same(
    webhooks.deliveries.map(({ name }) => name),
    ['rule 0'],
  )
  people.edit(id, { priority: 'low' })
  people.automate(id, { priority: 'urgent' })
  t.equal((await events()).length, 4)
  await call('PUT', `/tickets/${id}`, { priority: 4 })
  t.same(await events(), [], 'and what changes nothing calls nobody')
})

t.test('what the documents leave open can be worded otherwise', async (t) => {
  const { people, events } = await open(t, [{ on: 'update', watch: ['group', 'agent', 'type'] }], {
    eventWords: { nothing: '', names: { group: 'group_id' }, several: 'apart' },
  })
  const id = people.write(mail)
  people.edit(id, { group: 'Billing', agent: 'ana@acme.example', type: 'Refund', priority: 'high' })
  t.same((await events()).toSorted(), [
    '{agent:{from:,to:Ana Ruiz}}',
    '{group_id:{from:,to:Billing}}',
    '{type:{from:,to:Refund}}',
  ])
})

t.test(
  'an own template is sent as it is filled in, and may be broken by what a customer wrote',
  async (t) => {
    const template = '{"id": {{ticket.id}}, "subject": "{{ ticket.subject }}", "no": "{{ticket.nonsuch}}"}'
    const { people, webhooks, receiver } = await open(t, [
      { on: 'create', template },
      { on: 'create', template, escapes: true },
    ])
    people.write(mail)
    await webhooks.settled()
    const texts = receiver.received.map(({ text }) => text).toSorted()
    t.same(
      texts,
      [
        '{"id": 1, "subject": "My "bill"", "no": ""}',
        '{"id": 1, "subject": "My \\"bill\\"", "no": ""}',
      ].toSorted(),
    )
  },
)

t.test('one that failed is called again after 5, 30 and 60 minutes, and then no more', async (t) => {
  const { people, webhooks, receiver, clock } = await open(t, [{ on: 'create' }])
  receiver.answers.push(...Array.from({ length: 4 }, () => ({ status: 500 })))
  people.write(mail)
  await webhooks.settled()
  for (const [delay, attempts] of [
    [5, 2],
    [30, 3],
    [60, 4],
    [600, 4],
  ] as const) {
    clock.advance((delay - 1) * minutes)
    await webhooks.settled()
    clock.advance(minutes)
    await webhooks.settled()
    t.equal(receiver.received.length, attempts)
  }
  t.same(
    webhooks.deliveries.map(({ attempt, status }) => [attempt, status]),
    [1, 2, 3, 4].map((attempt) => [attempt, 500]),
  )
})

t.test('calls are lost, doubled and delayed on demand, and a reset forgets what waits', async (t) => {
  const { sandbox, people, webhooks, receiver, clock, events } = await open(t, [{ on: 'create' }])
  webhooks.faults.lose = 1
  people.write(mail)
  t.equal((await events()).length, 0)
  Object.assign(webhooks.faults, { lose: 0, repeat: 1 })
  people.write(mail)
  t.equal((await events()).length, 2)
  Object.assign(webhooks.faults, { repeat: 0, delayMs: 1_000 })
  people.write(mail)
  t.equal((await events()).length, 0)
  clock.advance(1_000)
  t.equal((await events()).length, 1)
  people.write(mail)
  sandbox.reset()
  clock.advance(1_000)
  t.equal((await events()).length, 0)
  t.same([webhooks.deliveries.length, webhooks.faults.delayMs], [0, 0])
  receiver.answers.push({ status: 500 })
  people.write(mail)
  sandbox.reset()
  await webhooks.settled()
  clock.advance(5 * minutes)
  t.equal((await events()).length, 1, 'nor is one that was on its way called again')
  await receiver.close()
  sandbox.people.write(mail)
  await webhooks.settled()
  t.match(webhooks.deliveries, [{ status: null, error: String }], 'nobody is there')
})
