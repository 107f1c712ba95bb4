import t from 'tap'
import { createCountLine } from '../../src/commands/tickets/count-line.ts'
import { describeMessage } from '../../src/commands/tickets/message-text.ts'
import type { TicketPage } from '../../src/helpdesk/ticket-desk.ts'
import { wrapText } from '../../src/ops/wrap-text.ts'
import type { Tickets } from '../../src/tickets/tickets.ts'
import { aMessage, aTicket, play } from './scripted-tickets.ts'

const page = (change: Partial<TicketPage> = {}): TicketPage => ({
  tickets: [aTicket()],
  next: null,
  total: null,
  complete: true,
  ...change,
})
const pages = (...all: TicketPage[]): Pick<Tickets, 'find'> => ({
  find: async () => ({ ok: true, value: all.shift() ?? page({ tickets: [] }) }),
})
t.test('find asks for what the options say, and shows a table', async (t) => {
  const { code, out, calls } = await play(
    [
      ...['find', '--requester', 'ann@example.com', '--phone', '+34 600', '--status', 'open', '--status'],
      ...['pending', '--priority', 'high', '--type', 'Incident', '--group', 'Pagos', '--agent', 'none'],
      ...[
        '--tag',
        'vip',
        '--tag',
        'eu',
        '--text',
        'no entra',
        '--field',
        'cf_order=A-1=2',
        '--created-after',
      ],
      ...['2026-11-01', '--updated-before', '2026-11-21T09:30:00+02:00', '--order=-created', '--utc'],
      ...['--helpdesk', 'second'],
    ],
    pages(page()),
  )
  t.equal(code, 0)
  t.same(calls, [
    [
      'find',
      {
        requesterEmail: 'ann@example.com',
        requesterPhone: '+34 600',
        status: ['open', 'pending'],
        priority: ['high'],
        type: ['Incident'],
        group: 'Pagos',
        agent: 'none',
        tags: ['vip', 'eu'],
        text: 'no entra',
        customFields: { cf_order: 'A-1=2' },
        createdAfter: '2026-11-01T00:00:00.000Z',
        updatedBefore: '2026-11-21T07:30:00.000Z',
        order: { by: 'created', direction: 'descending' },
        limit: 25,
      },
      { helpdesk: 'second' },
    ],
  ])
  t.equal(
    out,
    [
      'ticket  subject          status  priority  group        agent     changed (UTC)',
      '    #7  No puedo entrar  open    high      Facturación  Ana Ruiz  2026-11-21 09:00\n',
    ].join('\n'),
  )
})

t.test('a list is made of many pages, each ticket once', async (t) => {
  const many = Array.from({ length: 150 }, (_, index) => aTicket({ id: String(index + 1) }))
  const script = pages(
    page({ tickets: many.slice(0, 100), next: 'two', total: 300 }),
    page({ tickets: many.slice(99, 150), next: 'three', total: 300, complete: false }),
    page({ tickets: [aTicket({ id: '900' })], next: 'four', total: 300 }),
  )
  const { out, calls } = await play(['find', '--limit', '151', '--cursor', 'one', '--json'], script)
  const answer = JSON.parse(out)
  t.same(new Set(answer.tickets.map(({ id }: { id: string }) => id)).size, 151)
  t.match(answer, { next: 'four', total: 300, complete: false, tickets: [{ status_label: null }] })
  t.match(
    calls.map(([, query]) => query),
    [
      { limit: 100, cursor: 'one' },
      { limit: 51, cursor: 'two' },
      { limit: 1, cursor: 'three' },
    ],
  )
})

t.test('what a list may lack is said', async (t) => {
  const more = await play(['find', '--limit', '1'], pages(page({ next: 'x', total: 40, complete: false })))
  t.match(more.out, /There are more \(40 in all\); use --limit \(now 1,.*\n.*may not be all/)
  t.match(await play(['find'], pages(page({ tickets: [] }))), { code: 0, out: 'No tickets fit.\n' })
  t.match(await play(['find'], pages(page({ tickets: [], complete: false }))), { out: /may not be all/ })
  const own = aTicket({
    subject: null,
    status: 'other',
    statusLabel: 'Esperando',
    agentId: '99',
    groupId: null,
  })
  t.match(await play(['find'], pages(page({ tickets: [own] }))), {
    out: /\(no subject\) +Esperando +high +99 /,
  })
})

t.test('slow reading is told on a terminal', async (t) => {
  let shown = ''
  let time = 0
  const stderr = { isTTY: true, write: (text: string) => (shown += text) }
  const line = createCountLine(stderr, { now: () => time, after: () => () => {} })
  line.show(100, null)
  t.equal(shown, '')
  time = 1500
  line.show(200, 900)
  line.end()
  t.equal(shown, '\r200 of 900 tickets read …\u001b[K\r\u001b[K')
})

t.test('show tells the facts and what was said last', async (t) => {
  const script: Partial<Tickets> = {
    show: async () => ({ ok: true, value: aTicket({ subject: 'a\u001b[2Jb' }) }),
    conversation: async (_, { cursor }) => ({
      ok: true,
      value:
        cursor === undefined
          ? { messages: ['1', '2', '3'].map((id) => aMessage({ id, text: `text ${id}` })), next: 'two' }
          : { messages: [aMessage({ id: '4', private: true, from: 'agent', text: 'text 4' })], next: null },
    }),
  }
  const { out } = await play(['show', '#7', '--limit', '2', '--utc'], script)
  t.match(out, /^ticket +#7\nsubject +ab\nstatus +open\n/)
  t.match(out, /group +Facturación\nagent +Ana Ruiz\n[\s\S]*cf_order +A-1\n/)
  t.notMatch(out, 'cf_empty')
  t.match(out, 'changed    2026-11-21 09:00 (3 hours ago) = 2026-11-21T09:00:00Z')
  t.match(
    out,
    /\(2 earlier messages: relevo tickets conversation 7\)\n\nMarta \(customer\).*\n {2}text 3\n\nMarta \(agent\).*PRIVATE\n {2}text 4\n$/,
  )
  t.match(JSON.parse((await play(['show', '7', '--json'], script)).out), {
    id: '7',
    updated_at: '2026-11-21T09:00:00Z',
  })
  const all = await play(['conversation', '7', '--json'], script)
  t.match(JSON.parse(all.out), { messages: [{ id: '1' }, {}, {}, { id: '4', private: true }], next: null })
  t.match(await play(['conversation', '7', '--limit', '1'], script), {
    out: /^\(3 earlier messages not shown\)\n\nMarta \(agent\)/,
  })
})

t.test('latest shows what the customer wrote, or that there is nothing', async (t) => {
  const script = (value: ReturnType<typeof aMessage> | null): Partial<Tickets> => ({
    latestCustomerMessage: async () => ({ ok: true, value }),
  })
  t.match(await play(['latest', '7'], script(aMessage())), {
    code: 0,
    out: /Marta \(customer\).*\n {2}Hola\n/,
  })
  t.match(await play(['latest', '7'], script(null)), { code: 0, out: 'No customer has written on #7.\n' })
  t.same(JSON.parse((await play(['latest', '7', '--json'], script(null))).out), { message: null })
})

t.test('a message is made for the terminal it is read on', async (t) => {
  const style = { timeText: () => 'now', columns: 20, colour: false }
  const attachments = [
    { id: '1', name: 'a\u202eb.pdf', contentType: 'application/pdf', bytes: 12_300, url: null },
  ]
  const text = `Un texto bastante largo\r\n\r\n\r\n> ${'x'.repeat(30)}\u001b[31m`
  t.equal(
    describeMessage(aMessage({ text, attachments, authorName: null }), style),
    [
      'customer  now',
      '  Un texto bastante',
      '  largo',
      '',
      '  >',
      `  ${'x'.repeat(18)}`,
      `  ${'x'.repeat(12)}`,
      '  attached: ab.pdf (application/pdf, 12 kB)\n',
    ].join('\n'),
  )
  t.match(describeMessage(aMessage({ text: ' ' }), style), /\(no text\)/)
  t.same(wrapText('日本語日本語', 5), ['日本', '語日', '本語'])
  t.same(wrapText('  - a bb ccc', 8), ['  - a bb', '  ccc'])
})

t.test('wrong usage is told before anything is opened', async (t) => {
  const usage: [string[], RegExp][] = [
    [[], /Say what to do: find, /],
    [['burn'], /no "tickets burn"/],
    [['constructor'], /no "tickets constructor"/],
    [['show'], /number of the ticket is missing/],
    [['show', '7', '8'], /One ticket at a time/],
    [['show', '../7'], /no number of a ticket/],
    [['show', '7', '--cc', 'b@example.com'], /"tickets show" takes no --cc/],
    [['find', 'words'], /by options/],
    [['find', '--status', 'lost'], /--status: /],
    [['find', '--requester', 'nobody'], /--requester: /],
    [['find', '--limit', '0'], /--limit takes a whole number from 1 to 10000/],
    [['find', '--order', 'size'], /--order takes -updated, updated, /],
    [['find', '--created-after', 'soon'], /--created-after takes/],
    [['find', '--field', 'x'], /NAME=VALUE/],
    [['find', '--field', 'x='], /a value to look for/],
    [['find', '--field', 'x=1', '--field', 'x=2'], /twice/],
    [['assign', '7'], /Say to whom/],
    [['assign', '7', '--agent', 'a', '--nobody'], /exclude/],
    [['update', '7'], /at least one field/],
    [['update', '7', '--status', 'other'], /--status: /],
    [['update', '7', '--status', 'open', '--status', 'pending'], /--status can be given once/],
    [['update', '7', '--subject', 'x', '--if-unchanged-since', 'today'], /--if-unchanged-since takes/],
    [['note', '7', '--text', 'x', '--key', 'two words'], /--key takes/],
    [['handover', '7', '--summary', ' '], /--summary: Write something/],
  ]
  for (const [args, err] of usage) t.match(await play(args), { code: 2, err, calls: [] }, args.join(' '))
})
