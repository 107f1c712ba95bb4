import t from 'tap'
import { decideSend, findPlaceholders } from '../../../src/desk/drafts/decide-send.ts'
import { lookBeforePost } from '../../../src/desk/drafts/look-before-post.ts'
import { tellOfSent } from '../../../src/desk/drafts/tell-of-sent.ts'
import type { Inbox } from '../../../src/inbox/inbox.ts'
import { createOutboxWorker } from '../../../src/outbox/create-outbox-worker.ts'
import { freshdeskHarness } from '../../contract/freshdesk-harness.ts'
import { silent } from '../../ledger/silent.ts'
import { openDesk } from '../../tickets/open-desk.ts'
import { scripted } from '../scripted.ts'
import { aMessage, aTicket, openDrafts, undoMs } from './open-drafts.ts'
import { aDraft, aVersion, content } from './scripted-assist.ts'

const part = { role: 'agent', part: true } as const
const later = '2026-11-20T11:00:00Z'

t.test('a click is held, told, and can be taken back with the text in place', async (t) => {
  const { post, get, path, fields, outbox, access } = await openDrafts(t)
  const answer = await post(`${path}/replies`, fields({ status: 'solved' }), part)
  t.match(answer.body, 'It is sent in 10 sec.')
  t.match(answer.body, 'data-countdown="10"')
  t.notMatch(answer.body, 'id="reply-text"', 'nothing else is asked meanwhile')
  await post(`${path}/replies`, fields({ text: 'Twice' }), part)
  const items = await outbox.ofTicket({ helpdesk: 'main', ticketId: '7' })
  t.match(items, [{ kind: 'reply', text: 'Hola, Marta: ya está.', status: 'solved', draft: null }])
  t.equal(items.length, 1)
  const id = items[0]?.id
  t.match((await get(`${path}/sent/${id}`, part)).body, `hx-trigger="load delay:${undoMs + 500}ms"`)
  const undone = await post(`${path}/sent/${id}/undo`, {}, { ...part, language: 'es' })
  t.match(undone.body, 'Deshecho. Tu texto está aquí otra vez.')
  t.match(undone.body, /<textarea[^>]*>\nHola, Marta: ya está\.<\/textarea>/)
  t.match(undone.body, '<option value="solved" selected>')
  t.equal((await post(`/tickets/main/8/sent/${id}/undo`, {}, part)).statusCode, 404)
  const { entries } = await access.trail.list({ limit: 9 })
  t.same(
    entries
      .map(({ what }) => what)
      .toSorted()
      .slice(-3),
    ['deskSendReply', 'deskUndoSend', 'deskUndoSend'],
  )
  t.notMatch(JSON.stringify(entries), 'Marta')
})

t.test('nothing but the text field is ever sent', async (t) => {
  const { post, path, fields, outbox } = await openDrafts(t, { drafts: [aDraft()] })
  const text = 'Restart it, please.'
  await post(
    `${path}/replies`,
    fields({ text, draft: 'dr_1', from: '1', technical: 'ip link set eth0 up', statements: 'x' }),
    part,
  )
  const [item] = await outbox.ofTicket({ helpdesk: 'main', ticketId: '7' })
  t.match(item, { text, draft: { id: 'dr_1', version: 2 } })
  t.equal(
    Object.values(item ?? {}).some((value) => String(value).includes('ip link')),
    false,
  )
})

t.test('a draft that goes out as it was has no version more, and is not offered again', async (t) => {
  const text = content().response.replace(' [número de pedido]', '')
  const draft = aDraft({ versions: [aVersion({ content: content({ response: text }) })] })
  const { post, get, path, fields, outbox, sent } = await openDrafts(t, { drafts: [draft] })
  await post(
    `${path}/replies`,
    fields({ text: text.replaceAll('\n', '\r\n'), draft: 'dr_1', from: '1' }),
    part,
  )
  const [item] = await outbox.ofTicket({ helpdesk: 'main', ticketId: '7' })
  t.match(item, { draft: { id: 'dr_1', version: 1 }, text })
  t.equal(draft.versions.length, 1)
  t.notMatch((await get(`${path}/drafts`, part)).body, 'value="dr_1"')
  await outbox.cancel(item?.id ?? '', 'user:x')
  t.match((await get(`${path}/drafts`, part)).body, 'value="dr_1"')
  t.same(sent, [])
})

t.test('who sends hears what is new on the ticket, and is asked again', async (t) => {
  const { post, path, fields, helpdesk, outbox } = await openDrafts(t)
  helpdesk.ticket = aTicket({ updatedAt: later })
  helpdesk.messages = [aMessage(), aMessage({ id: 'm0', text: 'Old.', createdAt: '2026-11-20T09:00:00Z' })]
  const asked = await post(`${path}/replies`, fields(), part)
  t.equal(asked.statusCode, 409)
  t.match(asked.body, 'The ticket has changed since you opened it')
  t.match(asked.body, 'Marta wrote:')
  t.match(asked.body, 'One more thing: it blinks.')
  t.notMatch(asked.body, 'Old.')
  t.match(asked.body, `name="opened" id="reply-opened" value="${later}"`)
  t.same(await outbox.open(9), [])
  t.match((await post(`${path}/replies`, fields({ opened: later }), part)).body, 'It is sent in')
})

t.test(
  'who opened a ticket in the second of its last change hears what else was said in that second',
  async (t) => {
    const { post, path, fields, helpdesk } = await openDrafts(t)
    helpdesk.messages = [aMessage({ createdAt: aTicket().updatedAt })]
    const at = Date.parse(aTicket().updatedAt)
    const asked = await post(`${path}/replies`, fields({ read: String(at + 400) }), part)
    t.equal(asked.statusCode, 409)
    t.match(asked.body, 'One more thing: it blinks.')
    t.match(asked.body, /name="read" value="\d+"/)
    t.equal((await post(`${path}/replies`, fields({ read: String(at + 5_000) }), part)).statusCode, 200)
  },
)

t.test('what went out from here and was shown is no change; what cannot be seen is said', async (t) => {
  const { post, path, fields, helpdesk, outbox, database } = await openDrafts(t)
  const { item } = await outbox.send({
    ...{
      key: 'earlier',
      helpdesk: 'main',
      ticketId: '7',
      kind: 'reply',
      text: 'x',
      status: null,
      draft: null,
    },
    who: 'user:agent@example.com',
  })
  await database.kysely
    .updateTable('outbox')
    .set({ state: 'sent', message_id: 'm1', due_at: null })
    .where('id', '=', item.id)
    .execute()
  helpdesk.ticket = aTicket({ updatedAt: later })
  helpdesk.messages = [aMessage({ from: 'agent' })]
  const shown = String(item.createdAt)
  t.equal((await post(`${path}/notes`, fields({ shown }), part)).statusCode, 200)

  await outbox.cancel((await outbox.open(9))[0]?.id ?? '', 'user:x')
  helpdesk.away = true
  const unseen = await post(`${path}/replies`, fields({ key: 'another-key', shown }), part)
  t.match(unseen.body, 'It could not be seen whether the ticket has changed')
  t.equal(
    (await post(`${path}/replies`, fields({ key: 'another-key', sure: 'unchecked', shown }), part))
      .statusCode,
    200,
  )
  helpdesk.away = false
  helpdesk.ticket = null
  const gone = await post(`${path}/replies`, fields({ key: 'third-key' }), part)
  t.match(gone.body, 'The help desk has no such ticket')
  t.match(gone.body, 'Hola, Marta: ya está.', 'the text is still there')
})

const shownBy = (page: string) => /name="shown" value="(\d+)"/.exec(page)?.[1] ?? ''

t.test('the same words from a second page are a second reply, which is asked about', async (t) => {
  const { post, path, fields, outbox, helpdesk, database } = await openDrafts(t)
  await post(`${path}/replies`, fields({ shown: '0' }), part)
  const second = fields({ key: 'key-of-a-tab', shown: '0' })
  t.match((await post(`${path}/replies`, second, part)).body, 'Another reply to this ticket is on its way')
  const early = await post(`${path}/replies`, { ...second, sure: 'under-way' }, part)
  t.equal(early.statusCode, 409, 'what this page has not shown cannot have been confirmed')
  await database.kysely
    .updateTable('outbox')
    .set({ state: 'sent', message_id: 'm1', due_at: null, ended_at: 1 })
    .execute()
  const stale = await post(`${path}/replies`, second, part)
  t.match(stale.body, 'The ticket has changed since you opened it', 'also within the second it was opened in')
  helpdesk.ticket = aTicket({ updatedAt: later })
  helpdesk.messages = [aMessage({ from: 'agent', authorName: 'Ana', text: 'Hola, Marta: ya está.' })]
  const told = await post(`${path}/replies`, second, part)
  t.equal(told.statusCode, 409)
  t.match(told.body, 'Ana wrote:', 'what went out from another page is told')
  t.equal((await post(`${path}/replies`, fields(), part)).statusCode, 200, 'its own click again is none')
  t.same(await outbox.open(9), [])
  const sure = { ...second, opened: later, shown: shownBy(told.body) }
  t.equal((await post(`${path}/replies`, sure, part)).statusCode, 200)
  t.equal((await outbox.open(9)).length, 1)
})

t.test('of two replies at the same moment one is asked about', async (t) => {
  const { post, path, fields, outbox } = await openDrafts(t)
  const answers = await Promise.all(
    ['one', 'two'].map((text) => post(`${path}/replies`, fields({ key: `key-of-${text}`, text }), part)),
  )
  t.same(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 409])
  t.equal((await outbox.open(9)).length, 1)
})

t.test('a reply that a colleague has just clicked is told before a second one is sent', async (t) => {
  const { post, path, fields, outbox } = await openDrafts(t)
  await post(`${path}/replies`, fields(), { ...part, role: 'admin' })
  const mine = fields({ key: 'another-key', text: 'Mine' })
  const asked = await post(`${path}/replies`, mine, part)
  t.match(asked.body, 'Another reply to this ticket is on its way')
  t.match(asked.body, /<textarea[^>]*>\nMine<\/textarea>/)
  t.equal((await outbox.open(9)).length, 1)
  t.equal((await post(`${path}/notes`, { ...mine, key: 'key-of-a-note' }, part)).statusCode, 200)
  t.equal(
    (await post(`${path}/replies`, { ...mine, sure: 'under-way', shown: shownBy(asked.body) }, part))
      .statusCode,
    200,
  )
  t.equal((await outbox.open(9)).length, 3)
})

t.test('open places and an empty text are asked about', async (t) => {
  const { post, path, fields, outbox } = await openDrafts(t)
  t.match(
    (await post(`${path}/replies`, fields({ text: ' \u200b\n' }), part)).body,
    'There is nothing to send.',
  )
  const text = 'Your order [order number] is on its way, see [1].'
  const asked = await post(`${path}/replies`, fields({ text }), part)
  t.match(asked.body, '<mark>[order number]</mark>')
  t.match(asked.body, 'Send it all the same')
  t.same(await outbox.open(9), [])
  t.equal((await post(`${path}/replies`, fields({ text, sure: 'placeholders' }), part)).statusCode, 200)
  t.equal((await outbox.open(9)).length, 1)
  t.same(findPlaceholders('[ ] [x] [1] [número] [número]'), ['[número]'])
  const wish = { text, sure: [], underWay: false }
  t.same(decideSend({ ...wish, kind: 'note' }, null), { kind: 'send' }, 'colleagues may be told what is open')
  t.match(decideSend({ ...wish, kind: 'reply', text: 'x'.repeat(30_001) }, null), { fault: 'too-long' })
})

t.test('what failed says why, and is tried again or set aside by a click', async (t) => {
  const { post, get, path, fields, outbox, database } = await openDrafts(t)
  await post(`${path}/replies`, fields(), part)
  const [item] = await outbox.open(9)
  const fail = (reason: string) =>
    database.kysely
      .updateTable('outbox')
      .set({ state: 'failed', reason, why: 'In English.', due_at: null, attempts: 1, ended_at: 1 })
      .execute()
  await fail('ticket-gone')
  const page = (await get(`${path}/drafts`, { ...part, language: 'es' })).body
  t.match(page, 'El ticket ya no existe.')
  t.match(page, 'Intentar de nuevo')
  await fail('must-look')
  t.match((await get(`${path}/drafts`, part)).body, 'I have looked, send it again')
  t.match((await post(`${path}/sent/${item?.id}/retry`, {}, part)).body, 'about to be sent')
  await fail('refused')
  t.match((await post(`${path}/sent/${item?.id}/undo`, {}, part)).body, 'Set aside.')
  t.same(await outbox.open(9), [])
  const ended = await get(`${path}/sent/${item?.id}?whole=1`, part)
  t.equal(ended.headers['hx-retarget'], '#drafts-panel')
})

t.test('a ticket is looked at once more before a reply is posted', async (t) => {
  const { post, path, fields, outbox, helpdesk, tickets } = await openDrafts(t)
  await post(`${path}/replies`, fields(), part)
  const [item] = await outbox.open(9)
  if (item === undefined) throw new Error('Nothing was kept.')
  t.same(item.seen, { updatedAt: aTicket().updatedAt, status: 'open' })
  const look = () => lookBeforePost(tickets)(item, AbortSignal.timeout(5_000))
  t.equal(await look(), null)
  helpdesk.ticket = aTicket({ updatedAt: later })
  helpdesk.messages = [aMessage({ from: 'agent' }), aMessage({ id: 'm2', private: true })]
  t.equal(await look(), null, 'what colleagues do meanwhile is their own affair')
  helpdesk.messages = [aMessage()]
  t.equal(await look(), 'customer-wrote')
  helpdesk.messages = []
  helpdesk.ticket = aTicket({ updatedAt: later, status: 'closed' })
  t.equal(await look(), 'ticket-closed', 'as after a merge')
  helpdesk.away = true
  t.equal(await look(), null, 'that it is away is found out by posting')
  helpdesk.away = false
  helpdesk.ticket = null
  t.equal(await look(), 'ticket-gone')
})

t.test('a reply is in the help desk once, its draft has ended, and the list of tickets knows', async (t) => {
  const { post, path, fields, drafts, sent, assist, outbox, database, clock, get } = await openDrafts(t, {
    drafts: [aDraft()],
  })
  const service = await openDesk(t, freshdeskHarness, database)
  const id = service.seed.ticket()
  const kept: unknown[] = []
  const inbox = scripted<Inbox>('inbox', {
    keep: async (...given) => {
      kept.push(given)
    },
  })
  const worker = createOutboxWorker({
    ...{ database, outbox, clock, logger: silent, random: Math.random, owner: 'one' },
    tickets: {
      reply: (_ticketId, reply, at) => service.tickets.reply(id, reply, at),
      note: (_ticketId, note, at) => service.tickets.note(id, note, at),
    },
    look: async () => null,
    observe: tellOfSent({
      ...{ assist, inbox, logger: silent },
      tickets: { show: () => service.tickets.show(id, {}) },
    }),
  })
  t.teardown(() => worker.stop())
  await service.faults.on('after-send', 'writes')
  const text = 'Hola, Marta:\n\nya está.'
  await post(`${path}/replies`, fields({ text, draft: 'dr_1', from: '1', status: 'solved' }), part)
  worker.start()
  while (kept.length === 0) {
    await clock.advance(500)
    await service.clock.advance(500)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  t.match(service.said(id), [{ private: false, html: /ya está/ }])
  t.equal(service.said(id).length, 1, 'although the answer was lost')
  t.match(sent, [{ id: 'dr_1', version: 2, text }])
  t.equal(drafts[0]?.state, 'sent')
  t.match(kept, [['main', { id }, { lastFrom: 'agent' }]])
  const page = (await get(`${path}/drafts`, part)).body
  t.match(page, 'Sent.')
  t.match(page, 'Write another draft')
})
