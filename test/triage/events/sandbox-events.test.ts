import t, { type Test } from 'tap'
import type { Automation } from '../../../src/sandbox/freshdesk/automations/automation.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { buildEventRoutes, freshdeskSecret, zendeskSecret } from './build-event-routes.ts'

const groups = [{ name: 'Billing, North: "A"' }, { name: 'Orders' }]
const mail = { email: 'marta@example.com', subject: 'My "bill", {twice}', text: 'Where\nis "it"?' }

const listen = async (t: Test) => {
  const routes = await buildEventRoutes(t)
  return { ...routes, url: await routes.app.listen({ host: '127.0.0.1', port: 0 }) }
}

const openFreshdesk = async (t: Test, rule: Partial<Automation>) => {
  const routes = await listen(t)
  const rules = (['create', 'update'] as const).map((on) => ({
    name: on,
    on,
    url: `${routes.url}/webhooks/freshdesk`,
    headers: { 'X-Webhook-Secret': freshdeskSecret },
    ...rule,
  }))
  const { people, webhooks } = createFreshdeskSandbox({ groups, automations: rules, clock: routes.clock })
  return { ...routes, people, webhooks }
}

t.test('a rule of Freshdesk with the content Simple tells of a ticket and of its changes', async (t) => {
  const { people, webhooks, hints, events } = await openFreshdesk(t, {})
  const id = people.write(mail)
  await webhooks.settled()
  people.edit(id, { group: 'Billing, North: "A"' })
  await webhooks.settled()
  people.edit(id, { group: 'Orders', priority: 'high' })
  await webhooks.settled()
  t.same(
    hints.map(({ ticketId, changes }) => [ticketId, changes.map(({ field, to }) => `${field} ${to}`)]),
    [
      [String(id), []],
      [String(id), ['group Billing, North: "A"']],
      [String(id), ['group Orders', 'priority High']],
    ],
  )
  t.same(hints[1]?.changes, [{ field: 'group', from: null, to: 'Billing, North: "A"' }])
  t.ok(events.every((event) => event.kind === 'event' && event.outcome === 'taken'))
})

t.test('and with a template whose JSON the customer’s words break', async (t) => {
  const { people, webhooks, hints } = await openFreshdesk(t, {
    template:
      '{"subject":"{{ticket.subject}}","ticket_id":"{{ticket.id}}","text":"{{ticket.description}}","triggered_event":"{{triggered_event}}"}',
  })
  const id = people.write(mail)
  people.edit(id, { status: 'solved' })
  await webhooks.settled()
  t.same(
    hints.map(({ ticketId }) => ticketId),
    [String(id), String(id)],
  )
  t.same(hints[1]?.changes, [{ field: 'status', from: 'Open', to: 'Resolved' }])
})

t.test('a trigger of Zendesk, signed as it signs', async (t) => {
  const { url, clock, hints, events } = await listen(t)
  const own = { name: 'relevo', url: `${url}/webhooks/zendesk`, secret: zendeskSecret }
  const { people, webhooks } = createZendeskSandbox({ clock, groups, webhooks: [own] })
  const id = people.write(mail)
  people.edit(id, { priority: 'high' })
  await webhooks.settled()
  t.same(
    hints.map(({ helpdesk, ticketId }) => `${helpdesk} ${ticketId}`),
    [`acme ${id}`, `acme ${id}`],
  )
  t.equal(events.length, 2)
})
