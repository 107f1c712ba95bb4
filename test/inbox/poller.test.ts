import t, { type Test } from 'tap'
import type { Helpdesk } from '../../src/helpdesk/helpdesk.ts'
import { createInbox } from '../../src/inbox/create-inbox.ts'
import { createInboxPoller, type InboxPollerOptions } from '../../src/inbox/create-inbox-poller.ts'
import { InboxUnavailable } from '../../src/inbox/inbox-unavailable.ts'
import type { FoundPage } from '../../src/triage/find/create-change-taker.ts'
import { createLogLines } from '../helpdesk/freshdesk/open-test-helpdesk.ts'
import { openZendeskHelpdesk } from '../helpdesk/zendesk/open-zendesk-helpdesk.ts'
import type { ManualClock } from '../manual-clock.ts'
import { openSqliteStore } from '../tickets/open-sqlite-store.ts'
import { createScriptedDesk, failedWith, pageOf, ticketOf } from '../triage/find/create-scripted-desk.ts'
import { openFreshdesk } from '../triage/find/open-freshdesk.ts'
import { minuteMs, moveUntil, noon, openFinding, startClock, until } from '../triage/find/open-world.ts'

const dayMs = 86_400_000

const openPoller = async (
  t: Test,
  helpdesk: Omit<InboxPollerOptions['helpdesk'], 'findPerson'> & Partial<Pick<Helpdesk, 'findPerson'>>,
  clock: ManualClock,
  change: Partial<InboxPollerOptions> = {},
) => {
  const inbox = createInbox({ database: await openSqliteStore(t), clock, limit: 1_000 })
  const { logger, lines } = createLogLines()
  const poll = () => {
    const poller = createInboxPoller({
      helpdesk: { findPerson: async () => ({ ok: true, value: null }), ...helpdesk },
      inbox,
      settings: { every: minuteMs, since: 30 * dayMs },
      fillOnly: false,
      guess: async ({ text }) =>
        /factura/i.test(text)
          ? { category: 'billing', confidence: 0.9 }
          : { category: null, confidence: null },
      clock,
      logger,
      random: () => 0.5,
      ...change,
    })
    t.teardown(() => poller.stop())
    poller.start()
    return poller
  }
  const find = (ticketId: string) => inbox.find({ helpdesk: 'main', ticketId })
  const caughtUp = () => until(async () => ((await inbox.place('main'))?.caughtUpAt ?? 0) >= clock.now())
  return { inbox, poll, find, caughtUp, lines }
}

t.test('tickets of a Freshdesk are listed with what they are about and who wrote them', async (t) => {
  const clock = startClock()
  const { helpdesk, write, change, lists } = await openFreshdesk(t, clock)
  const { inbox, poll, find, caughtUp } = await openPoller(t, helpdesk, clock)
  const invoice = await write('No me llega la factura de mayo')
  const broken = await write('No funciona nada', { name: 'Ana Pérez' })
  const poller = poll()
  await caughtUp()
  t.match(await find(invoice), { category: 'billing', confidence: 0.9, needsReply: true, status: 'open' })
  t.match(await find(broken), { category: null, subject: 'Hola' })
  const listedAt = clock.now()
  await moveUntil(clock, async () => (await find(broken))?.requesterName != null)
  t.ok(clock.now() - listedAt <= 20_000, 'within seconds, as somebody looks')
  t.ok((await find(invoice))?.requesterName, 'everything of that requester')

  clock.jump(5_000)
  await change(invoice, { status: 4 })
  await moveUntil(clock, async () => (await find(invoice))?.status === 'solved')
  t.match(await find(invoice), { needsReply: false, category: 'billing' }, 'what it is about is kept')
  await poller.stop()
  const asked = lists().length

  clock.jump(dayMs)
  await change(broken, { status: 3 })
  poll()
  await caughtUp()
  t.match(await find(broken), { status: 'pending', needsReply: false })
  t.ok(lists().length <= asked + 2, 'it went on where it stopped')
  t.match(await inbox.feeds(), [{ problem: null }])
})

t.test('tickets of a Zendesk are listed, deleted ones forgotten', async (t) => {
  const clock = startClock()
  const { sandbox, helpdesk } = await openZendeskHelpdesk(t, {
    sandbox: { clock, limits: { total: 1_000_000, incremental: null } },
  })
  const { poll, find, caughtUp } = await openPoller(t, helpdesk, clock)
  const at = noon - dayMs
  for (const id of [1, 2])
    sandbox.account.tickets.set(id, {
      ...{
        id,
        submitterId: 1,
        description: 'La factura',
        createdAt: at,
        generatedAt: at / 1_000,
        updatedAt: at,
      },
      ...{ archived: false, channel: 'email', indexed: [], subject: 'Hola', status: 'new', priority: null },
      ...{ customStatusId: null, type: null, requesterId: 1, assigneeId: null, groupId: null, brandId: null },
      ...{ externalId: null, tags: [], fields: {} },
    })
  poll()
  await caughtUp()
  t.match(await find('1'), { status: 'open', category: 'billing', needsReply: true, updatedAt: at })
  const gone = sandbox.account.tickets.get(2)
  if (gone !== undefined)
    Object.assign(gone, { status: 'deleted', generatedAt: noon / 1_000, updatedAt: noon })
  await moveUntil(clock, async () => (await find('2')) === null)
  t.ok(await find('1'))
})

t.test('what stands in the way is told, and gone when it is', async (t) => {
  const clock = startClock()
  const desk = createScriptedDesk(
    failedWith({ kind: 'credentials', message: 'The key is refused.', status: 401 }),
    pageOf([ticketOf('1', { subject: 'x' })]),
  )
  const { inbox, poll, find, lines } = await openPoller(t, desk.helpdesk, clock, {
    guess: async () => {
      throw new Error('the secret of Ana')
    },
  })
  poll()
  await until(async () => (await inbox.feeds())[0]?.problem === 'The key is refused.')
  desk.turn({ state: 'open' })
  await moveUntil(clock, async () => (await find('1')) !== null)
  await until(async () => (await inbox.feeds())[0]?.problem === null)
  t.match(await find('1'), { category: null }, 'a classifier that stumbles keeps nothing back')
  t.notMatch(lines.join('\n'), 'Ana')
})

t.test('beside triage only what was there before is read, once', async (t) => {
  const clock = startClock()
  const desk = createScriptedDesk(pageOf([ticketOf('1')]))
  const { poll, find, caughtUp } = await openPoller(t, desk.helpdesk, clock, { fillOnly: true })
  const poller = poll()
  await caughtUp()
  t.ok(await find('1'))
  await clock.advance(10 * minuteMs)
  t.equal(desk.asked.length, 1)
  await poller.stop()
  poll()
  await clock.advance(10 * minuteMs)
  t.equal(desk.asked.length, 1, 'nor after a start anew')
})

t.test('triage hands on each page that it reads, with what it predicts', async (t) => {
  const clock = startClock()
  const again = ticketOf('1', { subject: 'La factura', updatedAt: new Date(noon + 1).toISOString() })
  const desk = createScriptedDesk(pageOf([ticketOf('1')], { next: 'more', atEnd: false }), pageOf([again]))
  const pages: FoundPage[] = []
  let isAway = true
  const finding = await openFinding(t, desk.helpdesk, {
    clock,
    onPage: async (page) => {
      if (isAway) throw new InboxUnavailable('locked', 'Wait.')
      pages.push(page)
      if (pages.length > 2) throw new Error('a defect')
    },
  })
  finding.find().start()
  await moveUntil(clock, () => desk.asked.length > 1)
  t.equal(await finding.store.find('main', '1'), null, 'what cannot be listed now comes again')
  isAway = false
  await moveUntil(clock, async () => ((await finding.store.feed('main'))?.caughtUpAt ?? 0) > 0)
  t.match(pages, [
    {
      helpdesk: 'main',
      atEnd: true,
      tickets: [{ ticket: again, prediction: { category: 'billing', confidence: 0.9 } }],
    },
  ])
  const before = clock.now()
  await moveUntil(clock, async () => ((await finding.store.feed('main'))?.caughtUpAt ?? 0) > before)
  t.match(await finding.store.find('main', '1'), { prediction: { category: 'billing' } })
  await moveUntil(clock, () => pages.length > 2)
  t.match(finding.lines.join('\n'), 'tickets could not be listed')
})
