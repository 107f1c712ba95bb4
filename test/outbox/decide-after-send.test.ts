import t from 'tap'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'
import { decideAfterSend, isTooLate, knownForMs, type Tried } from '../../src/outbox/decide-after-send.ts'
import { failedBy, said, unavailable, unknown } from './open-outbox.ts'

const now = 1_000_000_000
const facts = { attempts: 1, wasUnknown: false, unknownSince: now, now, isStopping: false }
const answered = (outcome: Extract<Tried, { kind: 'answered' }>['outcome']): Tried => ({
  kind: 'answered',
  outcome,
})
const decide = (tried: Tried, change: Partial<typeof facts> = {}) =>
  decideAfterSend(tried, { ...facts, ...change }, () => 0.5)

const passing: [Failure, string][] = [
  [{ kind: 'held', message: 'x', retryAt: null }, 'away'],
  [{ kind: 'rate-limited', message: 'x', retryAt: now + 60_000 }, 'rate-limited'],
  [{ kind: 'credentials', message: 'x', status: 401 }, 'credentials'],
  [unavailable, 'away'],
]
const final: [Failure, string][] = [
  [{ kind: 'forbidden', message: 'x', status: 403, code: null }, 'forbidden'],
  [{ kind: 'invalid', message: 'x', status: 400, faults: [] }, 'refused'],
  [{ kind: 'not-found', message: 'x' }, 'ticket-gone'],
  [{ kind: 'gone', message: 'x' }, 'ticket-gone'],
  [{ kind: 'conflict', message: 'x' }, 'refused'],
  [{ kind: 'too-large', message: 'x' }, 'refused'],
  [{ kind: 'unsupported', message: 'x' }, 'refused'],
]

t.test('what was not done for now is tried again, and what never will be is left to a person', async (t) => {
  for (const [failure, reason] of passing)
    t.match(decide(answered(failedBy(failure))), { kind: 'again', reason, mayBeOut: false }, failure.kind)
  for (const [failure, reason] of final)
    t.match(decide(answered(failedBy(failure))), { kind: 'failed', reason, mayBeOut: false }, failure.kind)
})

t.test('what was not even asked leaves an earlier try as uncertain as it was', async (t) => {
  const held = answered(failedBy({ kind: 'held', message: 'x', retryAt: null }))
  t.match(decide(held, { wasUnknown: true }), { kind: 'again', mayBeOut: true })
  t.match(decide({ kind: 'store-away', why: 'x' }, { wasUnknown: true }), { kind: 'again', mayBeOut: true })
  t.match(decide({ kind: 'store-away', why: 'x' }), { kind: 'again', mayBeOut: false })
  t.match(decide({ kind: 'fault' }), { kind: 'again', mayBeOut: true })
})

t.test('a help desk that said when is not asked before, and nobody is asked without a pause', async (t) => {
  const limited = decide(answered(failedBy({ kind: 'rate-limited', message: 'x', retryAt: now + 60_000 })))
  t.match(limited, { dueAt: now + 60_000 })
  t.match(decide(answered(unknown)), {
    kind: 'again',
    dueAt: now + 45_000,
    mayBeOut: true,
    reason: 'unknown',
  })
  const wait = (attempts: number) => {
    const after = decide(answered(failedBy(unavailable)), { attempts })
    return after.kind === 'again' ? after.dueAt - now : 0
  }
  t.ok(wait(1) >= 1_000)
  t.ok(wait(5) > wait(2))
  t.ok(wait(1_000) <= 300_000)
  t.match(decide(answered(failedBy(unavailable)), { isStopping: true, attempts: 9 }), { dueAt: now })
})

t.test('after 23 hours nobody may repeat what may be out', async (t) => {
  const old = { wasUnknown: true, unknownSince: now - knownForMs }
  t.match(decide(answered(unknown), old), { kind: 'failed', reason: 'must-look', mayBeOut: true })
  t.equal(isTooLate({ ...old, now }), true)
  t.equal(isTooLate({ ...old, now: now - 1 }), false)
  t.equal(isTooLate({ ...old, wasUnknown: false, now }), false)
  // A day is what ticket operations promise to know a repeat for.
  t.ok(knownForMs < 86_400_000)
})

t.test('what is out is out, also when its status could not be set', async (t) => {
  t.match(decide(answered(said('m1'))), { kind: 'sent', messageId: 'm1', reason: null, why: null })
  t.match(decide(answered(said('m1', 'No.'))), { kind: 'sent', reason: 'status', why: 'No.' })
  const conflict = decide(answered({ ok: false, refusal: { kind: 'key-conflict' } }))
  t.match(conflict, { kind: 'failed', mayBeOut: true })
  const nowhere = { kind: 'no-helpdesk' as const, message: 'x', choices: [] }
  t.match(decide(answered({ ok: false, refusal: nowhere })), { kind: 'failed', reason: 'no-helpdesk' })
  const busy = { kind: 'under-way' as const, retryAfterMs: 2_000 }
  t.match(decide(answered({ ok: false, refusal: busy })), { kind: 'again', mayBeOut: true })
})
