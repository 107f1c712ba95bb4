import t from 'tap'
import { decideAfterMessageLook, decideAfterReconcile } from '../../src/bridge/decide-after-reconcile.ts'
import type { Failure } from '../../src/helpdesk/helpdesk.ts'
import { makeTicket } from './scripted-helpdesk.ts'

const found = (...tickets: Parameters<typeof makeTicket>[0][]) => ({
  ok: true as const,
  value: tickets.map((ticket) => ({ ticket: makeTicket(ticket) })),
})
const failed = (failure: Failure) => ({ ok: false as const, failure })
const invalid: Failure = { kind: 'invalid', message: 'No such person.', status: 400, faults: [] }
const forbidden: Failure = { kind: 'forbidden', message: 'No.', status: 403, code: null }
const away: Failure = { kind: 'unavailable', message: 'away', status: 503, code: null }

t.test('one ticket with our reference is adopted', async (t) => {
  t.match(decideAfterReconcile(found({ id: '5' }), 2), { kind: 'adopt', ticket: { id: '5' }, flags: [] })
})

t.test(
  'of several the oldest is adopted and flagged; a deleted one only when there is no other',
  async (t) => {
    const at = (day: number) => `2026-01-0${day}T00:00:00Z`
    t.match(
      decideAfterReconcile(
        found({ id: '10', createdAt: at(2) }, { id: '9', createdAt: at(2) }, { id: '11', createdAt: at(3) }),
        2,
      ),
      { kind: 'adopt', ticket: { id: '9' }, flags: ['possible-duplicate'], why: /3 tickets/ },
    )
    t.match(
      decideAfterReconcile(
        found({ id: '1', createdAt: at(1), deleted: true }, { id: '2', createdAt: at(2) }),
        2,
      ),
      { ticket: { id: '2' }, flags: ['possible-duplicate'] },
    )
    t.match(decideAfterReconcile(found({ id: '1', deleted: true }), 2), {
      kind: 'adopt',
      ticket: { id: '1' },
      flags: [],
    })
  },
)

t.test('none means that it is sent again, unflagged', async (t) => {
  t.match(decideAfterReconcile(found(), 2), { kind: 'send-again', flags: [] })
})

t.test('what cannot be told now is looked at again, for as long as it takes', async (t) => {
  for (const failure of [
    away,
    { kind: 'held', message: '', retryAt: null },
    { kind: 'rate-limited', message: '', retryAt: 5 },
    { kind: 'credentials', message: '', status: 401 },
  ] satisfies Failure[]) {
    t.match(decideAfterReconcile(failed(failure), 1000), { kind: 'look-again' }, failure.kind)
  }
})

t.test('what can never be told is sent again and flagged', async (t) => {
  t.match(decideAfterReconcile(failed(invalid), 1), { kind: 'send-again', flags: ['possible-duplicate'] })
  t.match(decideAfterReconcile(failed({ kind: 'too-large', message: '' }), 1), { kind: 'send-again' })
  for (const failure of [
    forbidden,
    { kind: 'gone', message: '' },
    { kind: 'not-found', message: '' },
    { kind: 'conflict', message: '' },
  ] satisfies Failure[]) {
    t.match(decideAfterReconcile(failed(failure), 4), { kind: 'look-again' }, 'permissions may be mended')
    t.match(decideAfterReconcile(failed(failure), 5), { kind: 'send-again', flags: ['possible-duplicate'] })
  }
})

t.test('an addition is adopted, sent again, or looked for again', async (t) => {
  t.match(decideAfterMessageLook({ ok: true, value: { found: true } }, '7', 2), {
    kind: 'adopt',
    ticket: { id: '7' },
    flags: [],
  })
  t.match(decideAfterMessageLook({ ok: true, value: { found: false } }, '7', 2), {
    kind: 'send-again',
    flags: [],
  })
  t.match(decideAfterMessageLook({ ok: true, value: null }, '7', 2), { kind: 'send-again', why: /gone/ })
  t.match(decideAfterMessageLook(failed(away), '7', 2), { kind: 'look-again' })
})
