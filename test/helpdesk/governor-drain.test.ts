import t from 'tap'
import { drain } from './drain.ts'

const tenSeconds = { share: 1, window: '10s' }

t.test(
  'drains 500 hand-offs against 100 per 10 s at 98 % of the permitted rate or more, without a 429',
  async (t) => {
    for (const share of [0.5, 0.8, 1]) {
      for (const phaseMs of [0, 3300, 9990]) {
        const drained = await drain({
          account: { total: 100, windowMs: 10_000, phaseMs },
          config: { budget: { share, window: '10s' } },
          calls: 500,
          seed: phaseMs + 1,
        })
        t.equal(drained.served, 500)
        t.equal(drained.refused, 0, `429s at share ${share}`)
        t.ok(drained.utilisation >= 0.98, `${(100 * drained.utilisation).toFixed(2)} % at share ${share}`)
      }
    }
  },
)

t.test('does as well when the vendor counts a sliding window', async (t) => {
  const drained = await drain({
    account: { total: 100, windowMs: 10_000, sliding: true },
    config: { budget: tenSeconds },
    calls: 500,
  })
  t.equal(drained.refused, 0)
  t.ok(drained.utilisation >= 0.98, `${(100 * drained.utilisation).toFixed(2)} %`)
})

t.test('spreads a backlog over the window instead of stopping and starting', async (t) => {
  const { sentAt } = await drain({
    account: { total: 100, windowMs: 10_000 },
    config: { budget: tenSeconds },
    calls: 400,
  })
  const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? at))
  t.ok(Math.max(...gaps) <= 250, `longest standstill ${Math.max(...gaps)} ms, at a mean of 100 ms`)
})

t.test('knows the sub-limit of a plan that it is told of', async (t) => {
  const drained = await drain({
    account: { total: 200, windowMs: 60_000, operations: { create: 80 } },
    config: { plan: 'growth' },
    calls: 300,
  })
  t.equal(drained.refused, 0)
  const permittedMs = (300 / (80 * 0.8)) * 60_000
  t.ok(permittedMs / drained.lastAt >= 0.98, `${((100 * permittedMs) / drained.lastAt).toFixed(2)} %`)
})

t.test('recognises the plan by the total that the first answer names', async (t) => {
  const drained = await drain({
    account: { total: 200, windowMs: 60_000, operations: { create: 80 } },
    config: {},
    calls: 300,
  })
  t.equal(drained.refused, 0)
})

t.test('learns an unknown sub-limit from one 429, and keeps to a share of it', async (t) => {
  const drained = await drain({
    account: { total: 100, windowMs: 10_000, operations: { create: 30 } },
    config: { budget: { share: 0.8, window: '10s' } },
    calls: 300,
  })
  t.equal(drained.served, 300)
  t.ok(drained.refused <= 3, `${drained.refused} of 300 calls refused`)
  const perWindow = drained.served / (drained.lastAt / 10_000)
  t.ok(perWindow > 22 && perWindow < 26, `${perWindow.toFixed(1)} a window of 30 x 0.8`)
})

t.test('gives way to others who use half of the account', async (t) => {
  for (const atOnce of [false, true]) {
    const drained = await drain({
      account: { total: 100, windowMs: 10_000, phaseMs: 4000 },
      config: { budget: { share: 0.8, window: '10s' } },
      calls: 500,
      others: { perWindow: 50, atOnce },
    })
    t.equal(drained.served, 500)
    t.ok(drained.refused <= 5, `${drained.refused} of 500 calls refused`)
    t.ok(
      drained.othersRefused <= drained.othersServed * 0.05,
      `others: ${drained.othersServed} served, ${drained.othersRefused} refused`,
    )
    const used = (drained.served + drained.othersServed) / (drained.lastAt / 10_000)
    t.ok(used >= 85, `${used.toFixed(1)} of 100 calls a window are used by both`)
  }
})

t.test('is not slowed down by others who keep to what its share leaves them', async (t) => {
  const drained = await drain({
    account: { total: 100, windowMs: 10_000 },
    config: { budget: { share: 0.8, window: '10s' } },
    calls: 1000,
    others: { perWindow: 15 },
  })
  t.equal(drained.refused, 0)
  t.ok(drained.utilisation >= 0.98, `${(100 * drained.utilisation).toFixed(2)} %`)
})

t.test('uses all of its share again two windows after the others have stopped', async (t) => {
  const drained = await drain({
    account: { total: 100, windowMs: 10_000 },
    config: { budget: { share: 0.8, window: '10s' } },
    calls: 1000,
    others: { perWindow: 60, stopMs: 50_000 },
  })
  const sentIn = (fromMs: number, toMs: number) =>
    drained.sentAt.filter((at) => at >= fromMs && at < toMs).length
  t.ok(sentIn(30_000, 50_000) <= 2 * 42, `${sentIn(30_000, 50_000) / 2} a window beside the others' 60`)
  t.ok(sentIn(70_000, 90_000) >= 2 * 79, `${sentIn(70_000, 90_000) / 2} a window without them`)
})

t.test('works without the headers, as on the smallest plan', async (t) => {
  const drained = await drain({
    account: { total: 50, windowMs: 60_000, headers: false },
    config: {},
    calls: 200,
  })
  t.equal(drained.refused, 0)
  t.ok(drained.utilisation >= 0.98)
})

t.test('slows down without headers when the account is smaller than believed', async (t) => {
  const drained = await drain({
    account: { total: 20, windowMs: 10_000, headers: false },
    config: { plan: 'enterprise', budget: { share: 1, window: '10s' } },
    calls: 100,
  })
  t.equal(drained.served, 100)
  t.ok(drained.lastAt <= 60_000, `took ${drained.lastAt} ms of at least 40,000`)
  t.ok(drained.refused <= 40, `${drained.refused} refused`)
})

t.test('lives with an old account whose limit is by the hour', async (t) => {
  const hourMs = 3_600_000
  const drained = await drain({
    account: { total: 3000, windowMs: hourMs },
    config: {},
    calls: 5000,
    untilMs: 3 * hourMs,
  })
  t.equal(drained.served, 5000)
  t.ok(drained.refused <= 50, `${drained.refused} of 5000 calls refused`)
})
