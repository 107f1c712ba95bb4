import type { Test } from 'tap'
import type { Message } from '../../schemas/ticket.ts'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { got, lane, matchEach, minutes, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

const readAll = async (helpdesk: Helpdesk, id: string, limit: number): Promise<Message[]> => {
  const messages: Message[] = []
  let cursor: string | undefined
  for (let page = 0; page < 500; page++) {
    const read = there(
      got(await helpdesk.listConversation(id, { limit, ...(cursor === undefined ? {} : { cursor }) }, lane)),
    )
    messages.push(...read.messages)
    if (read.next === null) return messages
    cursor = read.next
  }
  throw new Error('The pages do not end')
}

export const testConversation = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('the description first, then every entry, with who wrote it', async (t) => {
    const { helpdesk, seed, account } = await harness.open(t)
    const id = seed.ticket({ html: '<p>Hola &amp; <b>gracias</b></p>' })
    const bytes = new TextEncoder().encode('hello')
    seed.message(id, { from: 'agent', html: '<p>¿Qué pasa?</p>' })
    seed.message(id, { from: 'agent', html: '<p>ask Luis</p>', private: true })
    const files = [{ name: 'a.txt', contentType: 'text/plain', bytes }]
    seed.message(id, { from: 'customer', html: '<p>Uno<br>dos</p>', files })
    const messages = await readAll(helpdesk, id, 100)
    matchEach(t, messages, [
      { from: 'customer', private: false, text: 'Hola & gracias', authorName: 'Marta', ticketId: id },
      { from: 'agent', private: false, text: '¿Qué pasa?', authorName: 'Ana Ruiz' },
      { from: 'agent', private: true, text: 'ask Luis' },
      { from: 'customer', private: false, text: /^Uno\s+dos$/, attachments: [{ name: 'a.txt', bytes: 5 }] },
    ])
    if (account.keepsHtml ?? true) t.match(messages[0]?.html, /<b>gracias<\/b>/, 'HTML is kept')
    else t.equal(messages[0]?.html, 'Hola &amp; gracias')
    t.equal(new Set(messages.map((message) => message.id)).size, 4)
  })

  t.test('page by page, whatever the size of the page', async (t) => {
    const { helpdesk, seed } = await harness.open(t)
    const id = seed.ticket({ html: '<p>0.</p>' })
    for (let index = 1; index <= 230; index++) seed.message(id, { from: 'agent', html: `<p>${index}.</p>` })
    const expected = Array.from({ length: 231 }, (_, index) => `${index}.`)
    for (const limit of [100, 37]) {
      t.same(
        (await readAll(helpdesk, id, limit)).map((message) => message.text),
        expected,
      )
    }
    t.match(await helpdesk.listConversation(id, { limit: 5, cursor: 'bogus' }, lane), {
      failure: { kind: 'invalid' },
    })
  })

  t.test('the customer’s latest public message, from a long conversation too', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket({ html: '<p>first</p>' })
    const latest = async () => there(got(await helpdesk.latestCustomerMessage(id, lane))).message?.text
    t.equal(await latest(), 'first')
    seed.message(id, { from: 'customer', html: '<p>second</p>' })
    seed.message(id, { from: 'customer', html: '<p>hidden</p>', private: true })
    seed.message(id, { from: 'agent', html: '<p>answer</p>' })
    t.equal(await latest(), 'second')
    for (let index = 0; index < 430; index++) {
      seed.message(id, { from: index === 150 ? 'customer' : 'agent', html: `<p>${index}</p>` })
    }
    const before = look.calls().all
    t.equal(await latest(), '150')
    t.ok(look.calls().all - before <= 10, `${look.calls().all - before} calls`)
  })

  t.test('tickets that are not there, deleted, closed, merged or archived', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    for (const id of ['999999', '0', 'x', '../agents', '99999999999999999999']) {
      t.same(await helpdesk.getTicket(id, lane), { ok: true, value: null }, id)
      t.same(await helpdesk.listConversation(id, { limit: 5 }, lane), { ok: true, value: null }, id)
      t.same(await helpdesk.latestCustomerMessage(id, lane), { ok: true, value: null }, id)
    }
    const removed = seed.ticket()
    seed.remove(removed)
    const read = got(await helpdesk.getTicket(removed, lane))
    t.ok(read === null || read.deleted)
    const closed = seed.ticket({ status: 'closed' })
    t.match(got(await helpdesk.getTicket(closed, lane)), { id: closed, status: 'closed', deleted: false })
    if (seed.merge !== null) {
      const [merged, into] = [seed.ticket({ html: '<p>twice</p>' }), seed.ticket()]
      seed.merge(merged, into)
      t.match(got(await helpdesk.getTicket(merged, lane)), { status: 'closed' })
      t.equal((await readAll(helpdesk, merged, 50))[0]?.text, 'twice')
    }
    if (seed.archive !== null) {
      const archived = seed.ticket({ html: '<p>long ago</p>' })
      seed.message(archived, { from: 'customer', html: '<p>thanks</p>' })
      seed.archive(archived)
      t.match(got(await helpdesk.getTicket(archived, lane)), { id: archived, status: 'closed' })
      t.same(
        (await readAll(helpdesk, archived, 50)).map((message) => message.text),
        ['long ago', 'thanks'],
      )
      t.match(got(await helpdesk.latestCustomerMessage(archived, lane)), { message: { text: 'thanks' } })
    }
    t.equal(look.calls().writes, 0)
  })

  t.test('what changed, in order, each change once, across pages and while it changes', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    if (helpdesk.capabilities.changes === 'none') return
    const since = Date.now() - 90 * 86_400_000
    const ids: string[] = []
    for (let index = 0; index < 230; index++) {
      ids.push(seed.ticket({ updatedAgoMs: 60 * 86_400_000 - index * 60_000 }))
    }
    later(10 * minutes)
    const seen: string[] = []
    const drain = async (from: { cursor: string } | { since: number }): Promise<string> => {
      let at = from
      for (let page = 0; page < 50; page++) {
        const read = got(await helpdesk.listChangedSince(at, lane))
        seen.push(...read.tickets.map((ticket) => ticket.id))
        if (page === 0 && 'since' in from) seed.edit(ids[5] ?? '', { subject: 'changed meanwhile' })
        at = { cursor: read.next }
        if (read.atEnd) return read.next
      }
      throw new Error('The changes do not end')
    }
    const cursor = await drain({ since })
    t.same([...new Set(seen)].toSorted(), ids.toSorted(), 'none is left out')
    t.equal(seen.at(-1), ids[5], 'what changed on the way comes again')
    seen.length = 0
    later(minutes)
    await drain({ cursor })
    later(minutes)
    const quiet = await drain({ cursor: await drain({ cursor }) })
    seen.length = 0
    await drain({ cursor: quiet })
    t.same(seen, [], 'nothing comes for ever')
    later(minutes)
    seed.edit(ids[7] ?? '', { status: 'solved' })
    await drain({ cursor: quiet })
    t.same([...new Set(seen)], [ids[7]])
    t.match(await helpdesk.listChangedSince({ cursor: 'bogus' }, lane), { failure: { kind: 'invalid' } })
  })

  t.test('changes come with what their tickets began with, where a list has it', async (t) => {
    const { helpdesk, seed, later } = await harness.open(t)
    if (helpdesk.capabilities.changes === 'none') return
    const id = seed.ticket({ html: '<p>It began so</p>', updatedAgoMs: 60 * minutes })
    later(10 * minutes)
    const from = { since: Date.now() - 90 * 86_400_000 }
    t.notOk('beginnings' in got(await helpdesk.listChangedSince(from, lane)), 'it is not paid for unasked')
    const { tickets, beginnings } = got(await helpdesk.listChangedSince({ ...from, beginnings: true }, lane))
    t.match(tickets, [{ id }])
    if (beginnings !== undefined) t.same([...beginnings], [[id, { from: 'customer', text: 'It began so' }]])
  })
}
