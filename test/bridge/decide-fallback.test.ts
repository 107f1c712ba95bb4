import t from 'tap'
import { type Detours, decideDetour, detourEveryMs, detourFrom } from '../../src/bridge/decide-fallback.ts'
import type { Entry, Flag } from '../../src/ledger/ledger.ts'

const stuck = (over: Partial<Entry> = {}) => ({
  receivedAt: 0,
  helpdesk: 'main',
  flags: [] as Flag[],
  writes: 0,
  ...over,
})
const mail = { after: 10 }
const second = { name: 'second', after: 30, open: true }

t.test('by mail alone: once, when it has been open for long enough', async (t) => {
  const detours: Detours = { mail, helpdesk: null }
  t.same(decideDetour(stuck(), { now: 10, detours }), { kind: 'mail' })
  t.same(decideDetour(stuck({ writes: 1 }), { now: 10, detours }), { kind: 'mail' })
  t.same(decideDetour(stuck(), { now: 9, detours }), { kind: 'wait' })
  t.same(decideDetour(stuck({ flags: ['mailed-fallback'] }), { now: 99, detours }), { kind: 'wait' })
})

t.test('to another help desk alone: once, when nothing of it can be in the first', async (t) => {
  const detours: Detours = { mail: null, helpdesk: second }
  t.match(decideDetour(stuck(), { now: 30, detours }), {
    kind: 'move',
    helpdesk: 'second',
    why: 'main has been away too long; second takes over.',
  })
  t.same(decideDetour(stuck(), { now: 29, detours }), { kind: 'wait' })
  t.same(decideDetour(stuck({ flags: ['moved-fallback'] }), { now: 99, detours }), { kind: 'wait' })
  t.match(decideDetour(stuck({ writes: 1 }), { now: 30, detours }), {
    kind: 'stay',
    why: /may be in main already: it does not move to second/,
  })
  t.same(decideDetour(stuck({ writes: 1 }), { now: 29, detours }), { kind: 'wait' })
  const shut: Detours = { mail: null, helpdesk: { ...second, open: false } }
  t.same(decideDetour(stuck(), { now: 99, detours: shut }), { kind: 'wait' }, 'it would wait there too')
})

t.test('with both, the help desk comes first, and the mail is for what cannot move', async (t) => {
  const detours: Detours = { mail, helpdesk: second }
  const shut: Detours = { mail, helpdesk: { ...second, open: false } }
  t.same(decideDetour(stuck(), { now: 29, detours }), { kind: 'wait' }, 'not mailed before it could move')
  t.match(decideDetour(stuck(), { now: 30, detours }), { kind: 'move' })
  t.same(decideDetour(stuck(), { now: 30, detours: shut }), { kind: 'mail' })
  t.same(decideDetour(stuck({ writes: 1 }), { now: 10, detours }), { kind: 'mail' })
  t.same(decideDetour(stuck({ flags: ['moved-fallback'] }), { now: 10, detours }), { kind: 'mail' })
  const mailed = stuck({ flags: ['mailed-fallback'] })
  t.same(decideDetour(mailed, { now: 99, detours }), { kind: 'wait' }, 'its mail may become a ticket')
  const late: Detours = { mail: { after: 50 }, helpdesk: second }
  t.match(decideDetour(stuck({ writes: 1 }), { now: 30, detours: late }), { kind: 'stay' })
  t.same(decideDetour(stuck({ writes: 1 }), { now: 50, detours: late }), { kind: 'mail' })
})

t.test('the round looks no further than any way goes, and as often as the shortest asks for', async (t) => {
  t.equal(detourFrom({ mail: null, helpdesk: null }, 100), null)
  t.equal(detourFrom({ mail, helpdesk: second }, 100), 90)
  t.equal(detourFrom({ mail: null, helpdesk: second }, 100), 70)
  t.equal(detourEveryMs({ mail: { after: 3_600_000 }, helpdesk: null }), 30_000)
  t.equal(detourEveryMs({ mail: { after: 3_600_000 }, helpdesk: { ...second, after: 4_000 } }), 1_000)
  t.equal(detourEveryMs({ mail, helpdesk: null }), 250)
})
