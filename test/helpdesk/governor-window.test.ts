import fc from 'fast-check'
import t from 'tap'
import type { Operation } from '../../src/helpdesk/governor.ts'
import type { Lane } from '../../src/helpdesk/helpdesk.ts'
import { answered, createTestGovernor, isPermit } from './create-test-governor.ts'
import { mostInAnyWindow } from './most-in-any-window.ts'

const windowMs = 10_000

interface Counted {
  at: number
  cost: number
  operation: Operation
}

const callArbitrary = fc.record({
  // Crowds and pauses alike.
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 6000 })),
  lane: fc.constantFrom<Lane>('new', 'retry', 'addition', 'background'),
  operation: fc.constantFrom<Operation>('create', 'update', 'list-tickets', 'other'),
  cost: fc.constantFrom(1, 1, 1, 2, 3),
  latencyMs: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 15_000 })),
  countedPart: fc.double({ min: 0, max: 1, noNaN: true }),
  fate: fc.constantFrom<'answered' | 'no-answer' | 'never-sent'>(
    'answered',
    'answered',
    'answered',
    'no-answer',
    'never-sent',
  ),
})

t.test('never spends more than its share in any window, whenever the vendor counts each call', async (t) => {
  const property = fc.asyncProperty(
    fc.array(callArbitrary, { minLength: 1, maxLength: 150 }),
    fc.integer({ min: 6, max: 80 }),
    fc.double({ min: 0.5, max: 1, noNaN: true }),
    fc.integer({ min: 3, max: 20 }),
    async (calls, total, share, create) => {
      const { clock, governor } = createTestGovernor({
        budget: { share, perWindow: total, window: `${windowMs}ms`, create },
        circuit: { failures: 1_000_000 },
      })
      const counted: Counted[] = []
      let at = 0
      let served = 0
      for (const { afterMs, lane, operation, cost, latencyMs, countedPart, fate } of calls) {
        at += afterMs
        clock.after(at, async () => {
          const permit = await governor.acquire({ lane, operation, cost })
          if (!isPermit(permit)) return
          const sentAt = clock.now()
          clock.after(latencyMs, () => {
            served++
            const observation = answered({ outcome: fate })
            permit.settle(observation)
            permit.settle(observation)
            if (fate !== 'never-sent') counted.push({ at: sentAt + countedPart * latencyMs, cost, operation })
          })
        })
      }
      while (served < calls.length && (await clock.advanceToNext()));
      const allowance = Math.max(1, Math.floor(total * share))
      const ofCreates = Math.max(1, Math.floor(create * share))
      const dearest = Math.max(...calls.map(({ cost }) => cost))
      return (
        served === calls.length &&
        mostInAnyWindow(counted, windowMs) <= Math.max(allowance, dearest) &&
        mostInAnyWindow(
          counted.filter(({ operation }) => operation === 'create'),
          windowMs,
        ) <= Math.max(ofCreates, dearest)
      )
    },
  )
  await fc.assert(property, { numRuns: 120, seed: 7 })
  t.pass('120 random histories')
})
