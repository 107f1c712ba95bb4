import t from 'tap'
import type { ToldChange } from '../../../schemas/triage.ts'
import { aPage, aSeen, noon } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

const change = (to: string): ToldChange => ({ field: 'group', from: null, to })
const hint = (ticketId: string, toldAt = noon, changes: ToldChange[] = []) => ({
  helpdesk: 'fresh',
  ticketId,
  toldAt,
  changes,
})
const all = { helpdesk: 'fresh', toldBefore: noon + 1_000_000, limit: 100 }

export const describeHints = (name: string, open: OpenStore): void => {
  t.test(`${name}: what events tell of one ticket becomes one hint`, async (t) => {
    const { store } = await open(t)
    await store.putHint(hint('2', noon + 5, [change('A')]))
    await store.putHint(hint('1', noon + 1))
    await store.putHint(hint('2', noon + 3, [change('B'), change('C')]))
    await store.putHint({ ...hint('1'), helpdesk: 'other' })
    t.strictSame(await store.hints(all), [
      hint('1', noon + 1),
      hint('2', noon + 5, [change('A'), change('B'), change('C')]),
    ])
    t.strictSame(await store.hints({ ...all, toldBefore: noon + 5 }), [hint('1', noon + 1)])
    t.equal((await store.hints({ ...all, limit: 1 })).length, 1)
    t.match(await store.feed('fresh'), { eventAt: noon + 5, cursor: null }, 'and the feed knows when')
    for (let number = 0; number < 25; number++)
      await store.putHint(hint('2', noon + 6, [change(String(number))]))
    const [, many] = await store.hints(all)
    t.same(
      many?.changes.map(({ to }) => to),
      Array.from({ length: 20 }, (_, at) => String(at + 5)),
      'the newest twenty changes',
    )
    await store.commitPage(aPage())
    t.match(await store.feed('fresh'), { eventAt: noon + 6, cursor: 'cursor-1' })
  })

  t.test(`${name}: events of one ticket that come at once lose nothing`, async (t) => {
    const { store, beside } = await open(t)
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    await Promise.all(
      names.map((to, at) => (at % 2 === 0 ? store : beside).putHint(hint('1', noon + at, [change(to)]))),
    )
    const [told, ...rest] = await store.hints(all)
    t.same(rest, [])
    t.same(told?.changes.map(({ to }) => to).sort(), names)
    t.equal(told?.toldAt, noon + 5)
  })

  t.test(`${name}: a hint goes when its ticket was read as new as it was told`, async (t) => {
    const { store } = await open(t)
    for (const id of ['older', 'same', 'newer', 'elsewhere']) await store.putHint(hint(id, noon))
    const tickets = [
      aSeen('older', { changedAt: noon - 1 }),
      aSeen('same', { changedAt: noon }),
      aSeen('newer', { changedAt: noon + 1 }),
    ]
    t.equal(await store.commitPage(aPage({ tickets })), true)
    t.same(
      (await store.hints(all)).map(({ ticketId }) => ticketId),
      ['elsewhere', 'older'],
    )
  })

  t.test(`${name}: a hint that was renewed meanwhile is not dropped`, async (t) => {
    const { store } = await open(t)
    for (const id of ['1', '2', '3']) await store.putHint(hint(id, noon))
    const looked = await store.hints(all)
    await store.putHint(hint('2', noon + 1, [change('B')]))
    await store.dropHints('fresh', looked)
    t.strictSame(await store.hints(all), [hint('2', noon + 1, [change('B')])])
    await store.dropHints('other', await store.hints(all))
    t.equal((await store.hints(all)).length, 1, 'nor one of another help desk')
    await store.dropHints('fresh', [])
  })

  t.test(`${name}: a hint that cannot be read is one without changes`, async (t) => {
    const { store, database } = await open(t)
    await store.putHint(hint('1', noon, [change('A')]))
    await database.kysely.updateTable('triage_hints').set({ changes: '{' }).execute()
    t.strictSame(await store.hints(all), [hint('1', noon)])
    await store.putHint(hint('1', noon + 1, [change('B')]))
    t.strictSame(await store.hints(all), [hint('1', noon + 1, [change('B')])])
  })
}
