// A short round of `npm run bench -- desk`: what it promises is proved here on every run, how fast it is there.
import t from 'tap'
import { measureDesk } from '../../bench/desk.ts'

t.test('every page of the desk is measured, and none is heavier than it may be', async (t) => {
  const { pages, indexed } = await measureDesk({
    sizes: { handoffs: 300, tickets: 100, users: 3, drafts: 10, auditRows: 10 },
    ...{ requests: 1, warmUp: 0, keep: t.testdir() },
  })
  t.equal(indexed, 300)
  t.ok(pages.length >= 30)
  for (const { name, p50, bareP50, weight } of pages) {
    t.ok(p50 > 0 && bareP50 > 0, name)
    // The page itself, its style, and three scripts.
    t.ok(weight.requests >= 5, name)
    t.ok(weight.transferred > 1_000 && weight.transferred <= 150_000, `${name}: ${weight.transferred} bytes`)
  }
})
