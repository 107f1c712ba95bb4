import t from 'tap'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { aLeft, aPage, aPrediction, aSeen, dayMs, minuteMs, noon } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

export const describePages = (name: string, open: OpenStore): void => {
  t.test(`${name}: a page and its cursor are stored together`, async (t) => {
    const { store, beside } = await open(t)
    t.equal(await store.feed('fresh'), null)
    const tickets = [
      aSeen('1'),
      aSeen('2', { prediction: null, skipped: 'older' }),
      aSeen('3', { dueAt: noon + 0.4, control: false }),
      aSeen('4', { control: true }),
    ]
    t.equal(await store.commitPage(aPage({ tickets, told: 2, missed: 1 })), true)
    t.match(await beside.feed('fresh'), {
      helpdesk: 'fresh',
      cursor: 'cursor-1',
      begunAt: noon - dayMs,
      changedUntil: noon,
      polledAt: noon,
      caughtUpAt: 0,
      eventAt: 0,
      read: 4,
      told: 2,
      missed: 1,
      choices: null,
      problem: null,
    })
    t.strictSame(await beside.find('fresh', '1'), {
      helpdesk: 'fresh',
      ticketId: '1',
      createdAt: noon - dayMs,
      changedAt: noon,
      seenAt: noon,
      skipped: null,
      predictedAt: noon,
      prediction: aPrediction({
        reasons: [{ code: 'model-words', category: 'billing', runnerUp: 'technical', words: [] }],
      }),
      control: false,
      state: null,
      dueAt: null,
      attempts: 0,
      fence: 0,
      action: null,
      why: null,
      run: null,
      planned: null,
      sentAt: null,
      wroteAt: null,
      noteId: null,
      left: aLeft(),
      outcome: null,
      endedAt: null,
    })
    t.match(await store.find('fresh', '2'), { skipped: 'older', prediction: null, predictedAt: null })
    t.match(
      await store.find('fresh', '3'),
      { state: 'due', dueAt: noon + 1, prediction: aPrediction() },
      'what is to be written keeps its words for the note',
    )
    t.match(await store.find('fresh', '4'), { control: true, state: null })
    t.equal(await store.find('other', '1'), null)
    t.equal(await store.find('fresh', '5'), null)
  })

  t.test(`${name}: of two who read the same page one stores it`, async (t) => {
    const { store, beside } = await open(t)
    const firsts = await Promise.all(
      [store, beside, store, beside].map((each, at) =>
        each.commitPage(aPage({ next: `first-${at}`, tickets: [aSeen(`1-${at}`)] })),
      ),
    )
    t.same(firsts.filter(Boolean).length, 1)
    const cursor = (await store.feed('fresh'))?.cursor ?? null
    t.equal(cursor, `first-${firsts.indexOf(true)}`)
    const seconds = await Promise.all(
      [store, beside, store, beside].map((each, at) =>
        each.commitPage(aPage({ expected: cursor, next: `second-${at}`, tickets: [aSeen(`2-${at}`)] })),
      ),
    )
    t.same(seconds.filter(Boolean).length, 1)
    const { tickets } = await store.list({ limit: 100 })
    t.same(
      tickets.map(({ ticketId }) => ticketId),
      [`1-${firsts.indexOf(true)}`, `2-${seconds.indexOf(true)}`],
      'nothing of the others is there',
    )
    t.match(await store.feed('fresh'), { read: 2 })
    t.equal(
      await store.commitPage(aPage({ tickets: [aSeen('9')] })),
      false,
      'there is no first page any more',
    )
    t.equal(await store.commitPage(aPage({ helpdesk: 'new', expected: 'lost' })), false)
    t.equal(await store.feed('new'), null)
  })

  t.test(
    `${name}: a known ticket keeps its prediction and its write, and is left as the newest version says`,
    async (t) => {
      const { store } = await open(t)
      await store.commitPage(aPage({ tickets: [aSeen('1', { dueAt: noon }), aSeen('2', { dueAt: noon })] }))
      await store.step({ helpdesk: 'fresh', ticketId: '1', fence: 0 }, { state: 'sending', run: 'r' })
      const ended = noon + minuteMs
      const again = aSeen('1', {
        changedAt: ended,
        left: aLeft({ status: 'solved', group: 'Billing', category: 'billing' }),
        outcome: 'right',
        endedAt: ended,
        prediction: aPrediction({ category: 'technical' }),
        dueAt: ended,
        control: true,
      })
      const {
        prediction: _p,
        skipped: _s,
        control: _c,
        dueAt: _d,
        ...known
      } = aSeen('2', { changedAt: ended })
      const page = { expected: 'cursor-1', next: 'cursor-2', now: ended, changedUntil: ended, atEnd: true }
      t.equal(await store.commitPage(aPage({ ...page, tickets: [again, known] })), true)
      const written = await store.find('fresh', '1')
      t.match(written, { prediction: { category: 'billing' }, predictedAt: noon, state: 'sending', run: 'r' })
      t.match(written, { fence: 1, control: false, outcome: 'right', endedAt: ended, seenAt: ended })
      t.match(written, { left: { status: 'solved', group: 'Billing' }, changedAt: ended, dueAt: noon })
      t.match(await store.find('fresh', '2'), { prediction: { category: 'billing' }, state: 'due' })

      const older = aSeen('1', { changedAt: ended - 1, left: aLeft({ group: 'Sales' }) })
      const late = { expected: 'cursor-2', next: 'cursor-3', now: ended + 1, changedUntil: noon, told: 1 }
      t.equal(await store.commitPage(aPage({ ...late, tickets: [older] })), true)
      t.strictSame(await store.find('fresh', '1'), written, 'an older version changes nothing')
      t.match(await store.feed('fresh'), {
        cursor: 'cursor-3',
        changedUntil: ended,
        caughtUpAt: ended,
        polledAt: ended + 1,
        begunAt: noon - dayMs,
        read: 4,
        told: 1,
      })

      const same = aSeen('1', { changedAt: ended, left: aLeft({ status: 'open' }) })
      await store.commitPage(
        aPage({ expected: 'cursor-3', next: 'cursor-3', now: ended + 2, tickets: [same] }),
      )
      t.match(
        await store.find('fresh', '1'),
        { left: { status: 'open' }, outcome: null, endedAt: null, seenAt: ended + 2 },
        'the same version may say more, and a reopened ticket has not ended',
      )
      t.match(await store.feed('fresh'), { read: 4 }, 'what an overlap brings again is no change')
    },
  )

  t.test(`${name}: a ticket that a page has twice is stored as it was last`, async (t) => {
    const { store } = await open(t)
    const { prediction: _p, skipped: _s, control: _c, dueAt: _d, ...later } = aSeen('1')
    const left = aLeft({ status: 'solved' })
    const tickets = [
      aSeen('1', { dueAt: noon }),
      { ...later, changedAt: noon + 2, left, endedAt: noon + 2 },
      { ...later, changedAt: noon + 1 },
      { ...later, ticketId: '2', changedAt: noon + 1 },
      aSeen('2', { dueAt: noon }),
    ]
    t.equal(await store.commitPage(aPage({ tickets })), true)
    t.match(await store.find('fresh', '1'), { changedAt: noon + 2, left, state: 'due', endedAt: noon + 2 })
    t.match(await store.find('fresh', '2'), { changedAt: noon + 1, state: 'due', prediction: {} })
    t.match(await store.feed('fresh'), { read: 2 })
  })

  t.test(`${name}: a page may have a thousand tickets`, async (t) => {
    const { store } = await open(t)
    const ids = Array.from({ length: 1_000 }, (_, at) => `z'${at}`)
    t.equal(await store.commitPage(aPage({ tickets: ids.map((id) => aSeen(id)) })), true)
    const known = await store.known('fresh', ids)
    t.equal(known.size, 1_000)
    t.match(known.get("z'999"), { ticketId: "z'999", prediction: { category: 'billing' } })
    t.equal((await store.known('fresh', ['none', "z'1", "z'1"])).size, 1)
    t.equal((await store.known('fresh', [])).size, 0)
    await t.rejects(store.known('fresh', [...ids, 'one more']), RangeError)
  })

  t.test(`${name}: a page that cannot be stored leaves nothing behind`, async (t) => {
    const { store, database } = await open(t)
    await store.commitPage(aPage({ tickets: [aSeen('1', { dueAt: noon })] }))
    const before = await store.feed('fresh')
    const broken = Object.assign(new Error('cut'), { code: 'ECONNRESET' })
    const failing = createTriageStore({
      database: {
        ...database,
        diagnose: (error) =>
          error === broken ? { code: 'unavailable', remedy: 'It is away.' } : database.diagnose(error),
        // It is lost after everything was written, and before the commit.
        write: (work) =>
          database.write(async (transaction) => {
            await work(transaction)
            throw broken
          }),
      },
      logger: silent,
    })
    const next = aPage({ expected: 'cursor-1', next: 'cursor-2', tickets: [aSeen('1'), aSeen('2')] })
    await t.rejects(failing.commitPage(next), { name: 'TriageUnavailable', code: 'unavailable' })
    t.strictSame(await store.feed('fresh'), before)
    t.equal(await store.find('fresh', '2'), null)
    t.equal(await store.commitPage(next), true, 'the same page can be read again')
    t.match(await store.find('fresh', '2'), { prediction: {} })
    const hint = { helpdesk: 'fresh', ticketId: '1', toldAt: noon, changes: [] }
    await t.rejects(failing.putHint(hint), { name: 'TriageUnavailable' })
    t.same(await store.hints({ helpdesk: 'fresh', toldBefore: noon + 1, limit: 5 }), [])
  })

  t.test(`${name}: what stands in the way is kept for others until it does no more`, async (t) => {
    const { store } = await open(t)
    await store.setProblem('fresh', 'Its key is wrong.')
    t.match(await store.feed('fresh'), { problem: 'Its key is wrong.', cursor: null })
    await store.commitPage(aPage())
    t.match(await store.feed('fresh'), { problem: 'Its key is wrong.', cursor: 'cursor-1' })
    await store.setProblem('fresh', null)
    t.equal((await store.feed('fresh'))?.problem, null)
  })

  t.test(`${name}: choices are kept, before the first page and after it`, async (t) => {
    const { store } = await open(t)
    await store.setChoices('fresh', 'first')
    t.match(await store.feed('fresh'), { cursor: null, choices: 'first', begunAt: 0, polledAt: 0 })
    t.equal(await store.commitPage(aPage({ expected: 'cursor-0' })), false)
    t.equal(await store.commitPage(aPage()), true, 'a feed without a cursor can begin')
    t.match(await store.feed('fresh'), { cursor: 'cursor-1', choices: 'first', begunAt: noon - dayMs })
    await store.setChoices('fresh', 'second')
    await store.setChoices('blue', '[]')
    t.match(await store.feeds(), [
      { helpdesk: 'blue', cursor: null, choices: '[]' },
      { helpdesk: 'fresh', cursor: 'cursor-1', choices: 'second' },
    ])
  })
}
