import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { quickDelivery, startBridge, until } from './start-bridge.ts'

t.test('a hand-off becomes one ticket with exactly one call', async (t) => {
  const { put, settled, desk, events, history, lines } = await startBridge(t)
  const id = await put()
  const entry = await settled(id)
  t.match(entry, {
    state: 'delivered',
    ticket: { id: '1', action: 'created' },
    attempts: 1,
    writes: 1,
    flags: [],
  })
  t.same(
    desk.calls.map(({ verb, lane, reference }) => ({ verb, lane, reference })),
    [{ verb: 'createTicket', lane: 'new', reference: id }],
  )
  const [ticket] = desk.tickets
  t.match(ticket?.html, `Relevo ${id}`)
  t.match(ticket?.ticket.tags, ['relevo', 'bot', 'access'])
  t.same(await history(id), ['received', 'delivering', 'classified', 'write-marked', 'delivered'])
  t.match(entry.classification, { category: 'access' })
  await until(() => events.some(({ kind }) => kind === 'delivered'))
  t.match(events, [
    { kind: 'attempt', outcome: 'delivered' },
    { kind: 'delivered', action: 'created', attempts: 1 },
  ])
  for (const { line } of lines) t.notMatch(line, /ana@example|No puedo/)
})

t.test('many are delivered side by side, never more than allowed, and one person in order', async (t) => {
  const { put, settled, desk, ledger } = await startBridge(t, { started: false, concurrency: 3 }).then(
    (started) => started,
  )
  t.same(desk.calls, [])
  const ids: string[] = []
  for (let person = 0; person < 8; person++) {
    const requester = { email: `p${person}@example.org`, phone: null, name: null }
    for (const what of ['factura perdida', 'zapatos rotos']) ids.push(await put({ requester, summary: what }))
  }
  let underWay = 0
  let most = 0
  const { createTicket } = desk.helpdesk
  desk.helpdesk.createTicket = async (...given) => {
    underWay += 1
    most = Math.max(most, underWay)
    const result = await createTicket(...given)
    underWay -= 1
    return result
  }
  const second = await startBridge(t, { ledger, desk, concurrency: 3 })
  for (const id of ids) await settled(id)
  t.equal(desk.tickets.length, 16)
  t.equal(most, 3)
  for (let person = 0; person < 8; person++) {
    const own = desk.tickets.filter(({ requester }) => requester.email === `p${person}@example.org`)
    t.match(own[0]?.html, 'factura')
    t.match(own[1]?.html, 'zapatos')
  }
  await second.bridge.stop({ deadlineMs: 1000 })
})

t.test('a shut help desk costs no claim, no attempt and no call; it goes on when it opens', async (t) => {
  const { put, settled, desk, ledger } = await startBridge(t, { started: false })
  desk.setAvailability({ state: 'shut', reason: 'outage', since: 0, until: null, why: 'down' })
  const second = await startBridge(t, { ledger, desk })
  const id = await put()
  await new Promise((resolve) => setTimeout(resolve, 50))
  t.match(await ledger.find(id), { state: 'received', attempts: 0 })
  t.same(desk.calls, [])
  desk.setAvailability({ state: 'open' })
  t.match(await settled(id), { state: 'delivered', attempts: 1 })
  await second.bridge.stop({ deadlineMs: 1000 })
  t.equal(desk.listeners(), 0, 'and nobody listens after the stop')
})

t.test('refusals without effect are tried again until it works, without looking', async (t) => {
  const { put, settled, desk, events } = await startBridge(t)
  desk.script(
    'createTicket',
    { kind: 'refuse', failure: { kind: 'unavailable', message: 'no connection', status: null, code: null } },
    { kind: 'refuse', failure: { kind: 'rate-limited', message: 'slow', retryAt: Date.now() + 30 } },
    { kind: 'refuse', failure: { kind: 'forbidden', message: 'no', status: 403, code: null } },
  )
  const entry = await settled(await put())
  t.match(entry, { state: 'delivered', attempts: 4, failures: 1, writes: 1 })
  t.equal(desk.callsOf('createTicket').length, 4)
  t.equal(desk.callsOf('createTicket')[3]?.lane, 'retry')
  t.equal(desk.callsOf('findByMarker').length, 0)
  t.match(
    events.filter(({ kind }) => kind === 'attempt'),
    [
      { failure: 'unavailable' },
      { failure: 'rate-limited' },
      { failure: 'forbidden' },
      { outcome: 'delivered' },
    ],
  )
})

t.test('what the help desk refuses for its content is parked, and delivered when released', async (t) => {
  const { put, settled, desk, ledger, events } = await startBridge(t)
  desk.script('createTicket', {
    kind: 'refuse',
    failure: { kind: 'invalid', message: 'The help desk refuses: email.', status: 400, faults: [] },
  })
  const id = await put()
  t.match(await settled(id), { state: 'parked', why: 'The help desk refuses: email.', write: null })
  await until(() => events.some(({ kind }) => kind === 'parked'))
  await ledger.release(id, 'eva')
  await until(async () => (await ledger.find(id))?.state === 'delivered')
  t.equal(desk.tickets.length, 1)
})

t.test('fields that did not fit are flagged', async (t) => {
  const { put, settled, desk, events } = await startBridge(t)
  desk.script('createTicket', { kind: 'unmapped' })
  t.match(await settled(await put()), { state: 'delivered', flags: ['unmapped-fields'] })
  t.match(desk.tickets[0]?.html, 'cf_x')
  await until(() => events.some((event) => event.kind === 'flagged' && event.flag === 'unmapped-fields'))
})

t.test('a person may ask for a retry at once', async (t) => {
  const { put, desk, ledger, settled } = await startBridge(t, {
    config: { delivery: { ...quickDelivery, retryFirst: 600_000, retryCeiling: 600_000 } },
    random: () => 1,
  })
  desk.script('createTicket', {
    kind: 'refuse',
    failure: { kind: 'unavailable', message: 'no connection', status: null, code: null },
  })
  const id = await put()
  await until(async () => (await ledger.find(id))?.state === 'waiting')
  await ledger.retryNow(id, 'eva')
  t.match(await settled(id), { state: 'delivered', attempts: 2 })
})

t.test(
  'leaves the private note about the classification after the delivery, and only when configured',
  async (t) => {
    const { put, settled, desk } = await startBridge(t, {
      config: { classification: { note: true }, publicUrl: 'https://relevo.example' },
    })
    const id = await put()
    await settled(id)
    await until(() => desk.tickets[0]?.messages.length === 1)
    const [note] = desk.tickets[0]?.messages ?? []
    t.equal(note?.from, 'agent')
    t.match(note?.html, 'Clasificado por una regla: Acceso a la cuenta')
    t.match(note?.html, 'El texto contiene «no puedo entrar» (Acceso a la cuenta).')
    t.equal(desk.callsOf('addNote')[0]?.lane, 'background')
  },
)

t.test('a note that fails changes nothing', async (t) => {
  const { put, settled, desk, lines } = await startBridge(t, { config: { classification: { note: true } } })
  desk.script('addNote', { kind: 'throw' })
  const id = await put()
  t.match(await settled(id), { state: 'delivered' })
  const isTold = (line: string) => line.includes('note failed') && line.includes(`"handoffId":"${id}"`)
  await until(() => lines.some(({ line }) => isTold(line)))
  t.equal(desk.tickets.length, 1)
})

t.test('files are fetched and attached, and left out when the help desk finds them too large', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end('png')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { put, settled, desk } = await startBridge(t)
  const attachments = [
    { url: `http://127.0.0.1:${port}/foto.png`, name: null },
    { url: 'http://127.0.0.1:1/perdida.png', name: null },
  ]
  await settled(await put({ attachments }))
  t.match(desk.tickets[0]?.files, [{ name: 'foto.png', contentType: 'image/png' }])
  t.match(desk.tickets[0]?.html, 'perdida.png: no se pudo llegar al servidor')
  desk.script('createTicket', { kind: 'refuse', failure: { kind: 'too-large', message: 'Too large.' } })
  t.match(await settled(await put({ attachments, summary: 'otro asunto con zapatos' })), {
    state: 'delivered',
    attempts: 1,
    writes: 1,
  })
  t.same(desk.tickets[1]?.files, [])
  t.match(desk.tickets[1]?.html, 'foto.png: rechazado por la mesa de ayuda')
  t.match(desk.tickets[1]?.html, 'perdida.png: no se pudo llegar al servidor')
})
