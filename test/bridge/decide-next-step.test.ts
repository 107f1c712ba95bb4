import t from 'tap'
import { decideNextStep } from '../../src/bridge/decide-next-step.ts'
import type { Entry } from '../../src/ledger/ledger.ts'

const times = { settleMs: 45_000, requestTimeoutMs: 30_000, patienceMs: 60_000 }
const fresh: Pick<Entry, 'write' | 'flags'> = { write: null, flags: [] }
const calm = { brokenLeases: 0, writeEndedAt: null }
const marked: Pick<Entry, 'write' | 'flags'> = { write: { kind: 'create', at: 1_000_000 }, flags: [] }

t.test('a hand-off with no open write goes on to its target', async (t) => {
  t.same(decideNextStep(fresh, { now: 5, past: calm, times }), { kind: 'decide-target', careful: false })
})

t.test('an unknown write is looked for when the settle time after its end is over, not before', async (t) => {
  const past = { brokenLeases: 0, writeEndedAt: 1_030_000 }
  t.match(decideNextStep(marked, { now: 1_074_999, past, times }), {
    kind: 'wait-for-settle',
    until: 1_075_000,
  })
  t.same(decideNextStep(marked, { now: 1_075_000, past, times }), { kind: 'reconcile', write: marked.write })
})

t.test('after a crash the latest possible end of the write counts', async (t) => {
  const until = 1_000_000 + 60_000 + 30_000 + 45_000
  t.match(decideNextStep(marked, { now: until - 1, past: calm, times }), { kind: 'wait-for-settle', until })
  t.match(decideNextStep(marked, { now: until, past: calm, times }), { kind: 'reconcile' })
})

t.test('what was mailed is looked for first, unless a write is open', async (t) => {
  t.same(decideNextStep({ ...fresh, flags: ['mailed-fallback'] }, { now: 5, past: calm, times }), {
    kind: 'look-for-mail',
  })
  t.match(decideNextStep({ ...marked, flags: ['mailed-fallback'] }, { now: 9_000_000, past: calm, times }), {
    kind: 'reconcile',
  })
})

t.test('a hand-off over which workers died is treated with care, and then parked', async (t) => {
  const died = (brokenLeases: number) =>
    decideNextStep(fresh, { now: 5, past: { brokenLeases, writeEndedAt: null }, times })
  t.same(died(4), { kind: 'decide-target', careful: false })
  t.same(died(5), { kind: 'decide-target', careful: true })
  t.match(died(10), { kind: 'park', why: /10 times/ })
})
