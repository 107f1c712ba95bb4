import t from 'tap'
import { optionOfField } from '../../src/commands/tickets/option-of-field.ts'
import type { Said, Tickets, WriteOutcome } from '../../src/tickets/tickets.ts'
import { aTicket, now, play } from './scripted-tickets.ts'

const said: Said = {
  ticketId: '7',
  messageId: '71',
  private: false,
  createdAt: '2026-11-21T12:00:00Z',
  adopted: false,
  statusProblem: null,
}
const speaks = (value: Partial<Said> = {}, duplicate = false): Pick<Tickets, 'reply' | 'note' | 'show'> => {
  const outcome: WriteOutcome<Said> = { ok: true, value: { ...said, ...value }, duplicate }
  return {
    reply: async () => outcome,
    note: async () => outcome,
    show: async () => ({ ok: true, value: aTicket() }),
  }
}
type Refused = Extract<WriteOutcome<never>, { ok: false }>['refusal']
const refuses = (refusal: Refused): Pick<Tickets, 'note'> => ({ note: async () => ({ ok: false, refusal }) })
const lost = { kind: 'unavailable', message: 'The connection broke', status: null, code: null } as const

t.test('a reply goes out when a person says so', async (t) => {
  const typed = (stdin: string) =>
    play(['reply', '7', '--text', 'Ya está.', '--cc', 'b@example.com'], speaks(), {
      isTTY: true,
      stdin,
      columns: 60,
    })
  const yes = await typed('y\n')
  t.match(yes, { code: 0, out: 'The reply stands in #7, for the customer (message 71).\n' })
  t.match(
    yes.err,
    /#7 No puedo entrar \(open\)\n\n {2}Ya está\.\n\nCopies to: b@example\.com\nSend this reply to the customer of #7\? \[y\/N\] $/,
  )
  t.match(yes.calls, [
    ['show', '7', {}],
    [
      'reply',
      '7',
      { text: 'Ya está.', cc: ['b@example.com'], files: [], status: null },
      { who: 'cli:carmen', key: /^cli-[\w-]{32}$/ },
    ],
  ])
  t.same(yes.trail, [
    { who: 'cli:carmen', what: 'replyToTicket', subject: { kind: 'ticket', id: '7' }, outcome: 'done' },
  ])
  for (const stdin of ['n\n', '\n', 'yesterday\n', '']) {
    const no = await typed(stdin)
    t.match(no, { code: 1, err: /Nothing was sent\.\n$/, trail: [] })
    t.same(
      no.calls.map(([verb]) => verb),
      ['show'],
      'nothing is sent',
    )
  }
})

t.test('without a terminal a reply needs --yes', async (t) => {
  t.match(await play(['reply', '7'], {}, { stdin: 'Hola' }), {
    code: 2,
    err: /Nothing was sent: .*Add --yes/,
    calls: [],
  })
  t.match(await play(['note', '7', '--public', '--text', 'x']), { code: 2, err: /--yes/, calls: [] })
  const sent = await play(['reply', '7', '--yes', '--status', 'solved'], speaks(), {
    stdin: 'Señor,\nya está.\n\n',
  })
  t.match(sent, { code: 0, calls: [['reply', '7', { text: 'Señor,\nya está.', status: 'solved' }, {}]] })
  t.equal(sent.err, '')
  t.match(await play(['note', '7', '--text', 'x'], speaks({ private: true })), {
    code: 0,
    out: /^The private note stands in #7/,
    calls: [['note', '7', { text: 'x', private: true, files: [] }, {}]],
  })
})

t.test('text and attachments come from files', async (t) => {
  const folder = t.testdir({
    'reply.txt': 'Del fichero\n',
    'a.PDF': 'pdf',
    empty: '',
    latin: Buffer.from([0xe9]),
  })
  const { calls } = await play(
    ['reply', '7', '--yes', '--file', `${folder}/reply.txt`, '--attach', `${folder}/a.PDF`],
    speaks(),
  )
  t.match(calls, [
    [
      'reply',
      '7',
      {
        text: 'Del fichero',
        files: [{ name: 'a.PDF', contentType: 'application/pdf', bytes: Buffer.from('pdf') }],
      },
      {},
    ],
  ])
  for (const [args, err] of [
    [['--file', `${folder}/none`], /Cannot read .*none \(ENOENT\)/],
    [['--file', `${folder}/latin`], /not UTF-8/],
    [['--file', `${folder}/empty`], /--text: Write something/],
    [['--text', 'x', '--attach', `${folder}/empty`], /empty is empty/],
    // A device that never ends.
    [['--file', '/dev/zero'], /zero has more than 1 MB/],
    [['--text', 'x', '--attach', '/dev/zero'], /zero has more than 50 MB/],
    [['--text', 'x', '--file', 'y'], /exclude each other/],
    [[], /--text "…", --file FILE/],
  ] as const)
    t.match(await play(['reply', '7', '--yes', ...args]), { code: 2, err })
})

t.test('the same command has the same key, and any other one another', async (t) => {
  const keyOf = async (...args: string[]) => {
    const { calls } = await play(['reply', '7', '--yes', ...args], speaks())
    return Reflect.get(Object(calls[0]?.[3]), 'key')
  }
  const folder = t.testdir({ a: 'one', b: { a: 'two' } })
  const key = await keyOf('--text', 'x')
  t.equal(await keyOf('--text', 'x'), key)
  const others = await Promise.all([
    keyOf('--text', 'y'),
    keyOf('--text', 'x', '--cc', 'b@example.com'),
    keyOf('--text', 'x', '--helpdesk', 'second'),
    keyOf('--text', 'x', '--attach', `${folder}/a`),
    keyOf('--text', 'x', '--attach', `${folder}/b/a`),
  ])
  t.equal(new Set([key, ...others]).size, 6)
  t.equal(await keyOf('--text', 'x', '--key', 'mine-1'), 'mine-1')
})

t.test('what was sent before is said so', async (t) => {
  const again = (...args: string[]) => play(['reply', '7', '--yes', '--text', 'x', ...args], speaks({}, true))
  t.match(await again(), {
    code: 0,
    out: /^The same reply was sent in the last 24 hours.*not sent again.*--key NAME/,
  })
  t.match(await again('--key', 'k'), {
    code: 0,
    out: /^This was sent before under this key.*not sent again\.\n$/,
  })
  t.match(JSON.parse((await again('--json')).out), { ok: true, duplicate: true, message_id: '71' })
  t.match(await play(['reply', '7', '--yes', '--text', 'x'], speaks({ adopted: true })), {
    code: 0,
    out: /had arrived: message 71/,
  })
  t.match(await play(['reply', '7', '--yes', '--text', 'x'], speaks({ statusProblem: 'No.' })), {
    code: 1,
    out: /stands in/,
    err: 'But the ticket did not get its status: No.\n',
  })
})

t.test('each way to fail has its words and its exit code', async (t) => {
  const failed = <T extends object>(failure: T) => ({
    kind: 'failed',
    failure: { message: 'No.', ...failure },
  })
  const retryAt = now + 40_000
  const cases = [
    [
      { kind: 'no-helpdesk', message: 'Several.', choices: ['a'] },
      2,
      /Several\. Say which: --helpdesk/,
      'refused',
    ],
    [{ kind: 'no-helpdesk', message: 'None.', choices: [] }, 3, /None\./, 'refused'],
    [{ kind: 'key-conflict' }, 6, /used for something else/, 'refused'],
    [{ kind: 'under-way', retryAfterMs: 2000 }, 7, /same command again in 2 s/, 'refused'],
    [
      { kind: 'unknown-outcome', failure: lost, retryAfterMs: 90_000 },
      8,
      /The connection broke\.\n.*again in 90 s, with --key k-1: it is looked for first/,
      'unknown',
    ],
    [{ kind: 'unknown-outcome', failure: lost, retryAfterMs: null }, 8, /again does no harm/, 'unknown'],
    [failed({ kind: 'not-found' }), 5, /There is no ticket #7\./, 'refused'],
    [failed({ kind: 'gone' }), 5, /#7 is deleted/, 'refused'],
    [failed({ kind: 'conflict' }), 6, /Nothing was changed\. Look at the ticket again/, 'refused'],
    [
      failed({
        kind: 'invalid',
        status: 400,
        faults: [{ field: 'html', code: 'x', message: 'b\u001b[2Jad' }],
      }),
      1,
      /nothing was done\.\n {2}--text: bad\n/,
      'refused',
    ],
    [failed({ kind: 'too-large' }), 1, /too large/, 'refused'],
    [failed({ kind: 'unsupported' }), 1, /No\./, 'refused'],
    [failed({ kind: 'credentials', status: 401 }), 1, /relevo check/, 'failed'],
    [failed({ kind: 'forbidden', status: 403, code: null }), 1, /relevo check/, 'failed'],
    [failed({ kind: 'rate-limited', retryAt }), 7, /again in 40 s/, 'failed'],
    [
      failed({ kind: 'held', retryAt: now + 300_000 }),
      7,
      /Nothing was sent: No\. Try again in 5 min/,
      'failed',
    ],
    [failed({ ...lost, status: 503 }), 7, /Nothing was done; try again/, 'failed'],
  ] as [Refused, number, RegExp, string][]
  for (const [refusal, code, err, outcome] of cases) {
    const played = await play(['note', '7', '--text', 'x', '--key', 'k-1'], refuses(refusal))
    t.match(
      played,
      { code, err, out: '', trail: [{ what: 'addTicketNote', outcome }] },
      JSON.stringify(refusal),
    )
  }
  const json = await play(
    ['note', '7', '--text', 'x', '--json'],
    refuses({ kind: 'unknown-outcome', failure: lost, retryAfterMs: 1000 }),
  )
  t.match(JSON.parse(json.out), { ok: false, code: 'outcome_unknown', key: /^cli-/ })
  t.match(json.err, /with --key cli-/, 'the key is told, for a repeat')
  const missing = { kind: 'failed', failure: { kind: 'not-found', message: 'No.' } } as const
  t.match(await play(['show', '9'], { show: async () => ({ ok: false, refusal: missing }) }), {
    code: 5,
    err: 'There is no ticket #9.\n',
  })
})

t.test('assign and update change what they were told to', async (t) => {
  const changed = { ticket: aTicket({ tags: ['vip', 'eu'] }), unmapped: [] }
  const script: Partial<Tickets> = {
    assign: async () => ({ ok: true, value: changed, duplicate: false }),
    update: async () => ({ ok: true, value: changed, duplicate: false }),
  }
  t.match(await play(['assign', '7', '--agent', 'ana@acme.example', '--group', 'Pagos'], script), {
    code: 0,
    out: '#7 No puedo entrar: open, high, group Facturación, agent Ana Ruiz, tags vip eu\n',
    calls: [['assign', '7', { agent: 'ana@acme.example', group: 'Pagos' }, { who: 'cli:carmen', key: null }]],
    trail: [{ what: 'assignTicket', outcome: 'done' }],
  })
  t.same((await play(['assign', '7', '--nobody'], script)).calls[0]?.[2], { agent: null })
  const { calls, trail } = await play(
    [
      ...['update', '7', '--status', 'pending', '--priority', 'low', '--add-tag', 'eu', '--remove-tag', 'x'],
      ...['--set', 'cf_a=1', '--set', 'cf_b=', '--subject', 'Nuevo', '--type', '', '--key', 'k'],
      ...['--if-unchanged-since', '2026-11-21T09:00:00Z'],
    ],
    script,
  )
  t.same(calls[0]?.slice(0, 3), [
    'update',
    '7',
    {
      subject: 'Nuevo',
      status: 'pending',
      priority: 'low',
      type: null,
      addTags: ['eu'],
      removeTags: ['x'],
      customFields: { cf_a: '1', cf_b: null },
      ifUnchangedSince: '2026-11-21T09:00:00Z',
    },
  ])
  t.match(trail, [{ what: 'updateTicket' }])
  const partly = { ...changed, unmapped: [{ field: 'cf_a', value: '1', why: 'not-a-choice' as const }] }
  t.match(
    await play(['update', '7', '--set', 'cf_a=1'], {
      update: async () => ({ ok: true, value: partly, duplicate: false }),
    }),
    { code: 1, out: /^#7/, err: 'cf_a was not set: this is none of its choices. The rest was.\n' },
  )
})

t.test('handover says who has it, and what may be promised', async (t) => {
  const handed = {
    ticketId: '7',
    url: 'https://acme.example/tickets/7',
    agent: { id: '21', name: 'Ana Ruiz' },
    group: { id: '11', name: 'Pagos' },
    why: 'least-loaded' as const,
    noteId: '72',
    noteProblem: null,
    promise: {
      text: 'We answer within 4 hours.',
      officeHours: null,
      isOpen: null,
      firstResponseMinutes: 240,
    },
  }
  const script = (change: object = {}): Partial<Tickets> => ({
    handOver: async () => ({ ok: true, value: { ...handed, ...change }, duplicate: false }),
  })
  const args = ['handover', '7', '--group', 'Pagos', '--tried', 'a', '--tried', 'b', '--question', 'c?']
  const { out, calls, trail } = await play([...args, '--summary', 's'], script())
  t.match(
    out,
    /#7 is with Ana Ruiz, group Pagos \(who is there.*\nPrivate note: message 72\.\nThe customer may be told: We answer/,
  )
  t.match(calls, [
    [
      'handOver',
      '7',
      {
        agent: null,
        group: 'Pagos',
        pickAgent: true,
        status: 'open',
        summary: 's',
        tried: ['a', 'b'],
        question: 'c?',
      },
      { key: /^cli-/ },
    ],
  ])
  t.match(trail, [{ what: 'handOverTicket', outcome: 'done' }])
  t.match((await play(args, script(), { stdin: 'piped' })).calls, [
    ['handOver', '7', { summary: 'piped' }, {}],
  ])
  t.match(await play([...args, '--summary', 's'], script({ noteId: null, noteProblem: 'Refused.' })), {
    code: 1,
    err: 'But there is no note: Refused.\n',
  })
})

t.test('a fault names the option that was typed', async (t) => {
  t.same(
    ['customFields.cf_a', 'customFields', 'tags', 'group', 'cf_vendor', 'constructor'].map((field) => [
      optionOfField(field, 'query'),
      optionOfField(field, 'body'),
    ]),
    [
      ['--field cf_a', '--set cf_a'],
      ['--field', '--set'],
      ['--tag', '--add-tag'],
      ['--group', '--group'],
      ['cf_vendor', 'cf_vendor'],
      ['constructor', 'constructor'],
    ],
  )
})
