import t, { type Test } from 'tap'
import { createKnowledgeStore } from '../../../src/assist/knowledge/store/create-knowledge-store.ts'
import type { KnowledgeChange, KnowledgeRow } from '../../../src/assist/knowledge/store/knowledge-store.ts'
import type { Database } from '../../../src/database/database.ts'

export const aRow = (id: string, change: Partial<KnowledgeRow> = {}): KnowledgeRow => ({
  id,
  kind: 'article',
  helpdesk: 'fresh',
  language: 'en',
  title: `About ${id}`,
  url: null,
  body: `The body of ${id}`,
  hash: 'one',
  changed_at: 1_000,
  ...change,
})

const aChange = (change: Partial<KnowledgeChange> = {}): KnowledgeChange => ({
  name: 'articles:fresh',
  cursor: null,
  readAt: 5_000,
  problem: null,
  keep: [],
  ...change,
})

/** What holds over each database. */
export const describeKnowledgeStore = (name: string, open: (t: Test) => Promise<Database>): void => {
  t.test(`${name}: what is the same again is no change, and what is another is`, async (t) => {
    const store = createKnowledgeStore({ database: await open(t) })
    const many = Array.from({ length: 112 }, (_, at) => aRow(`article:fresh:${String(at).padStart(3, '0')}`))
    t.same(await store.version(), 0)
    t.same(await store.feed('articles:fresh'), null)
    t.same(await store.commit(aChange({ keep: [...many, ...many.slice(0, 1)] })), { changed: 112 })
    t.same(await store.version(), 1)
    t.same(await store.commit(aChange({ keep: many, cursor: 'c', readAt: 6_000, problem: 'slow' })), {
      changed: 0,
    })
    t.same(await store.version(), 1)
    t.same(await store.feeds(), [{ name: 'articles:fresh', cursor: 'c', readAt: 6_000, problem: 'slow' }])
    const other = aRow('article:fresh:000', {
      hash: 'two',
      title: 'Anew',
      language: null,
      changed_at: 2_000.7,
    })
    t.same(await store.commit(aChange({ keep: [other], readAt: 7_000 })), { changed: 1 })
    t.strictSame(await store.read(['article:fresh:000', 'none']), [{ ...other, changed_at: 2_000 }])
    t.same(
      (await store.listHashes('article:fresh:109', 10)).map(({ id }) => id),
      ['article:fresh:110', 'article:fresh:111'],
    )
    const sweep = { kind: 'article', helpdesk: 'fresh', before: 7_000 } as const
    t.same(await store.commit(aChange({ sweep })), { changed: 111 })
    t.equal((await store.listHashes('', 1_000)).length, 1)
    t.same(await store.version(), 3)
  })

  t.test(`${name}: the oldest tickets go, and what a ticket taught can be forgotten`, async (t) => {
    const store = createKnowledgeStore({ database: await open(t) })
    const ticket = (at: number) => aRow(`ticket:fresh:${at}`, { kind: 'ticket', changed_at: at })
    await store.commit(aChange({ name: 'tickets:fresh', keep: [1, 2, 3, 4, 5].map(ticket) }))
    await store.commit(aChange({ keep: [aRow('article:fresh:1', { changed_at: 0 })] }))
    const most = { helpdesk: 'fresh', count: 2 }
    t.same(await store.commit(aChange({ name: 'tickets:fresh', remove: ['ticket:fresh:4'], most })), {
      changed: 3,
    })
    const ids = async () => (await store.listHashes('', 10)).map(({ id }) => id)
    t.same(await ids(), ['article:fresh:1', 'ticket:fresh:3', 'ticket:fresh:5'])
    const vector = Float32Array.of(1, 2)
    await store.keepVectors('m', [{ id: 'ticket:fresh:5', hash: 'one', vector }])
    const before = await store.version()
    t.equal(await store.forgetTickets('fresh', ['5', '77']), 1)
    t.same(await ids(), ['article:fresh:1', 'ticket:fresh:3'])
    t.same(await store.listVectors('m', '', 10), [])
    t.equal(await store.version(), before + 1, 'other replicas hear of it')
  })

  t.test(`${name}: vectors come back as they were, of their own model`, async (t) => {
    const store = createKnowledgeStore({ database: await open(t) })
    const [one, two] = [Float32Array.of(0.1, -2.5, 3e-8), Float32Array.of(1, 1, 1)]
    await store.keepVectors('m', [
      { id: 'a', hash: 'one', vector: two },
      { id: 'b', hash: 'one', vector: two },
    ])
    await store.keepVectors('m', [{ id: 'a', hash: 'two', vector: one }])
    await store.keepVectors('old', [{ id: 'a', hash: 'two', vector: two }])
    t.strictSame(await store.readVectors('m', ['a', 'c']), [{ id: 'a', hash: 'two', vector: one }])
    t.same(await store.listVectors('m', '', 10), [
      { id: 'a', hash: 'two' },
      { id: 'b', hash: 'one' },
    ])
    await store.forgetVectors('m', ['b'])
    t.same(await store.listVectors('m', '', 10), [{ id: 'a', hash: 'two' }])
    t.same(await store.listVectors('old', '', 10), [])
    t.same(await store.feeds(), [], 'vectors are no source')
  })
}
