import t from 'tap'
import type { PlannedWrite } from '../../../schemas/triage.ts'
import type { TriageStore, WriteStep } from '../../../src/triage/triage-store.ts'
import { aPage, aPrediction, aSeen, dayMs, noon, readAll } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

const planned: PlannedWrite = {
  changes: [{ field: 'group', before: null, after: 'Billing' }],
  tags: ['billing'],
  note: false,
  basedOn: '2026-11-21T12:00:00.000Z',
}
const wordless = aPrediction({
  reasons: [{ code: 'model-words', category: 'billing', runnerUp: 'technical', words: [] }],
})

const dueIds = async (store: TriageStore, now: number, limit = 10) =>
  (await store.due({ helpdesk: 'fresh', now, limit })).map(({ ticketId }) => ticketId)

const aRun = { helpdesk: 'fresh', model: 'starter', settings: 'hash', now: noon }

export const describeWrites = (name: string, open: OpenStore): void => {
  t.test(
    `${name}: tickets are due in the order of their time, and again when they are to be looked after`,
    async (t) => {
      const { store } = await open(t)
      const tickets = [
        aSeen('b', { dueAt: noon + 2 }),
        aSeen('a', { dueAt: noon + 2 }),
        aSeen('late', { dueAt: noon + 9 }),
        aSeen('first', { dueAt: noon }),
        aSeen('never'),
      ]
      await store.commitPage(aPage({ tickets }))
      await store.commitPage(aPage({ helpdesk: 'other', tickets: [aSeen('x', { dueAt: noon })] }))
      t.same(await dueIds(store, noon + 2), ['first', 'a', 'b'])
      t.same(await dueIds(store, noon + 2, 2), ['first', 'a'])
      const step = (ticketId: string, fence: number, to: WriteStep) =>
        store.step({ helpdesk: 'fresh', ticketId, fence }, to)
      await step('first', 0, { state: 'sending', dueAt: noon + 5, planned, sentAt: noon + 2.5 })
      await step('a', 0, { state: 'left', why: 'set-by-person', dueAt: null })
      t.same(await dueIds(store, noon + 4), ['b'])
      t.same(await dueIds(store, noon + 5), ['b', 'first'])
      await step('first', 1, { state: 'unknown', dueAt: noon + 7.2, attempts: 1 })
      t.match(await store.find('fresh', 'first'), {
        state: 'unknown',
        dueAt: noon + 8,
        attempts: 1,
        fence: 2,
        planned,
        sentAt: noon + 3,
      })
      t.same(await dueIds(store, noon + 7.9), ['b'])
      t.same(await dueIds(store, noon + 20), ['b', 'first', 'late'])
    },
  )

  t.test(`${name}: of those who hold a ticket one takes each step`, async (t) => {
    const { store, beside } = await open(t)
    await store.commitPage(aPage({ tickets: [aSeen('1', { dueAt: noon })] }))
    const ticket = { helpdesk: 'fresh', ticketId: '1', fence: 0 }
    const steps = await Promise.all(
      [store, beside, store, beside].map((each, at) =>
        each.step(ticket, { state: 'sending', why: `by ${at}` }),
      ),
    )
    t.equal(steps.filter(Boolean).length, 1)
    t.match(await store.find('fresh', '1'), { fence: 1, why: `by ${steps.indexOf(true)}` })
    t.equal(await store.step(ticket, { state: 'done' }), false)
    t.match(await store.find('fresh', '1'), { fence: 1, state: 'sending' })
    t.equal(await store.step({ ...ticket, ticketId: 'unknown' }, { state: 'done' }), false)
    t.equal(await store.step({ ...ticket, fence: 1 }, {}), true, 'a step may change nothing but the fence')
    t.match(await store.find('fresh', '1'), { fence: 2, state: 'sending', why: `by ${steps.indexOf(true)}` })
  })

  t.test(`${name}: the words of a person are gone when a write has ended`, async (t) => {
    const { store } = await open(t)
    const ends = ['done', 'left', 'undone', 'sending', 'unknown'] as const
    await store.commitPage(aPage({ tickets: ends.map((state) => aSeen(state, { dueAt: noon })) }))
    for (const state of ends) {
      await store.step({ helpdesk: 'fresh', ticketId: state, fence: 0 }, { state })
      const ticket = await store.find('fresh', state)
      const isOver = state !== 'sending' && state !== 'unknown'
      t.strictSame(ticket?.prediction, isOver ? wordless : aPrediction(), state)
      t.match(ticket, { state, fence: 1 })
    }
    const ticket = { helpdesk: 'fresh', ticketId: 'sending', fence: 1 }
    await store.step(ticket, { prediction: { ...wordless, category: 'sales', confidence: null } })
    t.match(await store.find('fresh', 'sending'), { prediction: { category: 'sales' }, state: 'sending' })
    t.equal((await store.list({ limit: 9, category: 'sales' })).tickets.length, 1)
  })

  t.test(`${name}: what cannot be read is gone when a write has ended, too`, async (t) => {
    const { store, database } = await open(t)
    await store.commitPage(aPage({ tickets: [aSeen('1', { dueAt: noon })] }))
    const broken = '{"reasons":[{"words":[{"text":"Ana"'
    await database.kysely.updateTable('triage_tickets').set({ prediction: broken }).execute()
    const read = () =>
      database.kysely
        .selectFrom('triage_tickets')
        .select(['category', 'prediction'])
        .executeTakeFirstOrThrow()
    await store.step({ helpdesk: 'fresh', ticketId: '1', fence: 0 }, { state: 'sending' })
    t.match(await read(), { prediction: broken })
    t.equal(await store.step({ helpdesk: 'fresh', ticketId: '1', fence: 1 }, { state: 'done' }), true)
    t.same(await read(), { category: 'billing', prediction: null })
  })

  t.test(`${name}: a run is of one day, help desk, model and settings`, async (t) => {
    const { store, beside } = await open(t)
    const first = await store.openRun(aRun)
    t.strictSame(first, {
      id: '20261121-1',
      helpdesk: 'fresh',
      beganAt: noon,
      model: 'starter',
      settings: 'hash',
    })
    t.strictSame(await beside.openRun({ ...aRun, now: noon + dayMs / 2 - 1 }), first)
    const others = await Promise.all(
      [
        { ...aRun, model: null },
        { ...aRun, settings: 'other' },
        { ...aRun, helpdesk: 'other' },
      ].map((run, at) => (at % 2 === 0 ? store : beside).openRun(run)),
    )
    t.same(others.map(({ id }) => id).sort(), ['20261121-2', '20261121-3', '20261121-4'])
    t.equal((await store.openRun({ ...aRun, model: null })).model, null)
    t.match(await store.openRun({ ...aRun, now: noon + dayMs / 2 }), { id: '20261122-1' })
    const at = noon + 1
    for (let number = 5; number < 12; number++)
      await store.openRun({ ...aRun, settings: `${number}`, now: at })
    t.match(await store.run('20261121-11'), { settings: '11' }, 'the number after 9 is 10')
    t.same(
      (await store.runs({ limit: 1 })).map(({ id }) => id),
      ['20261122-1'],
      'newest first',
    )
    t.equal(await store.run('20261121-99'), null)
    const same = await Promise.all([store, beside].map((each) => each.openRun({ ...aRun, settings: 'new' })))
    t.equal(same[0]?.id, same[1]?.id, 'two who open it at once open one')
  })

  t.test(`${name}: a run counts what was written in it, and lists it by id`, async (t) => {
    const { store } = await open(t)
    const { id: run } = await store.openRun(aRun)
    const rows = [
      ['1', { state: 'done', action: 'apply' }],
      ['10', { state: 'done', action: 'route' }],
      ['2', { state: 'done', action: 'suggest' }],
      ['3', { state: 'undone', action: 'apply' }],
      ['4', { state: 'undoing', action: 'apply' }],
      ['5', { state: 'sending', action: 'apply' }],
      ['6', { state: 'left', action: null }],
    ] as const
    await store.commitPage(aPage({ tickets: rows.map(([id]) => aSeen(id, { dueAt: noon })) }))
    for (const [ticketId, to] of rows)
      await store.step({ helpdesk: 'fresh', ticketId, fence: 0 }, { ...to, run, wroteAt: noon, noteId: 'n' })
    const counted = { applied: 3, routed: 1, suggested: 1, undone: 1 }
    t.match(await store.run(run), { id: run, ...counted })
    t.match(await store.runs({ limit: 5 }), [{ id: run, ...counted }])
    const written = await store.writtenIn({ run, after: null, limit: 3 })
    t.same(
      written.map(({ ticketId }) => ticketId),
      ['1', '10', '2'],
    )
    t.match(written[0], { wroteAt: noon, noteId: 'n', run })
    t.same(
      (await store.writtenIn({ run, after: '2', limit: 3 })).map(({ ticketId }) => ticketId),
      ['3', '4', '5'],
    )
    t.same(await store.writtenIn({ run: 'none', after: null, limit: 3 }), [])
  })

  t.test(`${name}: a part that cannot be read is null, and the rest is told`, async (t) => {
    const { store, database } = await open(t)
    await store.commitPage(aPage({ tickets: [aSeen('1', { dueAt: noon })] }))
    const broken = { prediction: '{"category":', planned: '[]', left_with: 'null' }
    const strange = { state: 'dreaming', action: 'sing', outcome: 'maybe' }
    await database.kysely
      .updateTable('triage_tickets')
      .set({ ...broken, ...strange })
      .execute()
    const [ticket] = await store.due({ helpdesk: 'fresh', now: noon, limit: 5 })
    t.match(ticket, { ticketId: '1', prediction: null, planned: null, left: null, changedAt: noon })
    t.match(ticket, { state: null, action: null, outcome: null, fence: 0 })
    t.match(await store.counts({ helpdesk: 'fresh', since: 0 }), { seen: 1, predicted: 1, byState: {} })
    const evidence = store.evidence({ helpdesk: 'fresh', since: 0, endedOnly: false })
    t.same(await readAll(evidence), [], 'and is no evidence')
    t.equal(await store.forgetWords({ predictedBefore: noon + 1, limit: 5 }), 0)
    t.equal(await store.step({ helpdesk: 'fresh', ticketId: '1', fence: 0 }, { state: 'left' }), true)
  })
}
