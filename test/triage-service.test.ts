import t, { type Test } from 'tap'
import { apiKey, getJson, postHandoff, type Service, startService } from './start-service.ts'
import { until } from './triage/find/open-world.ts'

const eventSecret = 'event-secret-0123456789'

const categories = {
  billing: {
    keywords: ['factura', 'recibo', 'invoice'],
    group: 'Billing',
    type: 'Question',
    tags: ['billing'],
  },
  access: { keywords: ['contraseña', 'password'], group: 'Access', tags: ['access'] },
}

const open = (t: Test, triage: object = {}, rest: object = {}) =>
  startService(t, {
    sandbox: {
      groups: [{ name: 'Billing' }, { name: 'Access' }, { name: 'First line' }],
      agents: [
        { name: 'Relevo', email: 'relevo@acme.example' },
        { name: 'Ana Ruiz', email: 'ana@acme.example' },
      ],
      fields: { types: ['Question', 'Problem'] },
    },
    helpdesk: { events: { secrets: [eventSecret] } },
    config: {
      categories,
      classification: { model: 'none' },
      triage: { every: '200ms', sweep: '200ms', control: 0, ...triage },
      ...rest,
    },
  })

const mail = (
  { sandbox }: Service,
  subject: string,
  text = 'Buenos días, escribo por lo que dice el asunto. Gracias.',
) => sandbox.people.write({ email: 'marta@example.com', name: 'Marta', subject, text })

const groupOf = ({ sandbox }: Service, id: number): string | null => {
  const groupId = sandbox.account.tickets.get(id)?.groupId ?? null
  return [...sandbox.account.groups.values()].find((group) => group.id === groupId)?.name ?? null
}

const seen = async (service: Service, id: number): Promise<Record<string, unknown> | undefined> => {
  const { tickets } = (await getJson(service, '/v1/triage/tickets')) as { tickets: Record<string, unknown>[] }
  return tickets.find((each) => each['ticket_id'] === String(id))
}

const post = async (service: Service, path: string, method = 'POST', body?: object) => {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

t.test('watches, is switched on for one category, files, stops, and takes it back', async (t) => {
  const service = await open(t)
  const first = mail(service, 'La factura de mayo está mal')
  await until(async () => (await seen(service, first)) !== undefined)
  t.match(await seen(service, first), {
    prediction: { category: 'billing', decided_by: 'rule', values: { group: 'Billing', type: 'Question' } },
    state: null,
    control: false,
  })
  t.equal(groupOf(service, first), null, 'nothing is written while it observes')

  t.equal((await post(service, '/v1/triage/categories/billing', 'PUT', { mode: 'apply' })).status, 200)
  const second = mail(service, 'Otro recibo que no es mío')
  const other = mail(service, 'He olvidado mi contraseña')
  await until(() => groupOf(service, second) === 'Billing')
  await until(async () => (await seen(service, second))?.['state'] === 'done')
  const ticket = service.sandbox.account.tickets.get(second)
  t.match(ticket, { type: 'Question', tags: ['billing'] })
  t.equal(groupOf(service, other), null, 'the other category still only observes')

  t.equal((await post(service, '/v1/triage/stop')).status, 200)
  const third = mail(service, 'Una factura repetida')
  await until(async () => (await seen(service, third)) !== undefined)
  t.match(await getJson(service, '/v1/triage'), { stopped: { who: 'api' } })

  const { runs } = (await getJson(service, '/v1/triage/runs')) as { runs: { id: string; applied: number }[] }
  t.match(runs, [{ applied: 1 }])
  service.sandbox.people.answer(second, '¿Hay novedades?')
  const undone = await post(service, `/v1/triage/runs/${runs[0]?.id}/undo`)
  t.match(undone.body, { undone: 1, touched: 0, failed: [] })
  t.equal(groupOf(service, second), null)
  t.match(service.sandbox.account.tickets.get(second), { type: null, tags: [] })
  t.equal(groupOf(service, third), null, 'what came while it was stopped is not written')

  const metrics = await (await fetch(`${service.url}/metrics`)).text()
  t.match(metrics, /relevo_triage_writes_total\{helpdesk="main",action="apply",adopted="no"\} 1/)
  t.match(
    metrics,
    /relevo_triage_predictions_total\{helpdesk="main",decided_by="rule",category="billing"\} 3/,
  )
  t.match(metrics, /relevo_triage_stopped 1/)
  t.notMatch(service.rawLogs(), /factura de mayo|Marta|marta@/, 'no log has a word of a ticket')
})

t.test('an event makes it look at once, and its own writes lead to nothing', async (t) => {
  const service = await open(t, { mode: 'apply', every: '10m', sweep: '10m' })
  const { sandbox, url } = service
  for (const on of ['create', 'update'] as const)
    sandbox.automations.add({
      name: `tell Relevo of ${on}`,
      on,
      url: `${url}/webhooks/freshdesk`,
      headers: { 'X-Webhook-Secret': eventSecret },
    })
  // The list has been read once at the start.
  await until(async () => JSON.stringify(await getJson(service, '/v1/triage')).includes('"caught_up_at":"'))
  const id = mail(service, 'La factura de mayo está mal')
  await until(() => groupOf(service, id) === 'Billing')
  await until(async () => (await seen(service, id))?.['state'] === 'done')
  sandbox.people.edit(id, { group: 'First line' }, 'ana@acme.example')
  await until(async () => {
    const left = (await seen(service, id))?.['left_with'] as { group?: string } | undefined
    return left?.group === 'First line'
  })
  t.equal(groupOf(service, id), 'First line', 'what a person sets stays')
  const writes = sandbox.requests.filter(
    ({ method, path }) => method === 'PUT' && path.endsWith(`/tickets/${id}`),
  )
  t.equal(writes.length, 1, 'one write for one prediction, although the help desk called back on it')
  t.match(await getJson(service, '/v1/triage'), { helpdesks: [{ events: { state: 'arriving' } }] })
})

t.test('leaves hand-offs alone, and learns from the ledger that they are some', async (t) => {
  const service = await open(t, { mode: 'apply' })
  const answer = await postHandoff(
    service,
    {
      user_email: 'ana@example.com',
      conversation_summary: 'La factura de mayo está mal',
      category: 'billing',
    },
    { wait: 10 },
  )
  const { ticket } = (await answer.json()) as { ticket: { id: number } }
  await until(async () => (await seen(service, ticket.id)) !== undefined)
  t.match(await seen(service, ticket.id), { skipped: 'handoff', prediction: null, state: null })
  const fake = mail(service, 'Una factura', 'No es mía.\n\nRelevo ho_01jd3k5x8q2v4w6y8z0a2b4c6d')
  await until(async () => (await seen(service, fake))?.['state'] === 'done')
  t.equal(groupOf(service, fake), 'Billing', 'a reference that somebody made up is none')
})

t.test('is off unless it is configured, and then asks the help desk for nothing', async (t) => {
  const service = await startService(t)
  mail(service, 'La factura de mayo está mal')
  t.match(await getJson(service, '/v1/triage'), { code: 'triage_off' })
  const answer = await fetch(`${service.url}/webhooks/freshdesk`, { method: 'POST', body: '{}' })
  t.equal(answer.status, 404, 'there is no such source')
  t.equal(service.sandbox.requests.filter(({ path }) => path.endsWith('/tickets')).length, 0)
  t.notMatch(await (await fetch(`${service.url}/metrics`)).text(), /relevo_triage/)
})
