import t from 'tap'
import type { Message } from '../../schemas/ticket.ts'
import { chooseHelpdesk, defaultHelpdesk } from '../../src/tickets/choose-helpdesk.ts'
import { decideAfterLook, type Look } from '../../src/tickets/decide-after-look.ts'
import { type Asked, decideRepeat, type KnownWrite } from '../../src/tickets/decide-repeat.ts'
import { clockAllowanceMs, findOwnMessages, saysSame } from '../../src/tickets/find-own-message.ts'
import { identifyWrite, type WriteContent } from '../../src/tickets/identify-write.ts'
import { readHandOverReason } from '../../src/tickets/read-hand-over-reason.ts'

const now = Date.UTC(2026, 10, 21)
const hourMs = 3_600_000

t.test('a help desk is the named one, the only one, or main', async (t) => {
  const cases: [names: string[], wanted: string | undefined, chosen: string | null][] = [
    [['main'], undefined, 'main'],
    [['shop'], undefined, 'shop'],
    [['shop'], 'shop', 'shop'],
    [['shop', 'main'], undefined, 'main'],
    [['shop', 'main'], 'shop', 'shop'],
    [['shop', 'bank'], undefined, null],
    [['shop', 'bank'], 'main', null],
    [['shop'], 'other', null],
    [[], undefined, null],
    [[], 'main', null],
  ]
  for (const [names, wanted, chosen] of cases) {
    const found = chooseHelpdesk(names, wanted)
    t.equal(found.ok ? found.name : null, chosen, `${names} ${wanted}`)
    if (!found.ok) t.match(found.refusal, { kind: 'no-helpdesk', choices: names })
  }
  t.equal(defaultHelpdesk(['shop', 'bank']), null)
})

t.test('what a repeat means', async (t) => {
  const known: KnownWrite = {
    fingerprint: 'a',
    state: 'done',
    lease_until: 0,
    lost_at: null,
    good_until: now + hourMs,
  }
  const asked: Asked = { fingerprint: 'a', speaks: true, now }
  const live = { state: 'sending', lease_until: now + 1 } as const
  const dead = { state: 'sending', lease_until: now } as const
  const lost = { state: 'unknown', lost_at: now - 5 } as const
  const cases: [string, Partial<KnownWrite> | null, Partial<Asked>, object][] = [
    ['nothing is known', null, {}, { kind: 'begin' }],
    ['it was done', {}, {}, { kind: 'duplicate' }],
    ['it was done, and sets values', {}, { speaks: false }, { kind: 'duplicate' }],
    ['it was something else', {}, { fingerprint: 'b' }, { kind: 'key-conflict' }],
    ['it was done, and has expired', { good_until: now }, {}, { kind: 'replace' }],
    ['something else has expired', { good_until: now }, { fingerprint: 'b' }, { kind: 'replace' }],
    ['it is being done', live, {}, { kind: 'under-way' }],
    ['it is being done, beyond its time', { ...live, good_until: now }, {}, { kind: 'under-way' }],
    ['something else is being done', live, { fingerprint: 'b' }, { kind: 'key-conflict' }],
    ['it is being looked for', { ...lost, lease_until: now + 1 }, {}, { kind: 'under-way' }],
    ['whoever did it died', dead, {}, { kind: 'look', lostAt: now }],
    ['whoever set values died', dead, { speaks: false }, { kind: 'send-again' }],
    ['its answer was lost', lost, {}, { kind: 'look', lostAt: now - 5 }],
    ['the answer of what sets values was lost', lost, { speaks: false }, { kind: 'send-again' }],
    ['its answer was lost a day ago', { ...lost, good_until: now }, {}, { kind: 'replace' }],
    ['a done write has no lease', { lease_until: now + 1, good_until: now }, {}, { kind: 'replace' }],
  ]
  for (const [title, changes, change, decision] of cases) {
    const row = changes === null ? null : { ...known, ...changes }
    t.same(decideRepeat(row, { ...asked, ...change }), decision, title)
  }
})

t.test('what follows from a look', async (t) => {
  const settleMs = 45_000
  const unreadable = (retryAt?: number): Look => ({
    kind: 'unreadable',
    failure:
      retryAt === undefined
        ? { kind: 'forbidden', message: 'No.', status: 403, code: null }
        : { kind: 'rate-limited', message: 'Later.', retryAt },
  })
  const at = (agoMs: number) => ({ lookedAt: now, lostAt: now - agoMs, settleMs })
  const cases: [string, Look, number, object][] = [
    ['found', { kind: 'taken', messageId: '7' }, 0, { kind: 'adopt', messageId: '7' }],
    ['found late', { kind: 'taken', messageId: '7' }, hourMs, { kind: 'adopt', messageId: '7' }],
    ['absent at once', { kind: 'absent' }, 0, { kind: 'wait', retryAfterMs: 45_000, failure: null }],
    ['absent a moment early', { kind: 'absent' }, 44_999, { kind: 'wait', retryAfterMs: 1_000 }],
    ['absent after it', { kind: 'absent' }, 45_000, { kind: 'send-again' }],
    ['absent, and lost in the future', { kind: 'absent' }, -10_000, { kind: 'wait', retryAfterMs: 55_000 }],
    ['a rival', { kind: 'rival' }, hourMs, { kind: 'wait', retryAfterMs: 5_000 }],
    ['a rival early', { kind: 'rival' }, 15_000, { kind: 'wait', retryAfterMs: 30_000 }],
    ['not readable', unreadable(), hourMs, { kind: 'wait', retryAfterMs: 5_000, failure: { status: 403 } }],
    ['limited', unreadable(now + 60_000), hourMs, { kind: 'wait', retryAfterMs: 60_000 }],
  ]
  for (const [title, look, agoMs, after] of cases) t.match(decideAfterLook(look, at(agoMs)), after, title)
})

t.test('which message says what we sent', async (t) => {
  const long = 'Su pedido 4711 ha salido hoy de nuestro almacén de Getafe.'
  const cases: [said: string, ours: string, is: boolean][] = [
    ['Hola', 'Hola', true],
    ['Hola\n-- Ana Ruiz, Acme', 'Hola', true],
    ['Hola,\r\n Marta\n\nAna Ruiz', 'Hola, Marta', true],
    ['Hola, le llamo mañana', 'Hola', false],
    ['Hola. Un agente lo mira.\n--\nAna', 'Hola.', false],
    ['Holanda queda lejos', 'Hola', false],
    ['Dijo: Hola', 'Hola', false],
    ['hola', 'Hola', false],
    [`El bot dijo: ${long} Un saludo`, long, true],
    [`${long} Un saludo`, long, true],
    [`${long.replaceAll(' ', '\n')}\nUn saludo`, long, true],
    [long.slice(0, -1), long, false],
    ['', 'Hola', false],
    ['Hola', '', false],
  ]
  for (const [said, ours, is] of cases) t.equal(saysSame(said, ours), is, `${said} | ${ours}`)
})

t.test('finds our message in a conversation', async (t) => {
  const own = { html: '<p>Hola &amp; adiós</p><p>Café</p>', private: false }
  const message = (id: string, changes: Partial<Message> = {}): Message => ({
    id,
    ticketId: '1',
    from: 'agent',
    authorId: null,
    authorName: null,
    private: false,
    html: '<div>Hola &amp; adiós<br><br>Café</div>',
    text: '',
    attachments: [],
    createdAt: new Date(now).toISOString(),
    ...changes,
  })
  const minutesLater = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
  const conversation = [
    message('later', { createdAt: minutesLater(2) }),
    message('customer', { from: 'customer' }),
    message('private', { private: true }),
    message('system', { from: 'system', createdAt: minutesLater(1) }),
    message('before', { createdAt: new Date(now - clockAllowanceMs - 1).toISOString() }),
    message('at the edge', { createdAt: new Date(now - clockAllowanceMs).toISOString() }),
    message('other words', { html: '<p>Adiós</p>', text: 'Adiós' }),
    message('plain', {
      html: '<weird>',
      text: 'Hola & adiós \n\n Cafe\u0301\u200b',
      createdAt: minutesLater(3),
    }),
  ]
  t.same(
    findOwnMessages(conversation, own, now).map(({ id }) => id),
    ['at the edge', 'system', 'later', 'plain'],
  )
  t.same(
    findOwnMessages([message('no time', { createdAt: '' })], own, now).map(({ id }) => id),
    ['no time'],
  )
  t.same(findOwnMessages(conversation, { html: '', private: false }, now), [])
})

t.test('a write is known by caller and key, or by caller and content', async (t) => {
  const write: WriteContent = {
    operation: 'reply',
    helpdesk: 'main',
    ticketId: '7',
    content: { text: 'Hola', cc: [], files: [{ name: 'a', bytes: new Uint8Array([1]) }] },
  }
  const id = (changes: Partial<WriteContent> = {}, by = { who: 'bot', key: null as string | null }) =>
    identifyWrite({ ...write, ...changes }, by)
  const base = id()
  t.equal(base.goodForMs, 600_000)
  t.same(id(), base)
  const reordered = { files: [{ bytes: new Uint8Array([1]), name: 'a' }], cc: [], text: 'Hola' }
  t.same(id({ content: reordered }), base, 'the order of its parts is nothing')
  const others: Partial<WriteContent>[] = [
    { operation: 'note' },
    { helpdesk: 'shop' },
    { ticketId: '8' },
    { content: { text: 'Hola', cc: [], files: [{ name: 'a', bytes: new Uint8Array([2]) }] } },
    { content: { text: 'hola', cc: [], files: [{ name: 'a', bytes: new Uint8Array([1]) }] } },
  ]
  for (const change of others) {
    t.not(id(change).id, base.id)
    t.not(id(change).fingerprint, base.fingerprint)
  }
  t.not(id({}, { who: 'other', key: null }).id, base.id)
  const keyed = id({}, { who: 'bot', key: 'k' })
  t.match(keyed, { goodForMs: 86_400_000, fingerprint: base.fingerprint })
  t.equal(id({ ticketId: '8' }, { who: 'bot', key: 'k' }).id, keyed.id, 'a key is one for all it is used for')
  t.not(id({}, { who: 'other', key: 'k' }).id, keyed.id)
  t.not(id({}, { who: 'b', key: 'otk' }).id, id({}, { who: 'bot', key: 'k' }).id)
})

t.test('the reason of a handover is read from the end of its note', async (t) => {
  const html = (words: string) => ({ html: `<p>Resumen</p><p>${words}</p>`, text: '' })
  t.equal(readHandOverReason(html('Asignado al grupo.'), 'es-MX'), 'group')
  t.equal(readHandOverReason(html('Given to the group.'), 'en'), 'group')
  const quoted = html('Asignado al grupo. </p><p>Nadie del grupo está disponible: lo recibe el grupo.')
  t.equal(readHandOverReason(quoted, 'es'), 'nobody-there')
  t.equal(readHandOverReason(html('Otra cosa'), 'es'), 'kept')
})
