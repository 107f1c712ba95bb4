import t from 'tap'
import { aPage, aSeen, dayMs, noon } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

export const describeRetention = (name: string, open: OpenStore): void => {
  t.test(`${name}: forgets what was seen long ago, unless something is left to do with it`, async (t) => {
    const { store } = await open(t)
    const aRun = { helpdesk: 'fresh', model: null, settings: 'hash' }
    const kept = await store.openRun({ ...aRun, now: noon - dayMs })
    const empty = await store.openRun({ ...aRun, settings: 'empty', now: noon - dayMs })
    const begun = await store.openRun({ ...aRun, now: noon })
    const tickets = ['1', '2', '3', '4', '5'].map((id) => aSeen(id))
    const busy = [aSeen('due', { dueAt: noon + 10 }), aSeen('undoing', { dueAt: noon })]
    await store.commitPage(aPage({ tickets: [...tickets, ...busy] }))
    const undoing = { state: 'undoing', run: kept.id, dueAt: null } as const
    await store.step({ helpdesk: 'fresh', ticketId: 'undoing', fence: 0 }, undoing)
    const recent = { expected: 'cursor-1', next: 'cursor-2', now: noon + 10 }
    await store.commitPage(aPage({ ...recent, tickets: [aSeen('5'), aSeen('6')] }))

    t.equal(await store.forget({ seenBefore: noon, limit: 9 }), 1, 'a run without a ticket')
    t.equal(await store.run(empty.id), null)
    t.equal(await store.forget({ seenBefore: noon + 10, limit: 3 }), 3)
    t.equal(await store.forget({ seenBefore: noon + 10, limit: 3 }), 2, 'the fourth ticket, and a run')
    t.equal(await store.forget({ seenBefore: noon + 10, limit: 3 }), 0)
    const { tickets: left } = await store.list({ limit: 10 })
    t.same(left.map(({ ticketId }) => ticketId).sort(), ['5', '6', 'due', 'undoing'])
    t.match(await store.run(kept.id), { id: kept.id }, 'a run with a ticket stays')
    t.equal(await store.run(begun.id), null)
    t.match(await store.feed('fresh'), { cursor: 'cursor-2' }, 'and so does the place where it goes on')
  })

  t.test(`${name}: forgets what is due and what was told of when nobody has looked for it`, async (t) => {
    const { store } = await open(t)
    await store.commitPage(
      aPage({ tickets: [aSeen('1', { dueAt: noon }), aSeen('2', { dueAt: noon }), aSeen('3')] }),
    )
    await store.step(
      { helpdesk: 'fresh', ticketId: '2', fence: 0 },
      { state: 'unknown', dueAt: noon + dayMs },
    )
    t.equal(await store.forget({ seenBefore: noon, limit: 9 }), 0)
    t.equal(await store.forget({ seenBefore: noon + dayMs, limit: 9 }), 2)
    t.equal((await store.find('fresh', '2'))?.state, 'unknown', 'it was tried since')
    for (const [at, ticketId] of ['1', '2', '3', '4'].entries())
      await store.putHint({ helpdesk: 'fresh', ticketId, toldAt: noon + at, changes: [] })
    t.equal(await store.forgetHints({ toldBefore: noon + 3, limit: 2 }), 2)
    t.equal(await store.forgetHints({ toldBefore: noon + 3, limit: 2 }), 1)
    t.equal(await store.forgetHints({ toldBefore: noon + 3, limit: 2 }), 0)
    const hints = await store.hints({ helpdesk: 'fresh', toldBefore: noon + dayMs, limit: 9 })
    t.same(
      hints.map(({ ticketId }) => ticketId),
      ['4'],
    )
  })

  t.test(`${name}: the words of a person do not outlive a write that never comes`, async (t) => {
    const { store, database } = await open(t)
    const tickets = ['1', '2', '3'].map((id) => aSeen(id, { dueAt: noon }))
    await store.commitPage(aPage({ tickets }))
    const later = { expected: 'cursor-1', next: 'cursor-2', now: noon + 1 }
    await store.commitPage(aPage({ ...later, tickets: [aSeen('recent', { dueAt: noon })] }))
    const quoting = async () => {
      const rows = await database.kysely
        .selectFrom('triage_tickets')
        .select(['ticket_id', 'prediction'])
        .execute()
      return rows.flatMap((row) => (row.prediction?.includes('Ana') ? [row.ticket_id] : [])).sort()
    }
    t.same(await quoting(), ['1', '2', '3', 'recent'])
    t.equal(await store.forgetWords({ predictedBefore: noon + 1, limit: 2 }), 2)
    t.equal(await store.forgetWords({ predictedBefore: noon + 1, limit: 2 }), 1)
    t.equal(await store.forgetWords({ predictedBefore: noon + 1, limit: 2 }), 0)
    t.same(await quoting(), ['recent'])
    t.match(await store.find('fresh', '1'), {
      state: 'due',
      prediction: { category: 'billing', confidence: 0.91 },
    })
    const broken = '{"reasons":[{"words":[{"text":"Ana"'
    await database.kysely.updateTable('triage_tickets').set({ prediction: broken }).execute()
    t.equal(await store.forgetWords({ predictedBefore: noon + 2, limit: 9 }), 4)
    t.same(await quoting(), [], 'not even in what cannot be read')
  })
}
