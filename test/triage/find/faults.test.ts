import t from 'tap'
import { TriageUnavailable } from '../../../src/triage/triage-unavailable.ts'
import { createScriptedDesk, failedWith, pageOf, refusedCursor, ticketOf } from './create-scripted-desk.ts'
import { minuteMs, moveUntil, noon, openFinding, startClock, until } from './open-world.ts'

t.test('waits as long as the help desk said, and then goes on', async (t) => {
  const clock = startClock()
  const limited = failedWith({ kind: 'rate-limited', message: 'Slow down.', retryAt: noon + 40_000 })
  const { helpdesk, asked } = createScriptedDesk(limited, pageOf([ticketOf('1')]))
  const { find, store } = await openFinding(t, helpdesk, { clock })
  const finder = find()
  finder.start()
  await until(() => clock.pending() > 0)
  finder.poke()
  await clock.advance(39_900)
  t.equal(asked.length, 1, 'a poke does not make it impatient')
  await clock.advance(1_000)
  await until(async () => (await store.find('main', '1')) !== null)
  t.equal(asked.length, 2)
  t.equal((await store.find('main', '1'))?.prediction?.category, 'billing')
})

t.test('tells what stands in the way, and goes on as soon as the door opens', async (t) => {
  const clock = startClock()
  const refused = failedWith({ kind: 'credentials', message: 'The key is not accepted.', status: 401 })
  const desk = createScriptedDesk(refused, refused, pageOf([ticketOf('1')]))
  const { find, polled } = await openFinding(t, desk.helpdesk, { clock })
  const finder = find()
  finder.start()
  await until(() => finder.problem() !== null && clock.pending() > 0)
  t.equal(finder.problem(), 'The key is not accepted.')
  await clock.advance(30_000)
  t.equal(desk.asked.length, 1)
  await clock.advance(30_000)
  await until(() => desk.asked.length === 2 && clock.pending() > 0)
  desk.turn({ state: 'open' })
  await polled()
  t.equal(desk.asked.length, 3)
  t.equal(finder.problem(), null)
})

t.test('goes on by time where its cursor is refused, and predicts nothing twice', async (t) => {
  const clock = startClock()
  const [one, two] = [ticketOf('1'), ticketOf('2', { updatedAt: new Date(noon + 30_000).toISOString() })]
  const { helpdesk, asked } = createScriptedDesk(
    pageOf([one], { next: 'a' }),
    failedWith(refusedCursor),
    pageOf([one, two], { next: 'b' }),
  )
  const { find, polled, classifier, store } = await openFinding(t, helpdesk, { clock })
  find().start()
  await polled()
  await clock.advance(minuteMs)
  await polled()
  t.same(asked.slice(1), [
    { cursor: 'a', beginnings: true },
    { since: noon - 15 * minuteMs, beginnings: true },
  ])
  t.equal(classifier.texts.length, 2)
  t.match(await store.feed('main'), { cursor: 'b', changedUntil: noon + 30_000, read: 2 })
})

t.test('a list that goes round in circles is left for the time of the last change', async (t) => {
  const clock = startClock()
  const more = { next: 'a', atEnd: false }
  const { helpdesk, asked } = createScriptedDesk(
    pageOf([ticketOf('1')], more),
    pageOf([ticketOf('1')], more),
    pageOf([ticketOf('2')], { next: 'b' }),
  )
  const { find, polled, store } = await openFinding(t, helpdesk, { clock })
  const finder = find()
  finder.start()
  await until(() => finder.problem() !== null && clock.pending() > 0)
  t.match(finder.problem(), /goes round in circles/)
  t.equal(asked.length, 2)
  await clock.advance(minuteMs)
  await polled()
  t.same(asked[2], { since: noon - 15 * minuteMs, beginnings: true })
  t.equal(finder.problem(), null)
  t.ok(await store.find('main', '2'))
})

t.test('times that cannot be true hide no later change', async (t) => {
  const clock = startClock()
  const { helpdesk } = createScriptedDesk(
    pageOf([
      ticketOf('1', { updatedAt: '2099-01-01T00:00:00Z' }),
      ticketOf('2', { updatedAt: 'soon', createdAt: '' }),
      ticketOf('3', { updatedAt: '1969-12-31T23:00:00Z', createdAt: '2099-01-01T00:00:00Z' }),
    ]),
    pageOf(
      ['1', '2', '3'].map((id) => ticketOf(id, { status: 'solved', updatedAt: '2026-11-21T12:00:30Z' })),
    ),
  )
  const { find, polled, store } = await openFinding(t, helpdesk, { clock })
  find().start()
  await polled()
  await clock.advance(minuteMs)
  await polled()
  for (const id of ['1', '2', '3']) {
    t.match(await store.find('main', id), { skipped: null, left: { status: 'solved' }, outcome: 'untold' })
  }
  t.equal((await store.feed('main'))?.changedUntil, noon + 30_000)
})

t.test(
  'first words that the list does not tell are read a few at a time, all of them before anything is stored',
  async (t) => {
    const clock = startClock()
    const tickets = [
      ...Array.from({ length: 9 }, (_, at) => ticketOf(`${at}`)),
      ticketOf('gone'),
      ticketOf('hidden'),
      ticketOf('solved', { status: 'solved' }),
    ]
    const desk = createScriptedDesk(pageOf(tickets, { told: false }))
    let [atOnce, most, isAway] = [0, 0, true]
    desk.begin(async (id) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise(setImmediate)
      atOnce -= 1
      if (isAway && id === '5')
        return failedWith({ kind: 'unavailable', message: 'Away.', status: 503, code: null })
      if (id === 'hidden') return failedWith({ kind: 'forbidden', message: 'No.', status: 403, code: null })
      return { ok: true, value: id === 'gone' ? null : { from: 'customer', text: 'La factura' } }
    })
    const { find, store } = await openFinding(t, desk.helpdesk, { clock })
    find().start()
    await until(() => clock.pending() > 0)
    t.equal(await store.feed('main'), null)
    isAway = false
    await moveUntil(clock, async () => (await store.feed('main')) !== null)
    t.ok(most > 1 && most <= 4, `${most}`)
    t.notOk(desk.read.includes('solved'), 'nobody has to know how it began')
    const { predicted, skipped } = await store.counts({ helpdesk: 'main', since: 0 })
    t.equal(predicted, 9)
    t.same(skipped, { ended: 1, 'nothing-said': 2 })
  },
)

t.test('two that read one feed repeat nothing', async (t) => {
  const clock = startClock()
  const pages = ['a', 'b', 'c', 'd'].map((next, at) => {
    const tickets = Array.from({ length: 5 }, (_, each) => ticketOf(`${at * 5 + each}`))
    return {
      from: at === 0 ? null : ['a', 'b', 'c'][at - 1],
      read: pageOf(tickets, { next, atEnd: at === 3 }),
    }
  })
  const desk = createScriptedDesk(pageOf([]))
  const helpdesk: typeof desk.helpdesk = {
    ...desk.helpdesk,
    listChangedSince: async (from) => {
      await new Promise(setImmediate)
      const cursor = 'cursor' in from ? from.cursor : null
      return pages.find((page) => page.from === cursor)?.read ?? pageOf([], { next: 'd' })
    },
  }
  const { find, store, events, lines } = await openFinding(t, helpdesk, { clock })
  find().start()
  find().start()
  await until(async () => (await store.feed('main'))?.cursor === 'd')
  await moveUntil(clock, () => lines.some((line) => line.includes('somebody else reads')))
  t.equal((await store.counts({ helpdesk: 'main', since: 0 })).predicted, 20)
  t.equal(events.filter(({ kind }) => kind === 'predicted').length, 20)
  t.equal((await store.feed('main'))?.read, 20)
})

t.test('goes on by itself when the store was away, and stops at once in the middle of a call', async (t) => {
  const clock = startClock()
  let isHanging = false
  const hang = (signal: AbortSignal | undefined): Promise<ReturnType<typeof failedWith>> => {
    isHanging = true
    return new Promise((resolve) =>
      signal?.addEventListener('abort', () =>
        resolve(failedWith({ kind: 'held', message: 'Stopped.', retryAt: null })),
      ),
    )
  }
  const { helpdesk } = createScriptedDesk(pageOf([ticketOf('1')]), pageOf([ticketOf('1')]), hang)
  const { find, store } = await openFinding(t, helpdesk, { clock })
  let isAway = true
  const finder = find({
    store: {
      ...store,
      known: async (...query) => {
        if (isAway) throw new TriageUnavailable('unavailable', 'Try again.')
        return store.known(...query)
      },
    },
  })
  finder.start()
  await until(() => clock.pending() > 0)
  isAway = false
  await moveUntil(clock, async () => (await store.find('main', '1')) !== null)
  t.ok((await store.find('main', '1'))?.prediction)
  await moveUntil(clock, () => isHanging)
  await Promise.all([finder.stop(), finder.stop()])
  t.equal(clock.pending(), 0, 'nothing is left behind')
})

t.test('a failure that should pass and does not is told of', async (t) => {
  const clock = startClock()
  const away = failedWith({
    kind: 'unavailable',
    message: 'Nothing readable.',
    status: 200,
    code: 'NOT_JSON',
  })
  const { helpdesk, asked } = createScriptedDesk(...Array.from({ length: 10 }, () => away), pageOf([]))
  const { find, lines } = await openFinding(t, helpdesk, { clock })
  const finder = find()
  finder.start()
  await moveUntil(clock, () => asked.length === 9 && clock.pending() > 0)
  t.equal(finder.problem(), null)
  await moveUntil(clock, () => finder.problem() !== null)
  t.equal(finder.problem(), 'Nothing readable.')
  t.equal(asked.length, 10)
  t.ok(lines.some((line) => line.includes('changes could not be read')))
  await moveUntil(clock, () => finder.problem() === null)
  t.equal(asked.length, 11)
})
