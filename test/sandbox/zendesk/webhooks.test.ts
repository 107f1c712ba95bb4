import { createHmac } from 'node:crypto'
import t, { type Test } from 'tap'
import type { WebhookOption } from '../../../src/sandbox/zendesk/webhooks/webhook-option.ts'
import { openReceiver, type Received } from '../webhooks/open-receiver.ts'
import { openZendesk } from './open-zendesk.ts'

const mail = { email: 'marta@example.com', subject: 'My "bill"', text: 'Where is it?' }

const open = async (t: Test, webhook: Partial<WebhookOption> = {}) => {
  const receiver = await openReceiver(t)
  const own = { name: 'relevo', url: receiver.url, secret: 'signing secret' }
  const opened = openZendesk({ webhooks: [{ ...own, ...webhook }], groups: [{ name: 'Billing' }] })
  const { people, webhooks } = opened.sandbox
  return { ...opened, receiver, people, webhooks }
}

const invocationOf = ({ headers }: Received) => headers['x-zendesk-webhook-invocation-id']

t.test(
  'a ticket that is made or changed calls, signed over timestamp and body with nothing between',
  async (t) => {
    const { people, webhooks, receiver } = await open(t)
    const id = people.write(mail)
    people.edit(id, { priority: 'high' })
    await webhooks.settled()
    t.equal(receiver.received.length, 2)
    for (const { headers, text, body } of receiver.received) {
      t.same(body, { ticket_id: String(id), updated_at: '2026-01-15T10:00:00Z' })
      const timestamp = String(headers['x-zendesk-webhook-signature-timestamp'])
      t.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      const expected = createHmac('sha256', 'signing secret')
        .update(timestamp + text)
        .digest('base64')
      t.equal(headers['x-zendesk-webhook-signature'], expected)
    }
    t.equal(new Set(receiver.received.map(invocationOf)).size, 2)
  },
)

t.test('our own update calls too, unless our agent is excluded; a rule’s always does', async (t) => {
  const { call, create, people, webhooks, receiver } = await open(t, {
    on: ['update'],
    exceptBy: ['ada@sandbox.example'],
    template: '{"id":{{ticket.id}},"title":"{{ticket.title}}","group":"{{ticket.group.name}}"}',
  })
  await create()
  await call('PUT', '/tickets/1', { ticket: { priority: 'high' } })
  await webhooks.settled()
  t.equal(receiver.received.length, 0)
  const id = people.write(mail)
  people.automate(id, { priority: 'low' })
  await webhooks.settled()
  t.same(
    receiver.received.map(({ body }) => body),
    [{ id, title: 'My "bill"', group: 'Billing' }],
  )
})

t.test('the same event comes twice on demand, under one invocation', async (t) => {
  const { people, webhooks, receiver } = await open(t)
  webhooks.faults.repeat = 1
  people.write(mail)
  await webhooks.settled()
  t.equal(receiver.received.length, 2)
  t.equal(new Set(receiver.received.map(invocationOf)).size, 1)
})

t.test(
  'called again after a conflict, or when a refusal says when, and not after other refusals',
  async (t) => {
    const { people, webhooks, receiver, clock } = await open(t)
    const attempts = async (...statuses: { status: number; headers?: Record<string, string> }[]) => {
      receiver.received.length = 0
      receiver.answers.splice(0, receiver.answers.length, ...statuses)
      people.write(mail)
      for (let step = 0; step < 40; step++) {
        await webhooks.settled()
        clock.advance(1_000)
      }
      await webhooks.settled()
      return receiver.received.length
    }
    const conflicts = Array.from({ length: 9 }, () => ({ status: 409 }))
    t.equal(await attempts({ status: 409 }), 2)
    t.equal(await attempts(...conflicts), 4)
    t.equal(await attempts({ status: 503, headers: { 'retry-after': '20' } }), 2)
    t.equal(await attempts({ status: 429, headers: { 'retry-after': '600' } }), 1)
    t.equal(await attempts({ status: 503 }), 1)
    t.equal(await attempts({ status: 401 }), 1)
  },
)
