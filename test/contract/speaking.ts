import type { Test } from 'tap'
import type { Reply } from '../../src/helpdesk/ticket-desk.ts'
import { got, lane, matchEach } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

const fileOf = (name: string) => ({
  name,
  contentType: 'text/plain',
  bytes: new TextEncoder().encode('hello'),
})

export const testSpeaking = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('a reply is public, with its copies, files and status', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    t.equal(helpdesk.capabilities.reply, true)
    const id = seed.ticket()
    const given = {
      html: '<p>Ya está &amp; listo</p>',
      cc: ['jefe@example.com'],
      files: helpdesk.capabilities.attachments ? [fileOf('a.txt')] : [],
      status: 'solved' as const,
    }
    const { message } = got(await helpdesk.reply(id, given, lane))
    t.match(message, { ticketId: id, from: 'agent', private: false, text: 'Ya está & listo' })
    matchEach(t, look.messages(id), [
      { private: false, from: 'agent', cc: given.cc, files: given.files.map((file) => file.name) },
    ])
    t.equal(look.status(id), 'solved')
    t.equal(got(await helpdesk.getTicket(id, lane))?.status, 'solved')
    const heard = got(await helpdesk.listConversation(id, { limit: 10 }, lane))
    t.equal(heard?.messages.at(-1)?.id, message.id, 'known by the same id afterwards')
  })

  t.test('a note is private unless said otherwise', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const id = seed.ticket()
    t.match(got(await helpdesk.note(id, { html: '<p>for us</p>' }, lane)), { message: { private: true } })
    t.match(got(await helpdesk.note(id, { html: '<p>for all</p>', private: false }, lane)), {
      message: { private: false },
    })
    matchEach(t, look.messages(id), [{ private: true }, { private: false }])
  })

  t.test(
    'nothing to say, a wrong copy and too much of files are refused before anything is sent',
    async (t) => {
      const { helpdesk, seed, look } = await harness.open(t)
      const id = seed.ticket()
      const before = look.calls().writes
      const refused: [Reply, string][] = [
        [{ html: ' ' }, 'invalid'],
        [{ html: 'x', cc: ['no address'] }, 'invalid'],
        [{ html: 'x', status: 'other' }, 'invalid'],
        [{ html: 'x', files: [{ ...fileOf('a'), bytes: new Uint8Array(60 * 2 ** 20) }] }, 'too-large'],
      ]
      for (const [given, kind] of refused) {
        t.match(await helpdesk.reply(id, given, lane), { effect: 'none', failure: { kind } })
      }
      t.equal(look.calls().writes, before)
    },
  )

  t.test('tickets that take nothing more say why', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const say = async (id: string) => [
      await helpdesk.reply(id, { html: 'x' }, lane),
      await helpdesk.note(id, { html: 'x' }, lane),
      await helpdesk.change(id, { priority: 'high' }, lane),
      await helpdesk.change(id, { addTags: ['x'] }, lane),
    ]
    for (const id of ['999999', 'x']) {
      for (const outcome of await say(id))
        t.match(outcome, { effect: 'none', failure: { kind: 'not-found' } }, id)
    }
    const removed = seed.ticket()
    seed.remove(removed)
    for (const outcome of await say(removed)) {
      t.match(outcome, { effect: 'none', failure: { kind: /^(gone|not-found)$/ } }, 'deleted')
    }
    for (const [name, act] of [
      ['spam', seed.spam],
      ['archived', seed.archive],
    ] as const) {
      if (act === null) continue
      const id = seed.ticket()
      act(id)
      for (const outcome of await say(id))
        t.match(outcome, { effect: 'none', failure: { kind: 'gone' } }, name)
      t.same(look.messages(id), [])
    }
  })

  t.test('closed and merged tickets take it, or say that they do not', async (t) => {
    const { helpdesk, seed, look } = await harness.open(t)
    const closed = seed.ticket({ status: 'closed' })
    const merged = seed.ticket()
    seed.merge?.(merged, seed.ticket())
    for (const id of seed.merge === null ? [closed] : [closed, merged]) {
      const outcome = await helpdesk.note(id, { html: '<p>late</p>' }, lane)
      if (outcome.effect === 'done') t.equal(look.messages(id).length, 1)
      else t.match(outcome, { effect: 'none', failure: { kind: /^(gone|conflict)$/ } })
    }
  })
}
