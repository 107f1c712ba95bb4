import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { readTicketFile } from '../../../src/training/files/read-ticket-file.ts'
import { TrainingRefused } from '../../../src/training/training-refused.ts'

const most = 100

const write = (t: Test, name: string, content: string | Uint8Array): string => {
  const path = join(t.testdir(), name)
  writeFileSync(path, content)
  return path
}

const refusal = async (work: Promise<unknown>): Promise<TrainingRefused> => {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(error instanceof TrainingRefused)) throw new Error('It was not refused.', { cause: error })
  return error
}

t.test('a spreadsheet in Spanish, as Excel writes it', async (t) => {
  const content =
    'sep=;\r\nN.º;Asunto;Descripción;Categoría;Cola;Prioridad;Idioma;Fecha de creación;Solicitante;Estado;Agente\r\n' +
    '1;Factura;"Me cobraron ""dos"" veces;\r\nquiero el dinero";Facturación;Cobros;Alta;es-ES;21/11/2026 9:30;ana@example.com;Cerrado;Eva\r\n' +
    '2;;¿Dónde está mi pedido?;Pedidos;;normal;;;luis@example.com;Abierto;\r\n'
  const path = write(t, 'tickets.csv', Buffer.from(content, 'latin1'))
  const { tickets, format, columns, unused } = await readTicketFile(path, { most })
  t.equal(format, 'CSV with ";", windows-1252')
  t.match(columns, {
    text: 'Descripción',
    category: 'Categoría',
    group: 'Cola',
    created: 'Fecha de creación',
  })
  t.same(unused, ['N.º'])
  t.same(tickets, [
    {
      name: 'line 3',
      subject: 'Factura',
      body: 'Me cobraron "dos" veces;\nquiero el dinero',
      labels: { category: 'Facturación', group: 'Cobros', priority: 'high' },
      tags: [],
      language: 'es',
      group: 'requester ana@example.com',
      createdAt: Date.UTC(2026, 10, 21, 9, 30),
      changedAt: null,
      state: 'settled',
    },
    {
      name: 'line 5',
      subject: null,
      body: '¿Dónde está mi pedido?',
      labels: { category: 'Pedidos', priority: 'medium' },
      tags: [],
      language: null,
      group: 'requester luis@example.com',
      createdAt: null,
      changedAt: null,
      state: 'untouched',
    },
  ])
})

t.test('exports of help desks, and data sets, by the names of their columns', async (t) => {
  const freshdesk =
    'Ticket ID,Subject,Status,Priority,Type,Agent,Group,Created time,Resolved time,Last update time,Tags,Description,Title\n'
  const row =
    '12,Hola,Resolved,Urgent,Question,No Agent,Ventas,2026-11-21 10:00:00,2026-11-21 12:00:00,2026-11-22 12:00:00,"vip, web",Quiero comprar,Jefa\n'
  const path = write(t, 'freshdesk.csv', `\uFEFF${freshdesk}${row}`)
  t.match((await readTicketFile(path, { most })).tickets, [
    {
      name: '#12',
      subject: 'Hola',
      body: 'Quiero comprar',
      labels: { type: 'Question', group: 'Ventas', priority: 'urgent' },
      tags: ['vip', 'web'],
      createdAt: Date.UTC(2026, 10, 21, 10),
      changedAt: Date.UTC(2026, 10, 21, 12),
      state: 'settled',
    },
  ])
  const zendesk = {
    id: 7,
    subject: 'Hi',
    description: 'Where is it?',
    status: 'open',
    priority: 'normal',
    type: 'question',
    group: { id: 1, name: 'Orders' },
    assignee: { id: 4 },
    requester: { id: 9, name: 'Ana' },
    tags: ['orders', 'web'],
    created_at: '2026-11-21T10:00:00Z',
  }
  const lines = `${JSON.stringify(zendesk)}\n\n{"text": "no end\n`
  const packed = write(t, 'zendesk.jsonl.gz', gzipSync(lines))
  const { tickets, broken, columns } = await readTicketFile(packed, { most })
  t.match(columns, { group: 'group.name' })
  t.match(tickets, [
    {
      labels: { type: 'question', group: 'Orders', priority: 'medium' },
      tags: ['orders', 'web'],
      state: 'underWay',
    },
  ])
  t.same(broken, [{ line: 3, why: 'It is not one JSON object.' }])
})

t.test('columns can be named, and what is named is not taken for something else', async (t) => {
  const path = write(t, 'a.tsv', 'id\tmessage\tlabel\treal label\n1\thello\tx\tgreeting\n')
  const wanted = { text: 'Message', labels: { category: 'real label' } }
  t.match((await readTicketFile(path, { most, wanted })).tickets, [
    { name: '#1', body: 'hello', labels: { category: 'greeting' } },
  ])
  const { code, message } = await refusal(readTicketFile(path, { most, wanted: { text: 'Mesage' } }))
  t.equal(code, 'usage')
  t.match(message, /no column "Mesage". It has: id, message, label, real label\./)
})

t.test('a file that is given back with cells made harmless is read as it was', async (t) => {
  const path = write(t, 'back.csv', "id,text,label\n1,'=1+1 is what?,maths\n2,'tis,verse\n")
  t.match((await readTicketFile(path, { most })).tickets, [{ body: '=1+1 is what?' }, { body: "'tis" }])
})

t.test('only the newest, and none from before', async (t) => {
  const rows = [10, 30, 20].map((day) => `text ${day},a,2026-11-${day}\n`).join('')
  const path = write(t, 'dated.csv', `text,label,date\n${rows}`)
  t.match((await readTicketFile(path, { most: 2 })).tickets, [{ body: 'text 30' }, { body: 'text 20' }])
  const { tickets } = await readTicketFile(path, { most, since: Date.UTC(2026, 10, 15) })
  t.same(
    tickets.map(({ body }) => body),
    ['text 30', 'text 20'],
  )
})

t.test('the newest of many, wherever they stand in the file', async (t) => {
  const day = (at: number) => new Date(Date.UTC(2020, 0, 1 + ((at * 211) % 600))).toISOString()
  const rows = Array.from({ length: 600 }, (_, at) => `text ${(at * 211) % 600},a,${day(at)}\n`).join('')
  const crooked = 'one,too,many,cells\n'.repeat(100)
  const path = write(t, 'many.csv', `text,label,date\n${crooked}${rows}`)
  t.match((await readTicketFile(path, { most: 2 })).tickets, [{ body: 'text 599' }, { body: 'text 598' }])
})

t.test('reading can be ended, also of what is small only while it is packed', async (t) => {
  const path = write(t, 'small.csv.gz', gzipSync(`text,label\n${'hello,a\n'.repeat(200_000)}`))
  const stopping = new AbortController()
  const reading = readTicketFile(path, { most: 1_000_000, signal: stopping.signal })
  stopping.abort()
  await t.rejects(reading)
  await t.rejects(readTicketFile(path, { most, signal: AbortSignal.abort() }))
})

t.test('a text of a megabyte is cut, and an emoji is not cut in two', async (t) => {
  const path = write(t, 'long.csv', `text,label\n"${'a'.repeat(19_999)}😀${'b'.repeat(1_000_000)}",x\n`)
  const [ticket] = (await readTicketFile(path, { most })).tickets
  t.equal(ticket?.body.length, 19_999)
})

t.test('what cannot be read is refused with what to do', async (t) => {
  const cases: [string, string | Uint8Array, string, RegExp][] = [
    ['a.csv', '', 'unusable', /is empty/],
    ['b.csv', 'text,label\n"never closed,x\n', 'unusable', /line 2: a quotation mark/],
    ['c.csv', 'foo,bar\n1,2\n', 'usage', /holds the text\? Name it with --text-column. It has: foo, bar/],
    ['d.csv', 'text,bar\n1,2\n', 'usage', /Name it with --label-column/],
    ['e.json', '[\n{"text": "a"},\n]', 'unusable', /no JSON object a line/],
    ['f.csv.gz', gzipSync('text,label\na,b\n'.repeat(999)).subarray(0, 40), 'unusable', /damaged or cut off/],
  ]
  for (const [name, content, code, message] of cases) {
    const refused = await refusal(readTicketFile(write(t, name, content), { most }))
    t.equal(refused.code, code, name)
    t.match(refused.message, message)
  }
  t.match(await refusal(readTicketFile('/nowhere.csv', { most })), {
    code: 'not-found',
    message: /no file \/nowhere.csv/,
  })
  t.match(await refusal(readTicketFile(t.testdir(), { most })), { message: /is a folder/ })
  t.match(await refusal(readTicketFile('/dev/null', { most })), {
    message: /no file, but a pipe or a device/,
  })
  const rows = Array.from({ length: 30 }, (_, row) => (row % 2 === 0 ? 'a,b' : 'a,b,c')).join('\n')
  const crooked = write(t, 'g.csv', `text,label\n${rows}\n`)
  t.match(await refusal(readTicketFile(crooked, { most })), {
    message: /15 of 30 rows cannot be read. Line 3: It has 3 cells/,
  })
})

t.test('texts alone will do where nobody asks what they are about', async (t) => {
  const path = write(t, 'texts.csv', 'text\nNo puedo entrar\n')
  t.equal((await refusal(readTicketFile(path, { most }))).code, 'usage')
  const { tickets } = await readTicketFile(path, { most, wanted: { labelled: false } })
  t.match(tickets, [{ name: 'line 2', body: 'No puedo entrar', labels: {} }])
})

t.test('a language that is none is not told, whatever it is called', async (t) => {
  const path = write(t, 'a.csv', 'text,label,language\nhola,a,constructor\nhola,a,Español\n')
  t.match((await readTicketFile(path, { most })).tickets, [{ language: null }, { language: 'es' }])
})

t.test('UTF-16 in either order, with and without a mark that says so', async (t) => {
  const content = Buffer.from('texto;categoria\n¿Dónde está?;pedidos\n', 'utf16le')
  const swapped = Buffer.from(content).swap16()
  const cases: [Uint8Array[], string][] = [
    [[Buffer.from([0xff, 0xfe]), content], 'utf-16le'],
    [[content], 'utf-16le'],
    [[Buffer.from([0xfe, 0xff]), swapped], 'utf-16be'],
    [[swapped], 'utf-16be'],
  ]
  for (const [parts, encoding] of cases) {
    const path = write(t, 'wide.csv', Buffer.concat(parts))
    const { tickets, format } = await readTicketFile(path, { most })
    t.equal(format, `CSV with ";", ${encoding}`)
    t.match(tickets, [{ body: '¿Dónde está?', labels: { category: 'pedidos' } }])
  }
})
