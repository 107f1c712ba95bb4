import t from 'tap'
import { serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import { getJson, postHandoff, startService } from './start-service.ts'

t.test('the whole service hands over to a Zendesk, once, and says the number', async (t) => {
  const sandbox = createZendeskSandbox({
    groups: [{ name: 'Soporte' }],
    fields: [
      {
        title: 'Canal',
        type: 'tagger',
        options: [{ name: 'Web', value: 'canal_web' }],
        requiredOnCreate: true,
      },
    ],
  })
  const served = await serveSandbox({ sandbox })
  const helpdesks = {
    main: {
      vendor: 'zendesk',
      baseUrl: served.url,
      email: 'ada@sandbox.example',
      apiToken: 'sandbox-token',
      timeouts: { connect: '1s', request: '1s' },
      circuit: { probeEvery: '200ms' },
    },
  }
  const service = await startService(t, { config: { helpdesks } })
  t.teardown(() => served.close())
  const body = {
    user_email: 'ana@example.com',
    user_name: 'Ana',
    conversation_summary: 'No puedo entrar en mi cuenta',
    category: 'access',
    message_id: 'm-1',
    custom_fields: { Canal: 'Paloma' },
  }
  const first = await postHandoff(service, body, { wait: 10 })
  t.equal(first.status, 201)
  t.match(await first.json(), {
    ok: true,
    status: 'delivered',
    ticket: { id: 1, url: `${served.url}/agent/tickets/1`, action: 'created' },
  })
  const again = await postHandoff(service, body, { wait: 10 })
  t.match(await again.json(), { duplicate: true, ticket: { id: 1 } })

  sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST', path: '/tickets', count: 1 })
  const other = { ...body, user_email: 'luis@example.com', message_id: 'm-2' }
  const lost = await postHandoff(service, other, { wait: 10 })
  t.match(await lost.json(), { status: 'delivered', ticket: { id: 2 } })
  t.equal(sandbox.account.tickets.size, 2)
  t.match(sandbox.account.tickets.get(1)?.description, 'Paloma', 'what is no choice stands in the text')
  t.ok(sandbox.account.tickets.get(1)?.tags.includes('relevo-unmapped'))
  t.match(await getJson(service, '/v1/custody'), { balanced: true, delivered: 2 })
  t.notMatch(service.rawLogs(), /sandbox-token|ana@example.com|No puedo entrar/)
})
