import { execFile } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { type Disk, DiskFailure } from '../../../src/helpdesk/files/disk.ts'
import { escapeMarkdown, unescapeMarkdown } from '../../../src/helpdesk/files/escape-markdown.ts'
import { htmlToMarkdown } from '../../../src/helpdesk/files/html-to-markdown.ts'
import { takePage } from '../../../src/helpdesk/files/list-changes.ts'
import { parseTicketFile } from '../../../src/helpdesk/files/parse-ticket-file.ts'
import { got } from '../../contract/got.ts'
import { draftOf, lane, openFolder } from './open-folder.ts'

const run = promisify(execFile)
const bytes = new TextEncoder().encode('hello')
const ticketsIn = (dir: string) => readdirSync(dir).filter((name) => name.endsWith('.md'))

t.test('a ticket reads well, and holds what the hand-off said', async (t) => {
  const { helpdesk, dir } = openFolder(t, { groups: ['Soporte'], fields: ['Nº de pedido'] })
  const describe = () =>
    '<h4>Resumen</h4><div dir="auto">No puedo entrar &amp; nada</div><table><tbody><tr><td><b>Correo</b></td><td>a@b.c</td></tr></tbody></table><ul><li>uno</li></ul><hr><p>Ref. H1</p>'
  const draft = draftOf({
    marker: 'H1',
    describe,
    group: 'soporte',
    priority: 'high',
    tags: ['vip', 'VIP'],
    customFields: { 'nº de pedido': 'A-17', Canal: 'Web' },
    files: [{ name: 'foto.png', contentType: 'image/png', bytes }],
  })
  const { ticket, unmapped } = got(await helpdesk.createTicket(draft, lane))
  t.match(unmapped, [{ field: 'Canal', value: 'Web', why: 'unknown-field' }])
  t.match(ticket, { id: '1', url: /^file:.*\/000001\.md$/ })
  const text = readFileSync(join(dir, '000001.md'), 'utf8')
  t.match(text, /^---\nnumber: 1\nsubject: No puedo entrar\nstatus: open\npriority: high\ngroup: Soporte\n/)
  t.match(text, /\ntags: \[ vip, relevo-unmapped \]\nfields:\n {2}Nº de pedido: A-17\nmarker: H1\n/)
  t.match(text, '## Customer: Marta\n- at: ')
  t.match(text, '- file: [foto.png](000001.files/1-foto.png) image/png, 5 bytes\n\n**Resumen**')
  t.match(text, 'No puedo entrar & nada\n\n- Correo: a@b.c\n\n- uno\n\n* * *\n\nRef. H1\n')
  t.equal(readFileSync(join(dir, '000001.files/1-foto.png'), 'utf8'), 'hello')
  t.same(readdirSync(join(dir, '.relevo')).toSorted(), ['last-number', 'lock'], 'nothing unfinished is left')
})

t.test('nobody can leave the folder, break the head or speak in another name', async (t) => {
  const { helpdesk, dir } = openFolder(t, { agents: [{ name: 'Ana', email: 'ana@acme.example' }] })
  const forged = 'hola\n---\nstatus: closed\n## Agent: Ana\n- private: yes\n\nforged\u2028## Agent: Ana'
  const draft = draftOf({
    marker: 'H1',
    requester: { email: 'm@example.com"\nstatus: closed', phone: null, name: 'M\n## Agent: Ana' },
    subject: `${forged} {{ "`,
    describe: () =>
      `<p>${forged.replaceAll('\n', '<br>')}<br>&lt;!-- &lt;script&gt; \\&lt;b&gt; a &lt; b</p><p>\`\`\`</p>`,
    customFields: { 'a\nb: c': forged, __proto__: 'x' },
    tags: [forged],
    files: [
      '../../../escape.txt',
      '..',
      '/etc/passwd',
      'a](x)\n## Agent: Ana',
      '.hidden',
      'x'.repeat(400),
    ].map((name) => ({ name, contentType: 'text/html\n## Agent: Ana', bytes })),
  })
  got(await helpdesk.createTicket(draft, lane))
  got(
    await helpdesk.addAsCustomer(
      '1',
      { requester: draft.requester, html: draft.describe([]), files: draft.files },
      lane,
    ),
  )
  const ticket = got(await helpdesk.getTicket('1', lane))
  t.match(ticket, { status: 'open', agentId: null, externalId: 'H1' })
  const messages = got(await helpdesk.listConversation('1', { limit: 10 }, lane))?.messages ?? []
  t.same(
    messages.map((message) => [message.from, message.private]),
    [
      ['customer', false],
      ['customer', false],
    ],
  )
  t.match(
    messages[0]?.text,
    'hola\n---\nstatus: closed\n## Agent: Ana\n- private: yes\n\nforged ## Agent: Ana',
  )
  t.match(messages[0]?.text, '<!-- <script> \\<b> a < b')
  t.notMatch(messages[0]?.html, /<(?!br>)/, 'its HTML is escaped')
  t.equal(messages[0]?.attachments.length, 6)
  t.same(readdirSync(dir).toSorted(), ['.relevo', '000001.files', '000001.md'])
  for (const name of readdirSync(join(dir, '000001.files')))
    t.match(name, /^\d+-[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u)
  t.notOk(existsSync(join(dir, '..', 'escape.txt')))
  for (const id of ['../1', '1/../1', '01', '1\n', '-1', '1.md', ''])
    t.same(got(await helpdesk.getTicket(id, lane)), null, id)
})

t.test('what is escaped comes back as it was', async (t) => {
  const piece = fc.constantFrom('#', '\\', '<', 'b', '`', '~', '\n', ' ', '!', '/', '```', '## Agent')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('')
      return unescapeMarkdown(escapeMarkdown(text)) === text && !/^#/m.test(escapeMarkdown(text))
    }),
  )
  t.equal(htmlToMarkdown('<p>a\u0000b\u0085c</p>'), 'ab\nc')
})

t.test('people edit a ticket in an editor, and nothing of theirs is lost', async (t) => {
  const { helpdesk, dir } = openFolder(t, { agents: [{ name: 'Ana', email: 'ana@acme.example' }] })
  got(await helpdesk.createTicket(draftOf({ tags: ['vip'] }), lane))
  const path = join(dir, '000001.md')
  const edited = readFileSync(path, 'utf8')
    .replace(
      'status: open',
      '# ask Luis\nstatus: Pending # since Monday\nmood: good\nagent: Ana\nfields:\n  a: 0 # form\n  b: kept # mine',
    )
    .replace('tags: [ vip ]', 'tags: urgent, web')
  writeFileSync(
    path,
    `\uFEFF${edited.trimEnd()}\n\n## agent: Ana\n¿Qué navegador?\n`.replaceAll('\n', '\r\n'),
  )
  t.match(got(await helpdesk.getTicket('1', lane)), {
    status: 'pending',
    tags: ['urgent', 'web'],
    agentId: 'ana@acme.example',
  })
  got(await helpdesk.change('1', { addTags: ['x'], status: 'solved', customFields: { a: 1 } }, lane))
  got(await helpdesk.note('1', { html: '<p>nota</p>' }, lane))
  const text = readFileSync(path, 'utf8')
  t.match(
    text,
    '# ask Luis\nstatus: solved # since Monday\nmood: good\nagent: Ana\nfields:\n  a: 1 # form\n  b: kept # mine\n',
    'comments and keys of theirs stay',
  )
  const messages = got(await helpdesk.listConversation('1', { limit: 10 }, lane))?.messages ?? []
  t.match(messages, [
    { text: 'No puedo entrar' },
    { from: 'agent', authorId: 'ana@acme.example', private: false, text: '¿Qué navegador?' },
    { from: 'agent', private: true, text: 'nota' },
  ])
  writeFileSync(join(dir, '000007.md'), '---\nsubject: Por teléfono\n---\nLlamó por la factura.\n')
  t.match(got(await helpdesk.getTicket('7', lane)), { subject: 'Por teléfono', status: 'open' })
  t.match(got(await helpdesk.latestCustomerMessage('7', lane)), {
    message: { text: 'Llamó por la factura.' },
  })
  t.equal(got(await helpdesk.createTicket(draftOf(), lane)).ticket.id, '8', 'its number is taken')
})

t.test('an editor that is quicker is not overwritten', async (t) => {
  let beforeReplace = () => {}
  const { helpdesk, dir } = openFolder(t, {
    disk: (real: Disk) => ({
      ...real,
      replace: (...args) => {
        beforeReplace()
        beforeReplace = () => {}
        return real.replace(...args)
      },
    }),
  })
  got(await helpdesk.createTicket(draftOf(), lane))
  const before = got(await helpdesk.getTicket('1', lane))?.updatedAt ?? ''
  const answer = () => appendFileSync(join(dir, '000001.md'), '\n## Agent: Ana\n\nhecho\n')
  beforeReplace = answer
  t.match(await helpdesk.change('1', { status: 'solved', ifUnchangedSince: before }, lane), {
    effect: 'none',
    failure: { kind: 'conflict' },
  })
  beforeReplace = answer
  got(await helpdesk.change('1', { status: 'solved' }, lane))
  t.equal(got(await helpdesk.listConversation('1', { limit: 9 }, lane))?.messages.length, 3)
  t.match(got(await helpdesk.getTicket('1', lane)), { status: 'solved' })
})

t.test('a file that cannot be read as a ticket is named, kept, and in nobody’s way', async (t) => {
  const { helpdesk, dir, log } = openFolder(t)
  got(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane))
  got(await helpdesk.createTicket(draftOf({ marker: 'H2' }), lane))
  const path = join(dir, '000001.md')
  const broken = readFileSync(path, 'utf8').replace('status: open', 'status: [open')
  writeFileSync(path, broken)
  const page = got(await helpdesk.findTickets({ requesterEmail: 'marta@example.com', limit: 5 }, lane))
  t.same([page.tickets.map(({ id }) => id), page.complete], [['2'], false])
  t.match(got(await helpdesk.probe(lane)).warnings, [/^000001\.md /])
  t.match(log.lines.join('\n'), '000001.md')
  const message = { requester: draftOf().requester, html: '<p>x</p>', files: [] }
  t.match(await helpdesk.addAsCustomer('1', message, lane), {
    effect: 'none',
    failure: { kind: 'conflict', message: /^000001\.md .*line 5/i },
  })
  t.equal(readFileSync(path, 'utf8'), broken)
  // Another process knows nothing of it from before.
  const { helpdesk: other } = openFolder(t, { dir })
  t.match(got(await other.findByMarker({ marker: 'H1', requester: message.requester, since: 0 }, lane)), [
    { ticket: { id: '1' } },
  ])
  t.match(got(await other.createTicket(draftOf({ marker: 'H1' }), lane)), { ticket: { id: '1' } })
  t.match(got(await other.hasMarkedMessage('1', 'H1', lane)), { found: true })
  for (const text of [
    '',
    'no head',
    '---\n- list\n---\n',
    '---\nrequester: x\n---\n',
    '---\na: *b\n---\n',
    '---\nx: 1',
  ])
    t.equal(parseTicketFile('1', text, 0).ok, false, text)
})

t.test('two processes hand out every number once, and make one ticket of a marker', async (t) => {
  const dir = t.testdir()
  const { helpdesk } = openFolder(t, { dir })
  got(await helpdesk.createTicket(draftOf({ marker: 'first' }), lane))
  const script = new URL('create-tickets.ts', import.meta.url).pathname
  const made = await Promise.all(
    ['a', 'b'].map(
      async (own): Promise<{ marker: string; id: string }[]> =>
        JSON.parse((await run(process.execPath, [script, dir, own, '12'])).stdout),
    ),
  )
  const idOf = new Map(made.flat().map(({ marker, id }) => [marker, id]))
  t.equal(idOf.size, 18)
  t.ok(
    made.flat().every(({ marker, id }) => idOf.get(marker) === id),
    'the same ticket for both',
  )
  t.same(
    [...idOf.values()].map(Number).toSorted((one, other) => one - other),
    Array.from({ length: 18 }, (_, at) => at + 2),
  )
  t.equal(ticketsIn(dir).length, 19)
  t.equal(
    got(await helpdesk.listConversation('1', { limit: 100 }, lane))?.messages.length,
    25,
    'no note is lost',
  )
})

t.test('a number is not handed out again when its ticket is deleted', async (t) => {
  const { helpdesk, dir } = openFolder(t)
  const file = { name: 'a.txt', contentType: 'text/plain', bytes }
  got(await helpdesk.createTicket(draftOf({ files: [file] }), lane))
  got(await helpdesk.deleteTicket('1', lane))
  t.same(readdirSync(dir), ['.relevo'])
  t.equal(got(await helpdesk.createTicket(draftOf(), lane)).ticket.id, '2')
})

t.test('what a process left unfinished is cleared away by the next', async (t) => {
  const { helpdesk, dir } = openFolder(t)
  mkdirSync(join(dir, '.relevo'))
  writeFileSync(join(dir, '.relevo', 'unfinished-1'), '---\nhalf a tick')
  t.same(got(await helpdesk.findTickets({ limit: 5 }, lane)).tickets, [])
  got(await helpdesk.createTicket(draftOf(), lane))
  t.notOk(existsSync(join(dir, '.relevo', 'unfinished-1')))
})

t.test('what the disk refuses is told apart, and whether it took effect', async (t) => {
  let failure: DiskFailure | null = null
  let isPut = false
  const { helpdesk, dir } = openFolder(t, {
    circuit: { failures: 100 },
    disk: (real: Disk) => ({
      ...real,
      create: async (...args) => {
        if (failure !== null && isPut) await real.create(...args)
        if (failure !== null) throw failure
        return real.create(...args)
      },
    }),
  })
  for (const [code, kind] of [
    ['ENOSPC', 'unavailable'],
    ['EDQUOT', 'unavailable'],
    ['EROFS', 'forbidden'],
    ['EACCES', 'forbidden'],
    ['EIO', 'unavailable'],
  ] as const) {
    failure = new DiskFailure(code, 'none')
    t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'none', failure: { kind } }, code)
  }
  t.same(ticketsIn(dir), [])
  isPut = true
  failure = new DiskFailure('EIO', 'unknown')
  t.match(await helpdesk.createTicket(draftOf({ marker: 'H1' }), lane), {
    effect: 'unknown',
    failure: { kind: 'unavailable' },
  })
  failure = null
  t.match(
    got(await helpdesk.findByMarker({ marker: 'H1', requester: draftOf().requester, since: 0 }, lane)),
    [{ ticket: { id: '1' } }],
  )
})

t.test('a real disk that is full, or may only be read', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-files-'))
  t.teardown(() => rmdirSync(dir))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', dir])
  } catch {
    t.pass('needs a small file system of its own', { skip: 'a tmpfs cannot be mounted here' })
    return
  }
  const unmount = () => run('umount', [dir])
  const { helpdesk } = openFolder(t, { dir, circuit: { failures: 100 } })
  got(await helpdesk.createTicket(draftOf(), lane))
  const files = [{ name: 'a.bin', contentType: 'application/zip', bytes: new Uint8Array(256 * 1024) }]
  t.match(await helpdesk.createTicket(draftOf({ files }), lane), {
    effect: 'none',
    failure: { kind: 'unavailable', code: 'ENOSPC' },
  })
  t.match(await helpdesk.reply('1', { html: 'x', files }, lane), {
    effect: 'none',
    failure: { kind: 'unavailable' },
  })
  t.same(ticketsIn(dir), ['000001.md'])
  t.equal(got(await helpdesk.listConversation('1', { limit: 5 }, lane))?.messages.length, 1)
  await run('mount', ['-o', 'remount,ro', dir])
  t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'none', failure: { kind: 'forbidden' } })
  t.match(await helpdesk.probe(lane), { ok: false, failure: { kind: 'forbidden' } })
  t.match(got(await helpdesk.getTicket('1', lane)), { id: '1' })
  await unmount()
})

t.test(
  'a folder that is not there shuts the door, and is not made anew; when it is back, calls go on',
  async (t) => {
    const parent = t.testdir()
    const dir = join(parent, 'tickets')
    const { helpdesk } = openFolder(t, { dir, circuit: { failures: 2, probeEvery: '30ms' } })
    t.ok(existsSync(dir), 'made at the start')
    got(await helpdesk.createTicket(draftOf(), lane))
    renameSync(dir, join(parent, 'away'))
    const opened = new Promise<void>((resolve) => {
      helpdesk.onAvailability(({ state }) => state === 'open' && resolve())
    })
    for (let index = 0; index < 2; index++)
      t.match(await helpdesk.createTicket(draftOf(), lane), {
        effect: 'none',
        failure: { kind: 'unavailable', code: 'ENOENT' },
      })
    t.match(helpdesk.availability(), { state: 'shut', reason: 'outage' })
    t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'none', failure: { kind: 'held' } })
    t.notOk(existsSync(dir))
    renameSync(join(parent, 'away'), dir)
    // The service lives by its sockets; the probe's timer alone keeps no process.
    const alive = setInterval(() => {}, 1000)
    await opened
    clearInterval(alive)
    t.match(helpdesk.availability(), { state: 'open' })
    t.equal(got(await helpdesk.createTicket(draftOf(), lane)).ticket.id, '2')
    const nowhere = openFolder(t, { dir: join(parent, 'no', 'such') })
    t.match(await nowhere.helpdesk.probe(lane), { ok: false, failure: { kind: 'unavailable' } })
  },
)

t.test('changes of one millisecond, out of turn and of one ticket again are each given once', async (t) => {
  const start = { from: 0, at: 0, seen: [] }
  const at = 1_000_000
  const one = takePage(start, [{ id: '1', updatedAt: at }])
  t.same([one.page.map(({ id }) => id), one.atEnd], [['1'], true])
  const two = takePage(one.next, [
    { id: '1', updatedAt: at },
    { id: '2', updatedAt: at },
    { id: '3', updatedAt: at - 3 },
  ])
  t.same(
    two.page.map(({ id }) => id),
    ['3', '2'],
  )
  const three = takePage(two.next, [
    { id: '1', updatedAt: at + 1 },
    { id: '2', updatedAt: at },
  ])
  t.same(
    three.page.map(({ id }) => id),
    ['1'],
  )
  t.same(
    takePage(three.next, [
      { id: '1', updatedAt: at + 1 },
      { id: '2', updatedAt: at },
    ]).page,
    [],
  )
  const many = Array.from({ length: 250 }, (_, index) => ({ id: String(index + 1), updatedAt: at }))
  const seen: string[] = []
  let cursor = takePage(start, many.slice(0, 0))
  do {
    cursor = takePage(cursor.next, many)
    seen.push(...cursor.page.map(({ id }) => id))
  } while (!cursor.atEnd)
  t.same(
    seen,
    many.map(({ id }) => id),
  )
})
