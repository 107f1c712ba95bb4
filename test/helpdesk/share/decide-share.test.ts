import fc from 'fast-check'
import t from 'tap'
import { decideShare, type ShareInput } from '../../../src/helpdesk/share/decide-share.ts'
import { arrivalMs, commitmentOf, judgeRow } from '../../../src/helpdesk/share/judge-row.ts'
import type { ShareRow } from '../../../src/helpdesk/share/share-store.ts'

const windowMs = 60_000
const now = 1_000_000
const input = (over: Partial<ShareInput> = {}): ShareInput => ({
  ...{ replica: 'a', part: 0, spentPart: 0, neededPart: 0, unitPart: 0.01 },
  ...{ easing: 0, elapsedMs: 1000, windowMs, rows: [], now, ...over },
})
const row = (over: Partial<ShareRow> = {}): ShareRow => ({
  ...{ replica: 'b', part: 0, spentPart: 0, mostPart: 1, neededPart: 0 },
  ...{ pausedUntil: 0, windowMs, expiresAt: now + 4000, ...over },
})

t.test('a row is alive, then counts for a window and the way of the last call, then is over', async (t) => {
  t.equal(judgeRow(row(), now + 3999), 'alive')
  t.equal(judgeRow(row(), now + 4000), 'counts')
  t.equal(judgeRow(row(), now + 4000 + windowMs + arrivalMs - 1), 'counts')
  t.equal(judgeRow(row(), now + 4000 + windowMs + arrivalMs), 'over')
  t.equal(commitmentOf({ part: 0.2, spentPart: 0.5 }), 0.5)
  t.equal(commitmentOf({ part: 0.2, spentPart: 7 }), 1, 'a limit that was found to be smaller than believed')
})

t.test('of a dead one only what it can have spent is taken, and never less than it has', async (t) => {
  const dead = { expiresAt: now - 1, part: 1, spentPart: 0.1 }
  const after = (mostPart: number) =>
    decideShare(input({ neededPart: 0.01, rows: [row({ ...dead, mostPart })] })).part
  t.ok(Math.abs(after(0.5) - 0.5) < 0.011)
  t.ok(Math.abs(after(0) - 0.9) < 0.011, 'what it said it had spent stays')
  t.equal(after(1), 0)
  const alive = row({ ...dead, expiresAt: now + 1, mostPart: 0.5 })
  t.equal(decideShare(input({ neededPart: 0.01, rows: [alive] })).part, 0, 'while it lives it has its part')
})

t.test('alone it has everything', async (t) => {
  t.same(decideShare(input()), { part: 1, easing: 0, beside: 0, pausedUntil: 0, over: [] })
  t.equal(decideShare(input({ rows: [row({ replica: 'a', part: 0.3, spentPart: 0.3 })] })).part, 1)
})

t.test('grows only into what nobody takes', async (t) => {
  t.equal(decideShare(input({ rows: [row({ part: 0.9 })] })).part.toFixed(6), '0.100000')
  t.equal(decideShare(input({ rows: [row({ part: 0.5, spentPart: 0.9 })] })).part.toFixed(6), '0.100000')
  t.equal(decideShare(input({ rows: [row({ part: 1 })] })).part, 0)
  t.equal(decideShare(input({ rows: [row({ part: 0.1 })] })).part, 0.5)
})

t.test('what a dead one had is nobody’s until it is over, and then its row goes', async (t) => {
  const dead = row({ part: 0.4, spentPart: 0.1, expiresAt: now - 1 })
  t.equal(decideShare(input({ rows: [dead] })).part, 0.6)
  const over = row({ part: 0.4, expiresAt: now - windowMs - arrivalMs })
  t.match(decideShare(input({ rows: [over] })), { part: 1, over: ['b'], beside: 0 })
})

t.test('of what was closed only what was spent counts', async (t) => {
  t.equal(decideShare(input({ rows: [row({ part: 0, spentPart: 0.3, expiresAt: now })] })).part, 0.7)
})

t.test(
  'an idle one gives up at once, a busy one what it has not spent at once and the rest over a window',
  async (t) => {
    const rows = [row({ neededPart: 0.01 })]
    t.equal(decideShare(input({ part: 1, spentPart: 1, rows })).part, 0.05)
    const busy = { part: 1, neededPart: 0.01, rows }
    t.same(decideShare(input({ ...busy, spentPart: 0.2 })).part, 0.5)
    t.same(decideShare(input({ ...busy, spentPart: 0.8 })).part.toFixed(3), '0.795')
    let state = decideShare(input({ ...busy, spentPart: 1 }))
    t.equal(state.part.toFixed(4), (1 - 0.5 / 60).toFixed(4))
    for (let beat = 1; beat < 60; beat++) {
      state = decideShare(input({ ...busy, part: state.part, spentPart: state.part, easing: state.easing }))
    }
    t.equal(state.part.toFixed(6), '0.500000', 'after a window')
    t.ok(state.easing === 0 || state.part > 0.5)
  },
)

t.test('shares by units that all see alike, although a need comes rounded out of the store', async (t) => {
  const rows = [row({ neededPart: Math.ceil((3 / 70) * 1e9) / 1e9 })]
  const decided = decideShare(input({ unitPart: 1 / 70, neededPart: 67 / 70, part: 0, rows }))
  t.equal(decided.part.toFixed(6), (67 / 70).toFixed(6))
})

t.test('tells what others have spent, and until when they hold back', async (t) => {
  const rows = [
    row({ part: 0.4, spentPart: 0.2 }),
    row({ replica: 'c', part: 0.1, spentPart: 0.1, pausedUntil: now + 9000 }),
    row({ replica: 'd', part: 0.1, spentPart: 0.3, expiresAt: now - 1 }),
  ]
  const { beside, pausedUntil } = decideShare(input({ rows }))
  t.equal(beside.toFixed(2), '0.61')
  t.equal(pausedUntil, now + 9000)
  t.equal(decideShare(input({ rows: [row({ replica: 'a', pausedUntil: now + 9000 })] })).pausedUntil, 0)
})

const stepArbitrary = fc.record({
  who: fc.nat({ max: 4 }),
  /** Of its part: what it has spent when it decides. */
  use: fc.double({ min: 0, max: 1, noNaN: true }),
  needed: fc.constantFrom(0, 0, 0.01, 0.01, 0.03, 0.4, 1),
  afterMs: fc.oneof(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 90_000 })),
  commits: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
})

t.test('whoever decides when, all together never take more than everything', async (t) => {
  const property = fc.property(
    fc.array(stepArbitrary, { maxLength: 120 }),
    fc.integer({ min: 1, max: 300 }),
    (steps, units) => {
      const rows = new Map<string, ShareRow>()
      const parts = new Map<string, { part: number; easing: number; at: number; spent: number }>()
      let at = now
      for (const { who, use, needed, afterMs, commits } of steps) {
        at += afterMs
        const replica = `r${who}`
        const known = parts.get(replica) ?? { part: 0, easing: 0, at, spent: 0 }
        const part = at - known.at < 5000 ? known.part : 0
        // Within a window what was spent stays spent.
        const kept = at - known.at < windowMs ? known.spent : 0
        const spent = Math.max(kept, part * use)
        const own = { replica, part, spentPart: spent, neededPart: needed, windowMs }
        const decided = decideShare({
          ...own,
          ...{ unitPart: 1 / units, easing: known.easing, elapsedMs: at - known.at },
          ...{ rows: [...rows.values()], now: at },
        })
        const next = commits ? decided.part : Math.min(part, decided.part)
        parts.set(replica, { part: next, easing: decided.easing, at: commits ? at : known.at, spent })
        if (commits) {
          rows.set(replica, { ...own, mostPart: 1, part: decided.part, pausedUntil: 0, expiresAt: at + 5000 })
          for (const over of decided.over) rows.delete(over)
        }
        const counting = [...rows.values()].filter((each) => judgeRow(each, at) !== 'over')
        const sum = counting.reduce((total, each) => total + commitmentOf(each), 0)
        if (sum > 1 + 1e-9 || !(decided.part >= 0 && decided.part <= 1)) return false
      }
      return true
    },
  )
  fc.assert(property, { numRuns: 1000, seed: 11 })
  t.pass('1000 random histories')
})

t.test('comes to rest: with the same wants nobody’s part moves any more', async (t) => {
  const property = fc.property(
    fc.array(fc.constantFrom<number>(0, 0.01, 0.02), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 5, max: 400 }),
    (needs, units) => {
      const states = needs.map((neededPart, index) => ({
        own: { replica: `r${index}`, part: 0, spentPart: 0, neededPart, unitPart: 1 / units },
        easing: 0,
      }))
      let moved = false
      for (let beat = 0; beat < 200; beat++) {
        for (const state of states) {
          const at = now + beat * 1000
          const rows = states.map(({ own }) => row({ ...own, expiresAt: at + 5000 }))
          // Who waits spends all it may.
          const spentPart = state.own.neededPart > 0 ? state.own.part : 0
          const next = decideShare(
            input({ ...state.own, spentPart, easing: state.easing, windowMs: 10_000, rows, now: at }),
          )
          if (beat > 150 && Math.abs(next.part - state.own.part) > 1e-9) moved = true
          state.own = { ...state.own, part: next.part, spentPart: Math.min(spentPart, next.part) }
          state.easing = next.easing
        }
      }
      const sum = states.reduce((total, { own }) => total + own.part, 0)
      const isEnough = needs.reduce((total, need) => total + Math.ceil(need * units - 1e-4), 0) <= units
      return !isEnough || (!moved && Math.abs(sum - 1) < 1e-9)
    },
  )
  fc.assert(property, { numRuns: 100, seed: 3 })
  t.pass('100 random sets of wants')
})
