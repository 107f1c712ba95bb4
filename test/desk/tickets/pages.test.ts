import t from 'tap'
import { followInbox } from '../../../src/desk/tickets/follow-inbox.ts'
import type { MessagePage, TicketQuery } from '../../../src/helpdesk/ticket-desk.ts'
import type { InboxPage } from '../../../src/inbox/inbox-intake.ts'
import type { ReadOutcome } from '../../../src/tickets/tickets.ts'
import { aVisitor } from './a-visitor.ts'
import { aMessage, aTicket, noon, openTickets } from './open-tickets.ts'

const aPage = (tickets: InboxPage['tickets']): InboxPage => ({
  ...{ helpdesk: 'main', tickets, atEnd: true, now: noon, expected: null },
  ...{ begunAt: 0, next: 'one', changedUntil: noon },
})

const failed = (kind: 'not-found' | 'unavailable'): ReadOutcome<never> => ({
  ok: false,
  refusal: {
    kind: 'failed',
    failure:
      kind === 'not-found' ? { kind, message: 'No.' } : { kind, message: 'Away.', status: null, code: null },
  },
})

t.test('the list shows what waits, whose it is and what it was taken for, in both languages', async (t) => {
  const { get, inbox } = await openTickets(t)
  await inbox.commitPage(
    aPage([
      {
        ticket: aTicket('1', { subject: '<b>Factura</b>', agentId: '3', priority: 'urgent' }),
        guess: { category: 'billing', confidence: 0.91 },
      },
      { ticket: aTicket('2', { status: 'solved', statusLabel: 'Resolved' }) },
      { ticket: aTicket('4', { status: 'closed', statusLabel: 'Told the bank' }) },
      { ticket: aTicket('3', { groupId: null, status: 'pending' }) },
    ]),
  )
  await inbox.nameRequester('main', '9', 'Ana Pérez')
  const page = await get('/tickets', { role: 'agent' })
  t.equal(page.statusCode, 200)
  t.match(page.body, '<a class="open" href="/tickets/main/1">&lt;b&gt;Factura&lt;/b&gt;</a>')
  t.match(page.body, 'Ana Pérez')
  t.match(page.body, /Facturación/)
  t.match(page.body, '91%')
  t.equal(page.body.match(/Needs a reply<\/span>/g)?.length, 1)
  t.notMatch(page.body, '/tickets/main/2"', 'what is solved is not in the way')
  t.match(page.body, 'hx-sse:connect="/tickets/live"')
  const others = await get('/tickets?status=solved', { role: 'agent', language: 'es' })
  t.match(others.body, '/tickets/main/2"')
  t.notMatch(others.body, '/tickets/main/1"')
  t.match(others.body, 'Falta responder')
  t.match(others.body, '>resuelto</span>', 'what every help desk has is said in the reader’s words')
  t.match((await get('/tickets?status=closed')).body, '>Told the bank</span>')
  t.match((await get('/tickets?agent=me', { role: 'agent' })).body, '/tickets/main/1"')
  t.match((await get('/tickets?agent=me', { role: 'admin' })).body, 'Nothing fits')
  t.match((await get('/tickets?agent=none&status=any', { role: 'agent' })).body, '/tickets/main/2"')
  t.match((await get('/tickets?group=main:7', { role: 'agent' })).body, 'value="main:7" selected')
  t.equal((await get("/tickets?group='&status=x&cursor=%00&reply=maybe")).statusCode, 200)
  t.match((await get('/tickets/feeds', { part: true })).body, '4 tickets, 1 need a reply')
})

t.test('words are posted, found, and in no address', async (t) => {
  const { get, post, submit, inbox } = await openTickets(t)
  await inbox.commitPage(
    aPage([{ ticket: aTicket('1', { subject: 'Impresora rota' }) }, { ticket: aTicket('2') }]),
  )
  const fields = { text: 'impresóra', status: 'any' }
  const { location = '' } = (await post('/tickets', fields, { role: 'agent' })).headers
  t.match(location, /^\/tickets\?words=[\w-]+&status=any$/)
  const found = await get(location, { role: 'agent' })
  t.match(found.body, '/tickets/main/1"')
  t.notMatch(found.body, '/tickets/main/2"')
  t.notMatch(found.body, 'hx-sse:connect', 'it stands still')
  t.match(found.body, 'value="impresóra"')
  t.match((await get(location, { role: 'admin' })).body, 'known no more')
  const next = Buffer.from(JSON.stringify([0, 'main', '1'])).toString('base64url')
  t.notMatch((await submit('/tickets', { ...fields, cursor: next })).body, '/tickets/main/1"')
  const none = await post('/tickets', { reply: 'yes', text: ' ' }, { role: 'agent' })
  t.equal(none.headers.location, '/tickets?reply=yes')
  t.match((await get('/tickets?text=impresora')).body, '/tickets/main/2"')
})

t.test('more are shown on demand, and an empty list says what to do', async (t) => {
  const { get, post, inbox } = await openTickets(t)
  t.match((await get('/tickets')).body, 'No ticket has been read yet')
  await inbox.commitPage(aPage(Array.from({ length: 60 }, (_, at) => ({ ticket: aTicket(String(at + 1)) }))))
  const first = (await get('/tickets')).body
  const rows = (body: string) => [...body.matchAll(/<tr id="t-main-(\d+)"/g)].map(([, id]) => id)
  const [, cursor = ''] = /name="cursor" value="([^"]+)"/.exec(first) ?? []
  const more = (await post('/tickets/rows', { cursor }, { part: true })).body
  t.equal(new Set([...rows(first), ...rows(more)]).size, 60)
  t.match(more, 'These are all.')
})

t.test('whoever looks sees what changes, once, and is let go', async (t) => {
  const { inbox, dependencies, clock } = await openTickets(t)
  const leaving = new AbortController()
  const answer = await followInbox(aVisitor(leaving.signal), dependencies)
  if (answer.kind !== 'stream') throw new Error('It is no stream.')
  const messages = answer.messages[Symbol.asyncIterator]()
  const first = messages.next()
  await inbox.keep('main', aTicket('5'), {})
  await clock.advance(1_000)
  const { value } = await first
  t.match(JSON.stringify(value), 't-main-5')
  const second = messages.next()
  await inbox.keep('main', aTicket('6', { status: 'solved' }), {})
  await clock.advance(1_000)
  await inbox.keep('main', aTicket('7'), {})
  await clock.advance(1_000)
  t.match(JSON.stringify((await second).value), 't-main-7')
  const third = messages.next()
  leaving.abort()
  t.equal((await third).done, true)
})

t.test('a ticket opens at once with what is known, and its mails follow', async (t) => {
  const page: MessagePage = {
    messages: [
      aMessage('1', {
        html: '<p>My invoice is wrong</p><script>alert(1)</script>',
        text: 'My invoice is wrong',
        attachments: [
          {
            id: 'a',
            name: 'bill.pdf',
            contentType: null,
            bytes: 2_500_000,
            url: 'https://files.example/a?sig=1',
          },
          { id: 'b', name: '<b>.txt', contentType: null, bytes: null, url: 'javascript:alert(1)' },
        ],
      }),
      aMessage('2', {
        private: true,
        from: 'agent',
        authorId: '3',
        authorName: 'Eva',
        html: '<p>Look at it</p>',
      }),
      ...Array.from({ length: 12 }, (_, at) =>
        aMessage(String(at + 3), { from: 'agent', authorId: '3', authorName: 'Eva' }),
      ),
    ],
    next: null,
  }
  const { get, inbox } = await openTickets(t, {
    show: async () => ({ ok: true, value: aTicket('1', { subject: 'The invoice' }) }),
    conversation: async () => ({ ok: true, value: page }),
  })
  await inbox.keep('main', aTicket('1'), {})
  await inbox.keep('main', aTicket('2', { subject: 'Before that' }), {})
  const opened = (await get('/tickets/main/1', { role: 'agent' })).body
  t.match(opened, '<h1>Subject 1</h1>')
  t.match(opened, 'hx-get="/tickets/main/1/thread"')
  t.match(opened, '<section id="drafts" hx-get="/tickets/main/1/drafts" hx-trigger="load">')
  t.match(opened, 'Before that', 'other tickets of the customer')
  t.match(opened, 'href="https://acme.example/a/tickets/1" target="_blank" rel="noopener noreferrer"')

  const thread = (await get('/tickets/main/1/thread', { role: 'agent', part: true })).body
  t.notMatch(thread, 'alert(1)')
  t.match(thread, /6 earlier messages/)
  t.match(thread, /Ana Pérez<\/dd><dt>E-mail<\/dt><dd>ana@example\.org/)
  t.notMatch(thread, 'bill.pdf', 'what is folded comes when somebody wants it')
  const [, more = ''] = /hx-get="([^"]*earlier[^"]*)"/.exec(thread) ?? []
  const earlier = (await get(more.replaceAll('&amp;', '&'), { role: 'agent', part: true })).body
  t.equal([...`${earlier}${thread}`.matchAll(/<article /g)].length, 14)
  t.notMatch(earlier, 'alert(1)')
  t.match(
    earlier,
    /href="https:\/\/files\.example\/a\?sig=1" target="_blank" rel="noopener noreferrer">bill\.pdf/,
  )
  t.match(earlier, '2.5 MB')
  t.match(earlier, '&lt;b&gt;.txt')
  t.match(thread, '<h1>The invoice</h1>', 'the head as it is now')
  t.match(thread, `/tickets/main/1/changed?since=${noon}`)
  t.match(await inbox.find({ helpdesk: 'main', ticketId: '1' }), {
    subject: 'The invoice',
    requesterName: 'Ana Pérez',
    needsReply: false,
    category: 'billing',
    confidence: 0.87,
  })
  const why = (await get('/tickets/main/1/why', { role: 'agent', part: true })).body
  t.match(why, 'model')

  t.equal((await get(`/tickets/main/1/changed?since=${noon}`, { part: true })).body, '')
  await inbox.keep('main', aTicket('1', { updatedAt: new Date(noon + 1).toISOString() }), {})
  t.match((await get(`/tickets/main/1/changed?since=${noon}`, { part: true })).body, 'Somebody has changed')
})

t.test('a help desk that fails says so in plain words, and what is known stays', async (t) => {
  const { get, inbox } = await openTickets(t, {
    show: async () => failed('not-found'),
    conversation: async () => failed('not-found'),
    find: async () => failed('unavailable'),
    people: async () => failed('unavailable'),
  })
  await inbox.keep('main', aTicket('1'), {})
  await inbox.keep('main', aTicket('2'), {})
  t.match((await get('/tickets/main/1')).body, '<h1>Subject 1</h1>')
  t.match((await get('/tickets/main/1/thread', { part: true })).body, 'has no such ticket')
  t.match((await get('/tickets/main/1/thread', { part: true, language: 'es' })).body, 'no tiene ese ticket')
  const others = (await get('/tickets/main/1/others', { part: true })).body
  t.match(others, 'does not answer')
  t.match(others, '/tickets/main/2"')
  t.match((await get('/tickets/main/9')).body, '<h1>Ticket 9</h1>')
  t.equal((await get('/tickets/nowhere/9')).statusCode, 404)
  t.equal((await get('/tickets/main/%3Cb%3E')).statusCode, 404)
})

t.test('the help desk is asked for other tickets of the customer by its own search', async (t) => {
  const asked: TicketQuery[] = []
  const { get, inbox } = await openTickets(t, {
    find: async (query) => {
      asked.push(query)
      const tickets = [aTicket('1'), aTicket('8', { subject: 'Years ago' })]
      return { ok: true, value: { tickets, next: null, total: null, complete: true } }
    },
  })
  await inbox.keep('main', aTicket('1'), {})
  const others = (await get('/tickets/main/1/others', { part: true })).body
  t.match(others, 'Years ago')
  t.notMatch(others, '/tickets/main/1"')
  t.match(asked, [{ requesterId: '9' }])
})
