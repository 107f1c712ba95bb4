import t from 'tap'
import { readAttempts } from '../../src/bridge/read-attempts.ts'
import type { HistoryRow } from '../../src/ledger/ledger.ts'

const rows = (...events: string[]): HistoryRow[] =>
  events.map((event, at) => ({ at, event, why: null, by: 'someone' }))
const write = { kind: 'create', at: 2 } as const

t.test('counts claims of which the worker said nothing more', async (t) => {
  const broken = (...events: string[]) => readAttempts(rows(...events), null).brokenLeases
  t.equal(broken('received'), 0)
  t.equal(broken('received', 'delivering', 'classified', 'waiting', 'delivering'), 0)
  t.equal(broken('received', 'delivering', 'classified', 'delivering', 'write-marked', 'delivering'), 2)
  t.equal(broken('delivering', 'delivering', 'waiting', 'delivering', 'delivering'), 2)
})

t.test('starts anew when a person has acted', async (t) => {
  t.equal(
    readAttempts(rows('delivering', 'delivering', 'delivering', 'parked', 'released', 'delivering'), null)
      .brokenLeases,
    0,
  )
})

t.test('tells when the marked write came back, and that it never did', async (t) => {
  const ended = (...events: string[]) => readAttempts(rows(...events), write).writeEndedAt
  t.equal(ended('received', 'delivering', 'write-marked', 'waiting', 'delivering'), 3)
  t.equal(ended('received', 'delivering', 'write-marked', 'flagged', 'waiting', 'retry-now', 'delivering'), 4)
  t.equal(ended('received', 'delivering', 'write-marked', 'delivering'), null, 'its lease ran out')
  t.equal(ended('received', 'delivering', 'write-marked', 'delivering', 'waiting', 'delivering'), null)
  t.equal(
    ended('delivering', 'write-marked', 'waiting', 'delivering', 'write-marked', 'parked'),
    5,
    'the last one',
  )
  t.equal(readAttempts(rows('delivering', 'write-marked', 'waiting'), null).writeEndedAt, null)
  t.equal(ended('received', 'delivering', 'write-marked'), null)
})
