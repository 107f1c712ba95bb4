import { getResponse } from 'msw'
import t from 'tap'
import { createControl } from '../../src/sandbox/control/create-control.ts'
import { openBoth } from './both-vendors.ts'

for (const { vendor, sandbox, authorization, look } of openBoth()) {
  const control = createControl(sandbox)
  const call = async (method: string, name: string, body?: unknown) => {
    const request = new Request(`http://127.0.0.1/_sandbox/${name}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const response = await control(request)
    return { status: response?.status, body: await response?.json() }
  }

  t.test(`${vendor}: people, choices and clock are controlled from outside`, async (t) => {
    const mail = { email: 'marta@example.com', subject: 'My bill', text: 'Where is it?' }
    const ids: number[] = []
    for (const name of ['Marta', undefined]) {
      const { status, body } = await call('POST', 'people/write', { ...mail, name })
      t.equal(status, 200)
      ids.push(body.ticketId)
    }
    const [ticketId = 0, into = 0] = ids
    const done = async (name: string, body: unknown) =>
      t.match(await call('POST', name, body), { status: 200 }, name)
    await done('people/edit', { ticketId, edit: { group: 'Orders' }, by: 'luis@acme.example' })
    await done('people/reply', { ticketId, text: 'We look into it' })
    await done('people/automate', { ticketId, edit: { priority: 'high' }, rule: 'Escalate' })
    await done('people/answer', { ticketId, text: 'Thanks' })
    t.match(look(ticketId), { group: 'Orders', priority: 'high', said: ['We look into it', 'Thanks'] })
    await done('before-write', { ticketId, edit: { priority: 'low' } })
    const write = new Request(`https://acme.example.com/api/v2/tickets/${ticketId}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: vendor === 'zendesk' ? '{"ticket":{"tags":["x"]}}' : '{"tags":["x"]}',
    })
    t.equal((await getResponse(sandbox.handlers, write))?.status, 200)
    t.match(look(ticketId), { priority: 'low', tags: ['x'] })
    await done('choices', { do: 'rename-group', name: 'Orders', to: 'Returns' })
    await done('choices', { do: 'add-group', name: 'New', agents: ['ana@acme.example'] })
    await done('choices', { do: 'remove-group', name: 'New' })
    await done('choices', { do: 'add-type', name: 'task' })
    if (vendor === 'freshdesk') await done('choices', { do: 'rename-type', name: 'task', to: 'job' })
    await done('choices', { do: 'remove-type', name: vendor === 'freshdesk' ? 'job' : 'task' })
    t.match(look(ticketId), { group: 'Returns' })
    await done('people/merge', { ticketId: into, into: ticketId })
    await done('people/remove', { ticketId })
    t.equal(look(ticketId).isDeleted, true)
    await done('clock', { skewMs: 120_000 })
    t.equal(sandbox.clock.skewedBy(), 120_000)
    t.match(await call('POST', 'people/edit', { ticketId, edit: { priority: 'low' } }), { status: 422 })
    t.match(await call('POST', 'people/edit', { ticketId, edit: { mood: 'good' } }), { status: 400 })
    t.match(await call('POST', 'people/dance', {}), { status: 404 })
    t.match(await call('GET', 'people/write'), { status: 404 })
  })

  t.test(
    `${vendor}: webhooks are added and taken away, and show what they sent, without secrets`,
    async (t) => {
      const own = { name: 'relevo', url: 'http://127.0.0.1:9/events' }
      const webhook =
        vendor === 'freshdesk'
          ? { ...own, on: 'create', headers: { 'x-secret': 'hush hush' } }
          : { ...own, on: ['create'], secret: 'hush hush' }
      t.match(await call('POST', 'webhooks', webhook), { status: 200 })
      t.match(await call('POST', 'webhooks', own), { status: 400 })
      t.match(await call('POST', 'webhooks/faults', { repeat: 1 }), {
        status: 200,
        body: { repeat: 1, lose: 0 },
      })
      const ticketId = sandbox.people.write({ email: 'marta@example.com', subject: 'x', text: 'y' })
      await sandbox.webhooks.settled()
      const { body } = await call('GET', 'webhooks/deliveries')
      t.match(body, [
        { name: 'relevo', ticketId, attempt: 1, isRepeat: false, status: null },
        { ticketId, isRepeat: true },
      ])
      t.notMatch(JSON.stringify(body), /hush/)
      t.match(await call('DELETE', 'webhooks'), { status: 200 })
      sandbox.people.write({ email: 'marta@example.com', subject: 'x', text: 'y' })
      await sandbox.webhooks.settled()
      t.equal(sandbox.webhooks.deliveries.length, 2)
    },
  )
}
