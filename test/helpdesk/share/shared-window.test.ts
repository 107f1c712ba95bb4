import fc from 'fast-check'
import t from 'tap'
import type { Operation } from '../../../src/helpdesk/governor.ts'
import { mostInAnyWindow } from '../most-in-any-window.ts'
import { simulate } from './simulate.ts'

const windowMs = 10_000

const loadArbitrary = fc.record({
  concurrency: fc.integer({ min: 1, max: 6 }),
  cost: fc.constantFrom(1, 1, 1, 2, 3),
  operation: fc.constantFrom<Operation>('create', 'list-tickets', 'other'),
  calls: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(100_000)),
  latencyMs: fc.constantFrom({ least: 20, most: 60 }, { least: 500, most: 4000 }, { least: 0, most: 12_000 }),
})

const eventArbitrary = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 9000 })),
  what: fc.constantFrom<'start' | 'work' | 'kill' | 'freeze' | 'close' | 'away'>(
    ...([
      'start',
      'start',
      'start',
      'work',
      'work',
      'work',
      'kill',
      'freeze',
      'freeze',
      'close',
      'away',
    ] as const),
  ),
  who: fc.nat({ max: 5 }),
  forMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 25_000 })),
  load: loadArbitrary,
})

t.test('never spends more than the share in any window, whatever happens to whom', async (t) => {
  let calls = 0
  const property = fc.asyncProperty(
    fc.array(eventArbitrary, { minLength: 3, maxLength: 20 }),
    fc.integer({ min: 3, max: 120 }),
    fc.integer({ min: 3, max: 80 }),
    fc.integer({ min: 1, max: 1_000_000 }),
    async (events, total, create, seed) => {
      const simulation = simulate({
        account: { total: 1000, windowMs, headers: false },
        config: { budget: { share: 0.8, perWindow: total, window: '10s', create } },
        seed,
      })
      void simulation.start().work({ concurrency: 4 })
      for (const { afterMs, what, who, forMs, load } of events) {
        await simulation.clock.advance(afterMs)
        const replica = simulation.replicas[who % simulation.replicas.length]
        if (what === 'start' && simulation.replicas.length < 5) void simulation.start().work(load)
        else if (what === 'work') void replica?.work(load)
        else if (what === 'kill') replica?.process.kill()
        else if (what === 'freeze') replica?.process.freeze(forMs)
        else if (what === 'close') void replica?.close()
        else if (what === 'away') simulation.store.goAway(forMs)
      }
      await simulation.clock.advance(25_000)
      const counted = simulation.counted()
      calls += counted.length
      const dearest = Math.max(1, ...counted.map(({ cost }) => cost))
      const ofCreates = counted.filter(({ operation }) => operation === 'create')
      return (
        mostInAnyWindow(counted, windowMs) <= Math.max(1, Math.floor(total * 0.8), dearest) &&
        mostInAnyWindow(ofCreates, windowMs) <= Math.max(1, Math.floor(create * 0.8), dearest)
      )
    },
  )
  await fc.assert(property, { numRuns: 150, seed: 7, endOnFailure: true })
  t.ok(calls > 5000, `${calls} calls in 150 random histories`)
})
