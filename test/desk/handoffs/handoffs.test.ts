import t, { type Test } from 'tap'
import { dayInZone } from '../../../src/desk/handoffs/day-in-zone.ts'
import { claimOne, deliver, store } from '../../ledger/contract/steps.ts'
import { aHandoff, anEntry } from '../../ledger/new-entry.ts'
import { openDesk } from '../open-desk.ts'

const put = (ledger: Parameters<typeof store>[0], key: string, change: Parameters<typeof aHandoff>[0] = {}) =>
  store(ledger, anEntry(key, { requesterKey: 'ana', handoff: aHandoff(change) }))

const open = async (t: Test) => {
  const desk = await openDesk(t)
  const learn = async () => {
    while (!(await desk.ledger.indexForSearch({ limit: 100 })).isEnd);
  }
  return { ...desk, learn }
}

t.test('lists hand-offs, newest first, with what a person wrote escaped', async (t) => {
  const { get, ledger } = await open(t)
  t.match((await get('/handoffs')).body, 'Nothing has been handed over yet')
  const first = await put(ledger, 'one', { subject: '<b>Printer</b>' })
  await deliver(ledger, await claimOne(ledger))
  const second = await put(ledger, 'two', {
    requester: { email: 'kim@example.org', phone: null, name: null },
  })
  const { body } = await get('/handoffs', { role: 'agent' })
  t.ok(body.indexOf(second) < body.indexOf(first))
  t.match(body, '&lt;b&gt;Printer&lt;/b&gt;')
  t.match(body, 'kim@example.org')
  t.match(body, /<a href="\/tickets\/\w+\/77">#77<\/a> <a class="outside" href="https:\/\/desk\.example\/77"/)
  t.match(body, '<span class="state good">delivered</span>')
  const spanish = (await get('/handoffs?state=delivered', { language: 'es' })).body
  t.match(spanish, 'entregada')
  t.match(spanish, 'Ver todo')
  t.notMatch(spanish, second)
})

t.test('finds by words, which never stand in an address', async (t) => {
  const { get, post, submit, ledger, learn } = await open(t)
  const id = await put(ledger, 'one', { summary: 'La conexión VPN falla' })
  const other = await put(ledger, 'two', { summary: 'Otra cosa' })
  await learn()
  const { location = '' } = (await post('/handoffs', { text: 'conexion' })).headers
  t.match(location, /^\/handoffs\?words=[\w-]+$/)
  t.notMatch(Buffer.from(location.slice(16), 'base64url').toString('latin1'), 'conexion')
  const found = await get(location)
  t.equal(found.statusCode, 200)
  t.match(found.body, id)
  t.notMatch(found.body, other)
  t.notMatch(found.body, /(?:href|action)="[^"]*conexion/)
  t.match(found.body, 'value="conexion"')
  const another = (await get(location, { role: 'agent' })).body
  t.match(another, 'known no more', 'it is worth nothing to anyone else')
  t.match(another, other)
  t.match((await submit('/handoffs', { text: 'nadie' })).body, 'Nothing fits')
  const filtered = await post('/handoffs', {
    text: ' ',
    state: 'parked',
    from: '2026-11-01',
    zone: 'Europe/Madrid',
  })
  t.equal(filtered.headers.location, '/handoffs?state=parked&from=2026-11-01&zone=Europe%2FMadrid')
  const day = await submit('/handoffs', { text: 'vpn', to: '2026-11-19' })
  t.notMatch(day.body, id)
})

t.test('says how far the search knows what there is', async (t) => {
  const { submit, ledger, clock, learn } = await open(t)
  await put(ledger, 'one')
  clock.jump(60_000)
  t.match((await submit('/handoffs', { text: 'x' })).body, 'still learning')
  await learn()
  t.notMatch((await submit('/handoffs', { text: 'x' })).body, 'still learning')
})

t.test('goes on by parts, and says when that was all', async (t) => {
  const { get, post, submit, ledger, learn } = await open(t)
  const ids: string[] = []
  for (let at = 0; at < 55; at += 1) ids.push(await put(ledger, `key-${at}`))
  await learn()
  const page = (await get('/handoffs')).body
  t.notMatch(page, ids[0])
  for (const [first, url] of [
    [page, '/handoffs/rows'],
    [(await submit('/handoffs', { text: 'log in' })).body, '/handoffs/rows'],
  ] as const) {
    const fields = Object.fromEntries(
      [...first.slice(first.indexOf('id="more"')).matchAll(/name="([a-z]\w*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    )
    const more = await post(url, fields, { part: true })
    t.match(more.body, '<hx-partial hx-target="#rows" hx-swap="beforeend"><tr>')
    for (const id of ids.slice(0, 5)) t.match(more.body, id)
    t.notMatch(more.body, ids[5])
    t.match(more.body, 'That is all.')
  }
})

t.test('shows one hand-off from the message to the ticket, in both languages', async (t) => {
  const { get, ledger } = await open(t)
  const before = await put(ledger, 'before')
  await deliver(ledger, await claimOne(ledger))
  const id = await put(ledger, 'one', {
    extra: { orderRef: 'A-17' },
    transcript: [{ from: 'user', text: 'one line\nand <another>', at: null }],
    attachments: [
      { url: 'javascript:alert(1)', name: 'odd' },
      { url: 'https://files.example/a.png', name: 'screen' },
    ],
  })
  const claim = await claimOne(ledger)
  await ledger.recordClassification(claim, {
    category: 'access',
    type: 'Question',
    group: null,
    priority: 'high',
    tags: ['access'],
    customFields: {},
    decidedBy: 'model',
    confidence: 0.91,
    reasons: [{ code: 'keyword', where: 'text', keyword: 'log in', category: 'access' }],
    steps: [{ step: 'model', verdict: 'decided', category: 'access', confidence: 0.91, ms: 1.5 }],
  })
  await ledger.park(claim, 'Freshdesk wants Product')
  const { body } = await get(`/handoffs/${id}`, { role: 'supervisor' })
  for (const text of ['Parked: needs a person', 'Freshdesk wants Product', 'orderRef', 'A-17', '91', 'model'])
    t.match(body, text)
  t.match(body, 'one line\nand &lt;another&gt;')
  t.match(body, `href="/handoffs/${before}"`, 'the person’s other one')
  t.match(body, `href="/repair/${id}"`)
  t.match(body, 'href="https://files.example/a.png"')
  t.notMatch(body, 'href="javascript:')
  t.notMatch((await get(`/handoffs/${id}`, { role: 'agent' })).body, `href="/repair/${id}"`)
  const spanish = (await get(`/handoffs/${id}`, { language: 'es' })).body
  t.match(spanish, 'Apartada: necesita a una persona')
  t.match(spanish, 'Lo decidió')
  t.equal((await get('/handoffs/ho_nothing')).statusCode, 404)
})

t.test('says that the content was deleted', async (t) => {
  const { get, ledger } = await open(t)
  const id = await put(ledger, 'one')
  await ledger.erase('ana', 'ann')
  const { body } = await get(`/handoffs/${id}`)
  t.match(body, 'The content is deleted')
  t.match(body, 'Person erased')
  t.notMatch(body, 'ana@example.org')
  t.match((await get('/handoffs')).body, 'content deleted')
})

t.test('a day begins when it does where the reader is, also when the clocks change', async (t) => {
  const at = (day: string, zone: string, later = 0) => {
    const begin = dayInZone(day, zone, later)
    return begin === null ? null : new Date(begin).toISOString()
  }
  t.equal(at('2026-11-21', 'UTC'), '2026-11-21T00:00:00.000Z')
  t.equal(at('2026-11-21', 'Europe/Madrid'), '2026-11-20T23:00:00.000Z')
  t.equal(at('2026-11-21', 'America/Bogota', 1), '2026-11-22T05:00:00.000Z')
  t.equal(at('2026-03-29', 'Europe/Madrid'), '2026-03-28T23:00:00.000Z')
  t.equal(at('2026-03-29', 'Europe/Madrid', 1), '2026-03-29T22:00:00.000Z')
  t.equal(at('2026-02-31', 'UTC'), null)
})
